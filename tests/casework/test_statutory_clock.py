"""The statutory clock by hand, and against a count that walks day by day and knows nothing of spans."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.casework.statutory_clock import START, STOP, Move, read_clock
from lockgate.regimes.shelf import law_of
from lockgate.regimes.working_calendar import WorkingCalendar

CHINA = WorkingCalendar(law_of("cn-dual-use").pack.calendar)
DAY = timedelta(days=1)


def moves(*days: str) -> list[Move]:
    """Return moves on these days, a start first, then by turns."""
    kinds = [START, STOP]
    return [Move(kinds[turn % 2], date.fromisoformat(day), "a query") for turn, day in enumerate(days)]


def read(held: list[Move], on: str, limit: int | None = 45):
    return read_clock(held, limit=limit, calendar=CHINA, on=date.fromisoformat(on))


def test_the_first_counted_day_is_the_working_day_after_acceptance():
    # accepted on Monday 2 March 2026
    assert read(moves("2026-03-02"), "2026-03-02").days_run == 0
    assert read(moves("2026-03-02"), "2026-03-03").days_run == 1


def test_45_working_days_after_2_march_2026_end_on_8_may():
    # March: 3-6 4, 9-13 9, 16-20 14, 23-27 19, 30-31 21; April: 1-3 24, 6 free, 7-10 28, 13-17 33, 20-24 38,
    # 27-30 42; 1-5 May free; 6, 7, 8 May 45
    reading = read(moves("2026-03-02"), "2026-03-02")
    assert reading.due_on == date(2026, 5, 8) and reading.days_left == 45


def test_accepted_at_a_weekend_counts_from_monday():
    assert read(moves("2026-03-07"), "2026-03-09").days_run == 1


def test_accepted_before_the_spring_festival_counts_after_it():
    # 14 February 2026 is a worked Saturday, the festival runs from 15 to 23 February
    assert read(moves("2026-02-14"), "2026-02-23").days_run == 0
    assert read(moves("2026-02-14"), "2026-02-24").days_run == 1


def test_the_clock_stands_still_while_a_query_is_open():
    stopped = read(moves("2026-03-02", "2026-03-05"), "2026-03-31")
    assert not stopped.running and stopped.days_run == 3 and stopped.due_on is None
    assert "stands still: a query, since 2026-03-05" in stopped.unknown


def test_an_answer_restarts_the_clock_on_the_next_working_day():
    # 5 to 20 March hold eleven working days of standing still: 6, 9-13, 16-20
    restarted = read(moves("2026-03-02", "2026-03-05", "2026-03-20"), "2026-03-20")
    assert restarted.running and restarted.days_run == 3
    assert restarted.due_on == CHINA.add_working_days(date(2026, 5, 8), 11)
    assert [(stop.since.day, stop.until.day, stop.reason) for stop in restarted.stops] == [(5, 20, "a query")]


def test_a_stop_and_a_restart_on_one_day_change_nothing():
    plain = read(moves("2026-03-02"), "2026-04-20")
    same_day = read(moves("2026-03-02", "2026-03-05", "2026-03-05"), "2026-04-20")
    assert (same_day.days_run, same_day.due_on) == (plain.days_run, plain.due_on)


def test_a_stop_over_a_weekend_or_a_holiday_changes_nothing():
    plain = read(moves("2026-03-02"), "2026-04-20")
    for stop, restart in (("2026-03-07", "2026-03-08"), ("2026-03-06", "2026-03-08"), ("2026-04-03", "2026-04-06")):
        assert read(moves("2026-03-02", stop, restart), "2026-04-20").due_on == plain.due_on


def test_a_stop_before_the_first_counted_day_leaves_all_days():
    held = read(moves("2026-03-02", "2026-03-02"), "2026-03-20")
    assert held.days_run == 0 and held.days_left == 45


def test_an_overdue_clock_says_on_which_day_it_was_due_and_how_many_days_ago():
    late = read(moves("2026-03-02"), "2026-05-11")  # Saturday 9 May is worked
    assert late.days_left == -2 and late.due_on == date(2026, 5, 8)
    queried_late = read(moves("2026-03-02", "2026-05-13", "2026-05-20"), "2026-05-20")
    assert queried_late.due_on == date(2026, 5, 8) and queried_late.days_left == -4


def test_a_due_day_in_a_year_that_the_calendar_lacks_cannot_be_told():
    reading = read(moves("2026-11-25"), "2026-11-30")
    assert reading.days_run == 3 and reading.days_left == 42
    assert reading.due_on is None and "does not know 2027" in reading.unknown


def test_a_day_in_a_year_that_the_calendar_lacks_is_not_counted():
    reading = read(moves("2026-12-30"), "2027-01-04")
    assert reading.days_run is None and reading.due_on is None and "does not know 2027" in reading.unknown


def test_a_regime_without_a_limit_or_a_calendar_says_so():
    on = date(2026, 3, 9)
    without_limit = read_clock(moves("2026-03-02"), limit=None, calendar=None, on=on)
    assert without_limit.running and without_limit.days_run is None and "no statutory time" in without_limit.unknown
    without_calendar = read_clock(moves("2026-03-02"), limit=30, calendar=None, on=on)
    assert without_calendar.days_run is None and "no working calendar" in without_calendar.unknown


@pytest.mark.parametrize(
    "held",
    [
        [Move(STOP, date(2026, 3, 2), "")],
        [Move(START, date(2026, 3, 2), ""), Move(START, date(2026, 3, 3), "")],
        [Move(START, date(2026, 3, 2), ""), Move(STOP, date(2026, 3, 1), "")],
    ],
)
def test_moves_that_no_service_writes_are_an_error(held):
    with pytest.raises(ValueError, match="cannot follow"):
        read_clock(held, limit=45, calendar=CHINA, on=date(2026, 3, 9))


def counted_naively(held: list[Move], on: date) -> int:
    """Walk day by day: a working day counts where the clock was running when the day began."""
    count, day = 0, held[0].on
    while day <= on:
        before = [move for move in held if move.on < day]
        count += bool(before) and before[-1].kind == START and CHINA.is_working_day(day)
        day += DAY
    return count


@st.composite
def lives(draw) -> list[Move]:
    first = draw(st.dates(date(2023, 1, 1), date(2025, 12, 1)))
    gaps = draw(st.lists(st.integers(0, 25), max_size=9))
    days = [first]
    for gap in gaps:
        days.append(days[-1] + gap * DAY)
    return [Move(START if turn % 2 == 0 else STOP, day, "a query") for turn, day in enumerate(days)]


@given(lives(), st.integers(0, 90))
def test_the_clock_equals_an_independent_count_of_days(held, later):
    on = held[-1].on + later * DAY
    reading = read_clock(held, limit=45, calendar=CHINA, on=on)
    assert reading.days_run == counted_naively(held, on)
    if not reading.running:
        assert reading.due_on is None
    elif reading.due_on is not None:
        assert counted_naively(held, reading.due_on) >= 45 > counted_naively(held, reading.due_on - DAY)
    else:
        assert "2027" in reading.unknown


@given(lives())
def test_a_clock_read_on_an_earlier_day_does_not_look_ahead(held):
    on = held[len(held) // 2].on
    past = [move for move in held if move.on <= on]
    assert read_clock(held, limit=45, calendar=CHINA, on=on) == read_clock(past, limit=45, calendar=CHINA, on=on)
