"""The rows of a regime's timeline: force, suspension and the unknown as states of their own."""

from datetime import date, timedelta

from hypothesis import given

from lockgate.regimes.determination.law import Law
from lockgate.regimes.measures import TimeStatus, status_on
from lockgate.regimes.pack import Kind
from lockgate.regimes.shelf import law_of
from lockgate.regimes.timeline import Bar, State, TimelineRow, timeline, timeline_data
from tests.factories.packs import entry, instrument, law, measure, packs, suspension

CHINA = law_of("cn-dual-use")
FROM, TO = CHINA.regime.law_from, CHINA.regime.law_known_to


def rows(held: Law, name: str) -> list[TimelineRow]:
    return [row for row in timeline(held) if row.instrument == name]


def test_a_notice_that_was_replaced_ends_and_its_successor_runs_to_the_last_day_known():
    (gallium,) = rows(CHINA, "CN-2023-23")
    assert gallium.bars == (Bar(date(2023, 8, 1), date(2024, 11, 30), State.IN_FORCE),)
    (unified,) = rows(CHINA, "CN-2024-51")
    assert unified.bars == (Bar(date(2024, 12, 1), TO, State.IN_FORCE),)
    assert (unified.controls, unified.destinations) == ("licence: every listed entry", "every destination")


def test_an_instrument_whose_paragraphs_had_several_fates_has_a_row_for_each():
    standing, suspended = rows(CHINA, "CN-2024-46")
    assert "M-2024-46-1U" in standing.measures
    assert len(standing.bars) == 1
    assert suspended.measures == ("M-2024-46-2A", "M-2024-46-2B")
    assert [(bar.first, bar.state) for bar in suspended.bars] == [
        (date(2024, 12, 3), State.IN_FORCE),
        (date(2025, 11, 9), State.SUSPENDED),
    ]
    assert suspended.bars[-1].last == TO
    assert suspended.destinations == "the United States"


def test_a_notice_suspended_before_it_took_force_was_never_in_force():
    (holmium,) = rows(CHINA, "CN-2025-57")
    assert holmium.bars == (Bar(date(2025, 11, 8), date(2026, 11, 10), State.SUSPENDED),)


def test_what_follows_a_suspension_without_a_text_is_unknown_and_no_gap():
    (listed,) = rows(CHINA, "CN-2025-21")
    assert [bar.state for bar in listed.bars] == [State.IN_FORCE, State.SUSPENDED, State.UNKNOWN]
    assert listed.bars[-1].first == date(2026, 11, 10)
    assert listed.doubt == "remembered"


def test_rows_come_by_the_day_on_which_they_take_force_and_lie_within_the_law_that_is_known():
    found = timeline(CHINA)
    assert [row.bars[0].first for row in found] == sorted(row.bars[0].first for row in found)
    assert all(FROM <= bar.first <= bar.last <= TO for row in found for bar in row.bars)


def test_a_pack_of_one_day_has_rows_of_one_day():
    day = law_of("us-ear").regime.law_from
    assert {bar for row in timeline(law_of("us-ear")) for bar in row.bars} == {Bar(day, day, State.IN_FORCE)}


def test_a_notice_that_only_lists_entries_is_a_row_while_any_of_them_is_valid():
    held = law(
        instrument("ORDER-2"),
        entry("1A001", instrument="ORDER-2", valid_from=date(2024, 3, 1), valid_to=date(2024, 5, 31)),
        entry("1A002", instrument="ORDER-2", valid_from=date(2024, 8, 1)),
        measure("M-1"),
        suspension("ORDER-2", date(2025, 1, 1), date(2025, 1, 31)),
    )
    (row,) = rows(held, "ORDER-2")
    assert row.controls == "lists 2 entries: 1A001 and 1A002"
    assert [(bar.first, bar.last, bar.state) for bar in row.bars] == [
        (date(2024, 3, 1), date(2024, 5, 31), State.IN_FORCE),
        (date(2024, 8, 1), date(2024, 12, 31), State.IN_FORCE),
        (date(2025, 1, 1), date(2025, 1, 31), State.SUSPENDED),
        (date(2025, 2, 1), date(2025, 12, 31), State.IN_FORCE),
    ]


def test_a_rule_outside_the_law_that_is_known_and_a_part_of_another_have_no_row():
    held = law(
        measure("M-1"),
        measure("M-2", part_of="M-1", valid_from=date(2024, 5, 1)),
        measure("M-3", valid_to=date(2023, 12, 31)),
        measure("M-4", valid_from=date(2026, 1, 1)),
    )
    assert [row.measures for row in timeline(held)] == [("M-1",)]


def test_a_row_says_by_kind_what_it_controls_and_where_it_depends_on_facts():
    held = law(
        measure("M-1", entries=("1A001",)),
        measure("M-2", Kind.PROHIBITION, end_uses=("military",), destinations=("JP", "US")),
        measure("M-3", Kind.REVIEW, entries=("1A001",), review_policy="presumption of denial", destinations=("JP",)),
    )
    (row,) = timeline(held)
    assert row.controls == (
        "licence: 1A001; prohibition: every listed entry, where the end use is military; "
        "review policy (presumption of denial): 1A001"
    )
    assert row.destinations == "every destination"
    assert row.kinds == (Kind.LICENCE, Kind.PROHIBITION, Kind.REVIEW)


def test_a_row_as_data_has_its_bars_with_both_ends():
    data = timeline_data(timeline(law(measure("M-1", valid_from=date(2025, 1, 1))))[0])
    assert data["bars"] == [{"from": "2025-01-01", "to": "2025-12-31", "state": "in_force"}]
    assert data["measures"] == ["M-1"]


@given(packs())
def test_the_bars_of_a_rule_say_its_state_on_every_day(pack):
    held = Law(pack)
    drawn = {name: row.bars for row in timeline(held) for name in row.measures}
    words = {
        State.IN_FORCE: TimeStatus.IN_FORCE,
        State.SUSPENDED: TimeStatus.SUSPENDED,
        State.UNKNOWN: TimeStatus.UNKNOWN,
    }
    span = (pack.regime.law_known_to - pack.regime.law_from).days
    for rule in pack.measures:
        for day in (pack.regime.law_from + timedelta(days=ahead) for ahead in range(0, span + 1, 11)):
            states = [words[bar.state] for bar in drawn.get(rule.id, ()) if bar.first <= day <= bar.last]
            status = status_on(rule, held.suspensions, day)
            assert states == ([status] if status in words.values() else [])
