"""What changed in law between two days, on China's controls and on small packs."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from lockgate.core.errors import Invalid
from lockgate.regimes.changes import Change, ChangeKind, change_data, changes, is_one_day
from lockgate.regimes.control_list import Place, Standing
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import GroupMember, Kind
from lockgate.regimes.shelf import law_of
from tests.factories.packs import entry, instrument, law, measure, packs, suspension

DAY = timedelta(days=1)
CHINA = law_of("cn-dual-use")
JULY, JUNE_30 = date(2024, 7, 1), date(2024, 6, 30)


def on(held: Law, day: date) -> list[Change]:
    return changes(held, day, day)


def of_kind(found: list[Change], kind: ChangeKind) -> list[Change]:
    return [change for change in found if change.kind is kind]


# --- China --------------------------------------------------------------------------------------------------------


def test_one_notice_that_lists_84_entries_on_one_day_is_one_change_with_its_entries():
    (listed,) = of_kind(on(CHINA, date(2025, 4, 4)), ChangeKind.ENTRY_LISTED)
    assert (listed.subject, len(listed.entries), listed.doubt) == ("CN-2025-18", 84, "derived")
    assert "1C904.a.4" in listed.entries
    assert listed.sentence.startswith("No. 18 of 2025 lists 84 entries")


def test_no_70_suspends_six_notices_the_day_before_most_of_their_entries_would_be_listed():
    (suspended,) = on(CHINA, date(2025, 11, 7))
    assert suspended.kind is ChangeKind.SUSPENSION_BEGINS
    assert set(suspended.affects) == {f"CN-2025-{number}" for number in (55, 56, 57, 58, 61, 62)}
    assert "1C909.a.1" in suspended.entries
    assert "until 2026-11-10; no text on what followed is held" in suspended.sentence
    assert suspended.citation == "MOFCOM and GAC No. 70 of 2025"


def test_nothing_is_listed_on_the_day_on_which_suspended_notices_would_have_taken_force():
    assert on(CHINA, date(2025, 11, 8)) == []


def test_the_codes_of_2023_and_2024_were_renamed_on_1_december_2024():
    found = on(CHINA, date(2024, 12, 1))
    (renamed,) = of_kind(found, ChangeKind.ENTRY_RENAMED)
    assert {"3C001", "3C001.a", "3C002.e", "1C108.b", "2B005.a"} <= set(renamed.entries)
    (listed,) = of_kind(found, ChangeKind.ENTRY_LISTED)
    assert listed.entries == ("1C108", "1C108.a", "2B005")
    assert "an older law, which is not held, covered 1C108" in listed.sentence


def test_what_went_on_under_a_code_that_is_not_held_is_told_as_ended_and_nothing_else_is():
    (ended,) = of_kind(on(CHINA, date(2024, 12, 1)), ChangeKind.ENTRY_ENDED)
    assert ended.entries == ("2024-33/2.5", "2024-33/2.6")
    assert "a code that the pack does not hold" in ended.sentence


def test_the_united_states_were_met_with_a_prohibition_and_a_presumption_of_denial_on_3_december_2024():
    sentences = [change.sentence for change in on(CHINA, date(2024, 12, 3))]
    forbidden = (
        "forbids every listed entry to the United States, where the end user is military or the end use is military."
    )
    assert any(sentence.endswith(forbidden) for sentence in sentences)
    assert any("3C001" in sentence and "presumption of denial" in sentence for sentence in sentences)


def test_the_end_of_a_suspension_says_that_what_followed_is_not_known():
    (ended,) = on(CHINA, date(2026, 11, 11))
    assert ended.kind is ChangeKind.SUSPENSION_ENDS
    assert "ended on 2026-11-10: no text on what followed is held" in ended.sentence


def test_parts_of_other_rules_are_no_change_of_law():
    told = {name for change in changes(CHINA, date(2023, 7, 3), date(2026, 12, 31)) for name in change.affects}
    assert "M-2024-51" in told
    assert not any(name.startswith("M-2024-51-") for name in told)


def test_changes_come_by_day_and_every_sentence_is_whole():
    found = changes(CHINA, date(2023, 7, 3), date(2026, 12, 31))
    assert [change.on for change in found] == sorted(change.on for change in found)
    assert all(change.sentence.endswith(".") and ".." not in change.sentence for change in found)


# --- Small packs --------------------------------------------------------------------------------------------------


def test_both_ends_of_the_span_count_and_nothing_beyond():
    held = law(entry("1A001", valid_from=JULY, valid_to=JULY))
    assert [change.on for change in changes(held, JULY, JULY + DAY)] == [JULY, JULY + DAY]
    assert changes(held, JULY + 2 * DAY, date(2025, 12, 31)) == []
    assert changes(held, date(2024, 1, 1), JUNE_30) == []


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(JULY, JUNE_30, "2024-06-30 lies before 2024-07-01"), (date(2023, 12, 31), JULY, "first day whose law")],
)
def test_a_span_that_runs_backwards_or_begins_before_the_law_is_invalid(first, last, said):
    with pytest.raises(Invalid, match=said):
        changes(law(entry("1A001")), first, last)


def test_a_pack_of_one_day_says_so():
    assert is_one_day(law(law_from=JULY, law_known_to=JULY))
    assert not is_one_day(CHINA)


def test_an_entry_is_renamed_or_listed_anew_or_amended_by_what_the_item_was_the_day_before():
    held = law(
        entry("1A001", valid_to=JUNE_30),
        entry("1A002", continues="1A001", valid_from=JULY),
        entry("1B001", valid_to=JUNE_30),
        entry("1B001", valid_from=JULY, headings={"en": "A new text"}),
        entry("1C001", valid_to=JUNE_30),
        entry("1C001", valid_from=JULY),
        entry("1D001", valid_from=JULY),
        entry("1E001", valid_to=JUNE_30),
    )
    told = {change.kind: change.entries for change in on(held, JULY)}
    assert told == {
        ChangeKind.ENTRY_RENAMED: ("1A002",),
        ChangeKind.ENTRY_AMENDED: ("1B001",),
        ChangeKind.ENTRY_LISTED: ("1D001",),
        ChangeKind.ENTRY_ENDED: ("1E001",),
    }


def test_an_entry_that_ends_while_its_notice_rests_was_not_listed_and_does_not_end():
    held = law(entry("1A001", valid_to=JUNE_30), suspension("ORDER-1", date(2024, 6, 1), date(2024, 8, 1)))
    assert on(held, JULY) == []


def test_an_entry_continued_by_a_notice_that_rests_is_not_listed_any_more():
    held = law(
        instrument("ORDER-2"),
        entry("1A001", valid_to=JUNE_30),
        entry("1A002", continues="1A001", instrument="ORDER-2", valid_from=JULY),
        suspension("ORDER-2", date(2024, 6, 1)),
    )
    (ended,) = on(held, JULY)
    assert ended.entries == ("1A001",)
    assert "what continues it rests on a notice that is suspended" in ended.sentence


def test_a_parent_whose_children_all_went_on_under_new_codes_did_not_end():
    held = law(
        entry("1A001", valid_to=JUNE_30),
        entry("1A001.a", valid_to=JUNE_30),
        entry("1A002", continues="1A001.a", valid_from=JULY),
    )
    assert {change.kind for change in on(held, JULY)} == {ChangeKind.ENTRY_RENAMED}


def test_a_rule_that_would_begin_during_a_suspension_is_told_with_the_suspension_only():
    held = law(
        measure("M-1", valid_from=JULY),
        suspension("M-1", JUNE_30, date(2024, 7, 31)),
    )
    assert on(held, JULY) == []
    (ended,) = on(held, date(2024, 8, 1))
    assert ended.sentence.endswith("ended on 2024-07-31: from this day it applies.")


def test_a_rule_that_would_begin_after_a_suspension_of_which_the_sequel_is_unknown_says_so():
    held = law(
        measure("M-1", valid_from=JULY),
        suspension("ORDER-1", date(2024, 2, 1), date(2024, 2, 29), afterwards="unknown"),
    )
    (begun,) = on(held, JULY)
    assert begun.kind is ChangeKind.MEASURE_BEGINS
    assert "what followed is not known" in begun.sentence


def test_a_suspension_that_goes_on_does_not_end_and_one_of_what_ended_meanwhile_is_not_told_again():
    held = law(
        measure("M-1", valid_to=JUNE_30),
        measure("M-2"),
        suspension("M-1", date(2024, 6, 1), date(2024, 7, 31)),
        suspension("M-2", date(2024, 6, 1), date(2024, 7, 31)),
        suspension("M-2", date(2024, 8, 1)),
    )
    assert [change.kind for change in on(held, date(2024, 8, 1))] == [ChangeKind.SUSPENSION_BEGINS]


def test_a_rule_that_ends_while_it_rests_says_so():
    held = law(measure("M-1", valid_to=JUNE_30), suspension("M-1", date(2024, 6, 1)))
    (ended,) = on(held, JULY)
    assert ended.sentence.startswith("Order 1, M-1 ends. Until 2024-06-30 it requires a licence")
    assert "suspended to the last" in ended.sentence


def test_two_rows_that_write_one_or_are_one_change_and_rows_with_both_facts_are_not_mixed():
    def forbidden(name: str, **facts):
        return measure(name, Kind.PROHIBITION, citation="Order 1, section 1", valid_from=JULY, **facts)

    held = law(
        forbidden("M-1", end_users=("military",)),
        forbidden("M-2", end_uses=("military",)),
        forbidden("M-3", end_uses=("nuclear",), end_users=("civil",)),
    )
    by_or, by_and = on(held, JULY)
    assert by_or.affects == ("M-1", "M-2")
    assert "where the end user is military or the end use is military" in by_or.sentence
    assert "the end user is civil and the end use is nuclear" in by_and.sentence


def test_destinations_that_join_or_leave_a_group_are_changes_of_law():
    held = law(
        GroupMember("Friends", "DE", valid_from=JULY),
        GroupMember("Friends", "NL", valid_from=JULY),
        GroupMember("Friends", "JP", valid_to=JUNE_30),
        GroupMember("Friends", "US", valid_to=JUNE_30),
        GroupMember("Friends", "US", valid_from=JULY, doubt="derived"),
        group_labels={"Friends": "Friendly countries"},
    )
    joined, left = on(held, JULY)
    assert (joined.kind, joined.sentence) == (
        ChangeKind.DESTINATION_JOINS,
        "Friendly countries is joined by Germany and the Netherlands.",
    )
    assert (left.kind, left.affects) == (ChangeKind.DESTINATION_LEAVES, ("JP",))


def test_an_entry_whose_notice_was_suspended_before_with_an_unknown_sequel_is_not_simply_listed():
    held = law(
        instrument("ORDER-2"),
        entry("1A001", instrument="ORDER-2", valid_from=JULY),
        suspension("ORDER-2", date(2024, 2, 1), date(2024, 2, 29), afterwards="unknown"),
    )
    (listed,) = on(held, JULY)
    assert "suspended before, and what followed is not known" in listed.sentence


def test_a_change_as_data_names_everything_it_says():
    (listed,) = on(law(entry("1A001", valid_from=JULY, doubt="remembered")), JULY)
    assert change_data(listed) == {
        "on": "2024-07-01",
        "kind": "entry_listed",
        "subject": "ORDER-1",
        "sentence": "Order-1 lists 1A001.",
        "citation": "Order-1",
        "entries": ["1A001"],
        "affects": [],
        "doubt": "remembered",
    }


@given(packs())
def test_no_item_is_listed_or_taken_off_the_list_without_a_change_that_names_it(pack):
    held = Law(pack)
    first, last = pack.regime.law_from + DAY, pack.regime.law_known_to
    # Of a parent the changes of its children tell; an item may be named by the code under which it stood that day.
    items = held.control_list.periods.keys() - held.control_list.children.keys()
    for day in [day for day in held.change_days if first <= day <= last]:
        named = {code for change in on(held, day) for code in change.entries}
        for code in items:
            before, after = (held.control_list.places(code, when) for when in (day - DAY, day))
            if _listed(before) != _listed(after):
                assert named & {place.row.code for place in (*before, *after)}, (code, day)


def _listed(places: tuple[Place, ...]) -> bool:
    return any(place.standing is Standing.LISTED for place in places)
