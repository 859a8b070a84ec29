"""What the law of China's dual-use controls gave on real days, as an exporter would ask it."""

from datetime import date

import pytest

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination import Determination, InvalidQuestion, Outcome, ask, day_of, determine, explain
from lockgate.regimes.shelf import law_of

LAW = law_of("cn-dual-use")
TODAY = date(2026, 11, 24)


def asked(on: str, **words: object) -> Determination:
    return determine(ask(LAW, **words), day_of(LAW, on, TODAY), LAW)  # type: ignore[arg-type]


def open_fields(determination: Determination) -> set[str]:
    return {word for held in determination.open_questions for word in held.words}


def test_terbium_magnets_became_controlled_on_4_april_2025_towards_every_country_alike() -> None:
    for destination in sorted(set(COUNTRIES) - {"CN"}):
        question = {"entry": "1C904.a.4", "destination": destination, "end_use": "civil"}
        assert asked("2025-04-03", **question).outcome is Outcome.NOT_REQUIRED
        assert asked("2025-04-04", **question).outcome is Outcome.LICENCE_REQUIRED
    assert "not listed before 2025-04-04" in " ".join(
        explain.reasons(asked("2025-04-03", entry="1C904.a.4", destination="JP"))
    )


def test_the_same_magnets_by_customs_code_alone_need_reading_and_name_the_entries() -> None:
    for on in ("2025-04-03", "2025-04-04", "2026-06-01"):
        answer = asked(on, goods_code="850511", destination="JP", end_use="civil")
        assert answer.outcome is Outcome.NEEDS_READING
        assert {"1C902.a.4", "1C904.a.4", "1C905.a.4"} <= {held.entry for held in answer.candidates}
        assert "1C904.a.4" in explain.reasons(answer)[0]


@pytest.mark.parametrize("entry", ["3C001.a", "2023-23/1.1", "3c001.A"])
@pytest.mark.parametrize(
    ("on", "policy"),
    [
        ("2023-08-01", "case by case"),
        ("2024-12-02", "case by case"),
        ("2024-12-03", "presumption of denial"),
        ("2025-11-08", "presumption of denial"),
        ("2025-11-09", "case by case"),
        ("2026-11-10", "case by case"),
    ],
)
def test_gallium_to_the_united_states_kept_its_licence_and_changed_its_review(entry: str, on: str, policy: str) -> None:
    answer = asked(on, entry=entry, destination="US", end_use="civil")
    assert (answer.outcome, answer.review_policy) == (Outcome.LICENCE_REQUIRED, policy)
    assert asked(on, entry=entry, destination="DE").review_policy == "case by case"


def test_gallium_was_free_before_its_first_notice() -> None:
    assert asked("2023-07-31", entry="3C001.a", destination="US").outcome is Outcome.NOT_REQUIRED


@pytest.mark.parametrize("facts", [{"end_user": "military"}, {"end_use": "military"}])
@pytest.mark.parametrize(
    ("destination", "last_day_without", "days_with"),
    [
        ("US", "2024-12-02", ["2024-12-03", "2025-06-01", "2025-11-08", "2025-11-09", "2026-11-10"]),
        ("JP", "2026-01-05", ["2026-01-06", "2026-11-10"]),
    ],
)
def test_military_users_and_uses_are_barred_whether_or_not_paragraph_2_is_suspended(
    facts: dict[str, str], destination: str, last_day_without: str, days_with: list[str]
) -> None:
    for entry in ("3C001.a", "1C108.b", "2B901"):
        question = {"entry": entry, "destination": destination, **facts}
        assert asked(last_day_without, **question).outcome is Outcome.LICENCE_REQUIRED
        for on in days_with:
            assert asked(on, **question).outcome is Outcome.PROHIBITED


def test_an_item_that_is_not_listed_is_not_reached_by_the_military_ban() -> None:
    assert asked("2025-12-01", entry="1C909.a.1", destination="US", end_user="military").outcome is Outcome.NOT_REQUIRED


def test_adding_to_military_strength_stays_open_for_japan_when_only_civil_was_answered() -> None:
    answer = asked("2026-01-06", entry="1C904.a.4", destination="JP", end_use="civil")
    strength = [held for held in answer.open_questions if "strength" in held.asks]
    assert answer.outcome is Outcome.LICENCE_REQUIRED
    assert [held.raises_to for held in strength] == [Outcome.PROHIBITED]
    assert "military" not in {word for held in answer.open_questions if held.field == "end_use" for word in held.words}
    assert not [
        held
        for held in asked("2026-01-05", entry="1C904.a.4", destination="JP").open_questions
        if "strength" in held.asks
    ]


