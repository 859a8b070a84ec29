"""Corners of the contract that no real list has yet, on packs of a few rows."""

from datetime import date

from lockgate.regimes.determination import Outcome, Party, ask, determine
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import GroupMember, Kind, PartyList
from tests.factories import packs

DAY = date(2024, 6, 1)


def asked(law: Law, entry: str = "1A001", destination: str = "DE", **words: object):
    return determine(ask(law, entry=entry, destination=destination, **words), DAY, law)  # type: ignore[arg-type]


def test_a_rule_on_a_list_that_is_not_held_is_read_and_never_free() -> None:
    law = packs.law(
        packs.entry("1A001"), packs.measure("M-1", entries=("annex9",)), scopes_not_held={"annex9": "Annex 9"}
    )
    answer = asked(law)
    assert answer.outcome is Outcome.NEEDS_READING
    assert "Annex 9" in answer.readings[0].why


def test_a_heading_has_the_review_that_is_certain_for_all_below_it() -> None:
    law = packs.law(
        packs.entry("1A001"),
        packs.entry("1A001.a", parent="1A001"),
        packs.entry("1A001.b", parent="1A001"),
        packs.measure("M-1", entries=("*",)),
        packs.measure("M-2", Kind.REVIEW, entries=("1A001.a",), review_policy="presumption of denial"),
    )
    whole = asked(law)
    assert (whole.outcome, whole.review_policy) == (Outcome.LICENCE_REQUIRED, "case by case")
    policies = {held.only_for: held.review_policy for held in whole.requirements}
    assert policies == {("1A001.a",): "presumption of denial", ("1A001.b",): "case by case"}
    assert asked(law, "1A001.a").review_policy == "presumption of denial"


def test_a_heading_needs_reading_while_an_older_law_covers_a_part_of_it() -> None:
    law = packs.law(
        packs.entry("1A001"),
        packs.entry("1A001.a", parent="1A001"),
        packs.entry("1A001.b", parent="1A001", earlier_law="unknown", valid_from=date(2024, 7, 1)),
        packs.measure("M-1", entries=("1A001.a",)),
    )
    assert asked(law).outcome is Outcome.NEEDS_READING
    assert asked(law, "1A001.a").outcome is Outcome.LICENCE_REQUIRED


def test_a_party_that_nobody_screened_keeps_the_lists_open() -> None:
    law = packs.law(
        packs.entry("1A001"),
        packs.measure("M-1", Kind.PROHIBITION, entries=("any",), end_users=("listed:bad",)),
        lists={"bad": PartyList("bad", "the bad")},
    )
    screened = asked(law, end_user="unlisted")
    assert not screened.open_questions
    unscreened = asked(law, end_user="unlisted", parties=[Party("consignee")])
    assert [held.raises_to for held in unscreened.open_questions] == [Outcome.PROHIBITED]
    both = asked(law, end_user="unlisted", parties=[Party("consignee", ("unlisted",))])
    assert not both.open_questions


def test_a_destination_outside_the_chart_needs_reading_and_a_rule_for_all_still_stands() -> None:
    member = GroupMember("Chart", "DE")
    free = packs.law(packs.entry("1A001"), member, packs.measure("M-1", destinations=("US",)), destination_rows="Chart")
    assert asked(free).outcome is Outcome.NOT_REQUIRED
    assert asked(free, destination="FR").outcome is Outcome.NEEDS_READING
    all_of_them = packs.law(packs.entry("1A001"), member, packs.measure("M-1"), destination_rows="Chart")
    assert asked(all_of_them, destination="FR").outcome is Outcome.LICENCE_REQUIRED


def test_a_paragraph_that_only_a_rule_names_is_not_lost_beside_those_held() -> None:
    law = packs.law(
        packs.entry("1A001"),
        packs.entry("1A001.a", parent="1A001"),
        packs.measure("M-1", entries=("1A001.c",)),
    )
    assert asked(law, "1A001.c").outcome is Outcome.LICENCE_REQUIRED
    assert asked(law).outcome is Outcome.NEEDS_READING


