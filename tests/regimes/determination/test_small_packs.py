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