def test_holmium_was_suspended_the_day_before_it_took_force() -> None:
    for on in ("2025-10-20", "2025-11-06", "2025-11-07", "2025-11-08", "2026-11-10"):
        answer = asked(on, entry="1C909.a.1", destination="DE", end_use="civil")
        assert answer.outcome is Outcome.NOT_REQUIRED
        said = " ".join(explain.reasons(answer))
        assert "2025-11-07" in said
        assert "2026-11-10" in said


def test_nobody_knows_what_followed_the_suspension_of_holmium() -> None:
    answer = asked("2026-11-11", entry="1C909.a.1", destination="DE", end_use="civil")
    assert answer.outcome is Outcome.NEEDS_READING
    assert max(reading.raises_to for reading in answer.readings) is Outcome.LICENCE_REQUIRED
    again = next(held for held in answer.open_questions if held.field == "dates")
    assert (again.raises_to, again.measure and again.measure.id) == (Outcome.LICENCE_REQUIRED, "M-2025-57")
    read = asked("2026-11-11", entry="1C909.a.1", destination="DE", end_use="civil", answers={"M-2025-57": True})
    assert read.outcome is Outcome.LICENCE_REQUIRED


def test_a_party_on_a_control_list_bars_the_export_in_any_role() -> None:
    listed = "listed:control_list:CN-2026-11"
    by_end_user = asked("2026-03-01", entry="1C904.a.4", destination="JP", end_user=listed)
    from lockgate.regimes.determination import Party  # noqa: PLC0415 - only here

    by_consignee = asked(
        "2026-03-01", entry="1C904.a.4", destination="KR", end_use="civil", parties=[Party("consignee", (listed,))]
    )
    assert by_end_user.outcome is by_consignee.outcome is Outcome.PROHIBITED
    assert asked("2026-02-23", entry="1C904.a.4", destination="JP", end_user=listed).outcome is Outcome.LICENCE_REQUIRED


def test_a_party_on_the_watch_list_tightens_the_review_and_forbids_nothing() -> None:
    answer = asked("2026-03-01", entry="1C904.a.4", destination="JP", end_user="listed:watch_list:CN-2026-12")
    assert (answer.outcome, answer.review_policy) == (Outcome.LICENCE_REQUIRED, "stricter review")


def test_screening_against_every_list_closes_the_questions_on_lists() -> None:
    open_words = open_fields(asked("2026-03-01", entry="1C904.a.4", destination="KR"))
    screened = open_fields(asked("2026-03-01", entry="1C904.a.4", destination="KR", end_user="unlisted"))
    assert any(word.startswith("listed:") for word in open_words)
    assert not any(word.startswith("listed:") for word in screened)


@pytest.mark.parametrize(
    ("on", "entry", "outcome"),
    [
        ("2024-10-01", "2B901", Outcome.LICENCE_REQUIRED),  # was item 2.1 of No. 33 of 2024
        ("2025-03-01", "2024-33/2.1", Outcome.LICENCE_REQUIRED),  # goes on as 2B901
        ("2024-09-14", "2B901", Outcome.NOT_REQUIRED),  # the day before No. 33
        ("2025-03-01", "2024-33/2.5", Outcome.NEEDS_READING),  # went on under a code that is not held
        ("2023-11-30", "1C108.b", Outcome.NEEDS_READING),  # No. 50 of 2006 covered it, and is not held
        ("2024-06-01", "1C108.b", Outcome.LICENCE_REQUIRED),  # item 1 of No. 39 of 2023
        ("2024-10-01", "2B901.x", Outcome.LICENCE_REQUIRED),  # a child without a predecessor follows its parent's
        ("2025-05-01", "3A234", Outcome.NEEDS_READING),  # the list is held in part
        ("2025-05-01", "1C902", Outcome.LICENCE_REQUIRED),  # certain for every item of samarium
    ],
)
def test_items_are_followed_through_renaming_and_what_is_not_held_is_said(
    on: str, entry: str, outcome: Outcome
) -> None:
    assert asked(on, entry=entry, destination="DE", end_use="civil").outcome is outcome


