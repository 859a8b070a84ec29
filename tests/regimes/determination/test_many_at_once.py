"""The table answers as the engine does, row by row, for every kind of row."""

import random
from datetime import date, timedelta

import pyarrow as pa
import pytest

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination import InvalidQuestion, ask, day_of, determine
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.table import WORDS, outcome_codes, outcome_column
from lockgate.regimes.shelf import codes, law_of

TODAY = date(2026, 11, 24)
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
    assert outcome_column(columns, law, on=None, today=TODAY).to_pylist() == [
        "not_required",
        "licence_required",
        "invalid",
    ]


def test_a_table_without_rows_has_no_answers() -> None:
    assert outcome_codes({"destination": [], "entry": []}, law_of("cn-dual-use"), on=None, today=TODAY).tolist() == []