def test_what_is_taken_out_of_a_rule_for_all_entries_is_taken_out_of_the_bare_entry_too() -> None:
    law = packs.law(packs.entry("1A001"), packs.measure("M-1", entries=("*",), except_entries=("1A001.b",)))
    assert asked(law).outcome is Outcome.NEEDS_READING
    assert asked(law, "1A001.a").outcome is Outcome.LICENCE_REQUIRED


def test_an_item_taken_out_of_a_rule_for_every_item_stays_out_before_it_is_listed() -> None:
    law = packs.law(
        packs.entry("1A002", valid_from=date(2025, 1, 1)),
        packs.measure("M-1", entries=("any",), except_entries=("1A002",)),
    )
    assert asked(law, "1A002").outcome is Outcome.NOT_REQUIRED
    assert determine(ask(law, goods_code="8505", destination="DE"), DAY, law).outcome is Outcome.NEEDS_READING


def test_between_two_periods_an_older_law_or_another_code_is_not_free() -> None:
    first = packs.entry("1A001", valid_to=date(2024, 3, 31))
    again = packs.entry("1A001", valid_from=date(2024, 9, 1), earlier_law="unknown")
    assert asked(packs.law(first, again, packs.measure("M-1"))).outcome is Outcome.NEEDS_READING
    moved = packs.entry("1A001", valid_to=date(2024, 3, 31), later_code="not held")
    back = packs.entry("1A001", valid_from=date(2024, 9, 1))
    assert asked(packs.law(moved, back, packs.measure("M-1"))).outcome is Outcome.NEEDS_READING


def test_duties_that_depend_on_a_part_are_shown_with_what_they_depend_on() -> None:
    law = packs.law(
        packs.entry("1A001"),
        packs.measure("M-1"),
        packs.measure("M-2", Kind.DECLARATION, part="wider than a metre", condition="say so"),
    )
    assert [held.id for held in asked(law).duties] == ["M-2"]


def test_prose_that_could_forbid_is_asked_beside_a_licence() -> None:
    law = packs.law(
        packs.entry("1A001"),
        packs.measure("M-1"),
        packs.measure("M-2", Kind.READING, end_uses=("missile",), raises_to="prohibited"),
    )
    assert [held.raises_to for held in asked(law).open_questions] == [Outcome.PROHIBITED]


def test_the_doubt_of_a_suspension_travels_into_an_answer_that_it_makes_free() -> None:
    law = packs.law(
        packs.entry("1A001"),
        packs.instrument("ORDER-2"),
        packs.measure("M-1", instrument="ORDER-2"),
        packs.suspension("M-1", date(2024, 5, 1), date(2024, 12, 31), doubt="remembered"),
    )
    answer = asked(law)
    assert (answer.outcome, answer.doubt) == (Outcome.NOT_REQUIRED, "remembered")
    assert any("2024-12-31" in remark for remark in answer.remarks)


def test_a_remark_does_not_depend_on_who_asked_before() -> None:
    law = packs.law(
        packs.entry("1A002", valid_to=date(2024, 12, 31)),
        packs.entry("1A001", valid_from=date(2025, 1, 1), continues="1A002"),
        packs.measure("M-1"),
    )
    first = determine(ask(law, entry="1A001", destination="DE"), date(2024, 6, 10), law)
    second = determine(ask(law, entry="1A001", destination="DE"), date(2024, 7, 20), law)
    assert first.remarks == second.remarks


def test_a_heading_asks_which_paragraph_it_is_when_one_of_them_is_forbidden() -> None:
    law = packs.law(
        packs.entry("1A001"),
        packs.entry("1A001.a", parent="1A001"),
        packs.entry("1A001.b", parent="1A001"),
        packs.measure("M-1"),
        packs.measure("M-2", Kind.PROHIBITION, entries=("1A001.b",)),
    )
    answer = asked(law)
    assert answer.outcome is Outcome.LICENCE_REQUIRED
    assert [(held.field, held.raises_to) for held in answer.open_questions] == [("entry", Outcome.PROHIBITED)]


def test_an_open_question_about_a_use_can_be_answered_with_no() -> None:
    law = packs.law(packs.entry("1A001"), packs.measure("M-1", end_uses=("missile",)))
    assert asked(law).open_questions
    assert not asked(law, answers={"M-1": False}).open_questions