def test_an_exact_customs_code_carries_the_answer_only_while_a_licence_is_required() -> None:
    exact = next(row for row in LAW.pack.goods if row.relation == "exact" and row.entry.startswith("1C903"))
    question = {"goods_code": exact.goods_code, "destination": "DE"}
    assert asked("2025-04-04", **question).outcome is Outcome.LICENCE_REQUIRED
    assert asked("2025-04-03", **question).outcome is Outcome.NEEDS_READING
    assert asked("2025-04-04", goods_code=exact.goods_code[:6], destination="DE").outcome is Outcome.NEEDS_READING


def test_a_customs_code_that_no_entry_has_proves_nothing() -> None:
    answer = asked("2025-04-04", goods_code="0101", destination="DE")
    assert (answer.outcome, answer.candidates) == (Outcome.NEEDS_READING, ())


def test_a_contradiction_of_entry_and_customs_code_is_said_first_and_not_resolved() -> None:
    controlled = asked("2025-04-04", entry="3C001.a", goods_code="85051110", destination="DE")
    assert controlled.outcome is Outcome.LICENCE_REQUIRED
    assert "contradict" in explain.reasons(controlled)[0]
    free = asked("2025-04-03", entry="1C904.a.4", goods_code="8112929010", destination="DE")
    assert free.outcome is Outcome.NEEDS_READING
    assert "contradict" in explain.reasons(free)[0]
    agreeing = asked("2025-04-04", entry="1C904.a.4", goods_code="850511", destination="DE")
    assert agreeing.contradiction == ""


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"entry": "1C904.a.4", "destination": "CN"}, "destination"),
        ({"entry": "1C904.a.4", "destination": "ZZ"}, "destination"),
        ({"entry": "1C904.a.4", "destination": ""}, "destination"),
        ({"entry": "magnets", "destination": "JP"}, "entry"),
        ({"entry": "磁铁", "destination": "JP"}, "entry"),
        ({"entry": "1C904.a.4", "destination": "JP", "end_use": "peaceful"}, "end_use"),
        ({"entry": "1C904.a.4", "destination": "JP", "end_user": "listed:nobody"}, "end_user"),
        ({"goods_code": "85O5", "destination": "JP"}, "goods_code"),
        ({"destination": "JP"}, "entry"),
        ({"entry": "1C904.a.4", "destination": "JP", "answers": {"M-0": True}}, "answers"),
        ({"entry": "1C904.a.4", "destination": "JP", "value": "NaN"}, "value"),
    ],
)
def test_a_faulty_question_names_the_field_and_the_mend(words: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidQuestion) as caught:
        asked("2025-04-04", **words)
    assert field in caught.value.fields
    assert caught.value.mend


@pytest.mark.parametrize("on", ["2023-07-02", "2025-02-30", "yesterday", "04/04/2025"])
def test_a_day_before_the_law_or_no_day_at_all_is_invalid(on: str) -> None:
    with pytest.raises(InvalidQuestion):
        asked(on, entry="1C904.a.4", destination="JP")


def test_after_the_last_day_known_nothing_is_called_free() -> None:
    assert asked("2026-11-11", entry="2B005.b", destination="DE", end_use="civil").outcome is Outcome.NEEDS_READING
    beyond = asked("2027-03-01", entry="1C904.a.4", destination="DE", end_use="civil")
    assert beyond.outcome is Outcome.LICENCE_REQUIRED
    assert any("2026-11-10" in remark for remark in beyond.remarks)


def test_a_question_without_a_day_is_asked_about_the_last_day_known() -> None:
    assert day_of(LAW, None, TODAY) == date(2026, 11, 10)
    assert day_of(LAW, "", date(2025, 6, 1)) == date(2025, 6, 1)


def test_a_rule_that_did_not_apply_says_which_cell_failed() -> None:
    answer = asked("2024-12-10", entry="3C001.a", destination="DE", end_use="civil")
    failed = {held.measure.id: held.cells for held in answer.not_applied}
    assert failed["M-2024-46-2A"] == ("destination",)
    assert "dates" in failed["M-2023-23"][0] if "M-2023-23" in failed else True
    assert (
        "end_use"
        in {
            held.measure.id: held.cells
            for held in asked("2024-12-10", entry="3C001.a", destination="US", end_use="civil").not_applied
        }["M-2024-46-1E"]
    )
