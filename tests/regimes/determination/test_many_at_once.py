"""The table answers as the engine does, row by row, for every kind of row."""

import itertools
import random
import tracemalloc
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pytest

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination import InvalidQuestion, ask, day_of, determine
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.table import WORDS, determine_many, outcome_codes
from lockgate.regimes.shelf import codes, law_of

TODAY = date(2026, 11, 24)
LAW = law_of("cn-dual-use")
USES = ["", "civil", "military", "nuclear", "civil;nuclear", "no such use", None]
USERS = ["", "military", "civil", "unlisted", "military;civil", "nobody"]
GOODS = ["", "", "", "850511", "2805301200", "99", "85-11", "0101"]


def random_rows(law: Law, count: int, seed: int) -> dict[str, list[str | None]]:
    chance = random.Random(seed)
    held = list(law.control_list.periods)
    named = [prefix for measure in law.pack.measures for prefix in measure.entries if prefix not in ("*", "any")]
    entries = [
        *held,
        *named,
        *(f"{code}.a" for code in held),
        *(f"{code}.b.2" for code in held),
        "9Z999",
        "bad code",
        "",
    ]
    span = (law.regime.law_known_to - law.regime.law_from).days
    days = [law.regime.law_from + timedelta(days=chance.randint(-2, span + 20)) for _ in range(200)]
    lists = [f"listed:{name}" for name in law.regime.lists]
    words = [word for word in law.end_uses if word not in ("civil", "military")]
    return {
        "destination": chance.choices([*COUNTRIES, "QQ", "", "jp"], k=count),
        "entry": chance.choices(entries, k=count),
        "goods_code": chance.choices(GOODS, k=count),
        "end_use": chance.choices([*USES, *words], k=count),
        "end_user": chance.choices([*USERS, *lists], k=count),
        "on": chance.choices([*(day.isoformat() for day in days), "", "2025-02-30"], k=count),
    }


def answer_alone(law: Law, row: dict[str, str | None]) -> str:
    words = {name: value or "" for name, value in row.items()}
    on = words.pop("on")
    try:
        question = ask(law, **words)  # type: ignore[arg-type]
        return determine(question, day_of(law, on, TODAY), law).outcome.word
    except InvalidQuestion:
        return "invalid"


@pytest.mark.parametrize("regime", codes())
def test_a_table_of_questions_gets_the_answers_that_each_gets_alone(regime: str, long: bool) -> None:
    law = law_of(regime)
    count = 200_000 if long else 4_000
    rows = random_rows(law, count, seed=7)
    together = [WORDS[code] for code in outcome_codes(rows, law, on=None, today=TODAY)]
    for number in range(count):
        row = {name: values[number] for name, values in rows.items()}
        assert together[number] == answer_alone(law, row), row


@pytest.mark.parametrize("regime", codes())
def test_an_answer_depends_on_no_other_row(regime: str) -> None:
    law = law_of(regime)
    rows = random_rows(law, 600, seed=11)
    together = outcome_codes(rows, law, on=None, today=TODAY).tolist()
    order = list(range(600))
    random.Random(3).shuffle(order)
    shuffled = {name: [values[number] for number in order] for name, values in rows.items()}
    assert outcome_codes(shuffled, law, on=None, today=TODAY).tolist() == [together[number] for number in order]
    for number in (0, 17, 599):
        alone = {name: values[number : number + 1] for name, values in rows.items()}
        assert outcome_codes(alone, law, on=None, today=TODAY).tolist() == [together[number]]


def test_columns_may_be_arrow_arrays_with_gaps_and_days_as_dates() -> None:
    law = law_of("cn-dual-use")
    table = pa.table(
        {
            "destination": ["JP", "JP", None],
            "entry": pa.array(["1C904.a.4", "1C904.a.4", "1C904.a.4"]).dictionary_encode(),
            "on": pa.array([date(2025, 4, 3), date(2025, 4, 4), None], pa.date32()),
        }
    )
    columns = {name: table.column(name) for name in table.column_names}
    assert determine_many(columns, law, on=None, today=TODAY).to_pylist() == [
        "not_required",
        "licence_required",
        "invalid",
    ]


def test_a_table_without_rows_has_no_answers() -> None:
    assert outcome_codes({"destination": [], "entry": []}, law_of("cn-dual-use"), on=None, today=TODAY).tolist() == []


def some_of(words: list[str], count: int) -> list[str]:
    mixed = (";".join(held) for size in (1, 2, 3, 4) for held in itertools.permutations(words, size))
    return list(itertools.islice(mixed, count))


@pytest.mark.parametrize("regime", ["us-ear", "cn-dual-use"])
def test_many_different_uses_and_users_take_little_memory(regime: str) -> None:
    law = law_of(regime)
    chance = random.Random(5)
    uses, users = some_of(list(law.end_uses), 200), some_of(list(law.end_users), 300)
    assert (len(uses), len(users)) == (200, 300)
    rows = random_rows(law, 20_000, seed=5)
    rows |= {
        "entry": chance.choices(rows["entry"][:400], k=20_000),
        "on": chance.choices(rows["on"][:10], k=20_000),
        "end_use": chance.choices(uses, k=20_000),
        "end_user": chance.choices(users, k=20_000),
    }
    outcome_codes(rows, law, on=None, today=TODAY)  # what a law keeps for later questions is not counted
    tracemalloc.start()
    together = outcome_codes(rows, law, on=None, today=TODAY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 120_000_000
    for number in chance.sample(range(20_000), 500):
        row = {name: values[number] for name, values in rows.items()}
        assert WORDS[together[number]] == answer_alone(law, row), row


def test_a_complete_pack_that_lacks_its_own_example_still_answers() -> None:
    pack = law_of("saltmarsh").pack
    law = Law(replace(pack, regime=replace(pack.regime, example="S99.99")))
    held = next(iter(law.control_list.periods))
    rows = {"destination": ["FR", "FR"], "entry": [held, ""], "goods_code": ["", " "]}
    alone = [
        answer_alone(law, {"destination": "FR", "entry": entry, "goods_code": "", "on": ""}) for entry in (held, "")
    ]
    assert determine_many(rows, law, on=None, today=TODAY).to_pylist() == alone
    assert alone[0] != "invalid"
    assert alone[1] == "invalid"


@pytest.mark.parametrize("zone", [None, "Asia/Shanghai"])
@pytest.mark.parametrize("unit", ["s", "us", "ns"])
def test_the_day_may_be_a_time_whose_date_counts(unit: str, zone: str | None) -> None:
    second = "2025-04-03 16:00Z" if zone else "2025-04-04 00:00"
    times = pa.array(["2025-04-03 15:59" + "Z" * bool(zone), second, None]).cast(pa.timestamp(unit, zone))
    rows = {"destination": ["JP"] * 3, "entry": ["1C904.a.4"] * 3, "on": times}
    for on in (times, times.dictionary_encode(), pa.chunked_array([times])):
        assert determine_many(rows | {"on": on}, LAW, on=date(2025, 4, 3), today=TODAY).to_pylist() == [
            "not_required",
            "licence_required",
            "not_required",
        ]


def test_goods_codes_may_be_numbers() -> None:
    for kind in (pa.int64(), pa.float64()):
        rows = {"destination": ["JP", "JP"], "goods_code": pa.array([850511, None], kind)}
        assert determine_many(rows, LAW, on=None, today=TODAY).to_pylist() == ["needs_reading", "invalid"]
