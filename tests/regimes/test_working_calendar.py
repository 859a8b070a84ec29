"""The working calendar against counts by hand, and against NumPy's business days."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lockgate.regimes
from lockgate.core.errors import Invalid, NotPossibleNow
from lockgate.regimes.pack import CalendarDay
from lockgate.regimes.pack_files import read_pack
from lockgate.regimes.working_calendar import WorkingCalendar

PACKS = Path(lockgate.regimes.__file__).parent / "packs"


@pytest.fixture(scope="module")
def china():
    return WorkingCalendar(read_pack(PACKS / "cn-dual-use").calendar)


def test_the_45th_working_day_spans_the_may_holiday_and_its_working_weekend(china):
    # 8-11 April 4, 14-18 9, 21-25 14, Sunday 27 worked 15, 28-30 18, 1-5 May free, 6-9 May 22, 12-16 27, 19-23 32,
    # 26-30 37, Monday 2 June Dragon Boat, 3-6 June 41, 9-12 June 45
    assert china.add_working_days(date(2025, 4, 7), 45) == date(2025, 6, 12)
    assert china.working_days_between(date(2025, 4, 7), date(2025, 6, 12)) == 45


def test_the_spring_festival_moves_two_weekend_days_into_work(china):
    # Sunday 26 January, Monday 27; free to 4 February; 5, 6, 7, Saturday 8, Monday 10
    assert [china.add_working_days(date(2025, 1, 24), count) for count in range(1, 8)] == [
        date(2025, 1, 26),
        date(2025, 1, 27),
        date(2025, 2, 5),
        date(2025, 2, 6),
        date(2025, 2, 7),
        date(2025, 2, 8),
        date(2025, 2, 10),
    ]


def test_a_count_runs_over_the_end_of_a_year(china):
    # 30 and 31 December; 1 to 3 January free; Sunday 4 January worked
    assert china.add_working_days(date(2025, 12, 29), 3) == date(2026, 1, 4)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 4, 4), False),  # Friday, Tomb-sweeping Day
        (date(2025, 4, 7), True),  # Monday
        (date(2025, 4, 26), False),  # Saturday
        (date(2025, 4, 27), True),  # Sunday, worked for the May holiday
        (date(2025, 5, 5), False),  # Monday, May holiday
    ],
)
def test_a_day_is_worked_as_the_notice_says(china, day, works):
    assert china.is_working_day(day) is works


def test_a_holiday_holds_no_working_day(china):
    assert china.working_days_between(date(2025, 4, 30), date(2025, 5, 5)) == 0


def test_no_days_lead_to_the_day_itself_even_on_a_holiday(china):
    assert china.add_working_days(date(2025, 5, 1), 0) == date(2025, 5, 1)
    assert china.working_days_between(date(2025, 5, 1), date(2025, 5, 1)) == 0


def test_a_year_that_the_calendar_lacks_is_an_error_that_names_it(china):
    with pytest.raises(NotPossibleNow, match=r"2022.*Add the holidays and working weekends of 2022"):
        china.is_working_day(date(2022, 12, 30))
    with pytest.raises(NotPossibleNow, match="2027"):
        china.add_working_days(date(2026, 12, 1), 45)
    with pytest.raises(NotPossibleNow, match="2027"):
        china.working_days_between(date(2026, 12, 31), date(2027, 1, 1))


def test_a_count_that_ends_before_the_unknown_year_is_answered(china):
    assert china.add_working_days(date(2026, 12, 30), 1) == date(2026, 12, 31)


def test_a_calendar_without_rows_knows_no_year():
    with pytest.raises(NotPossibleNow):
        WorkingCalendar(()).is_working_day(date(2025, 4, 7))


def test_counting_backwards_is_refused(china):
    with pytest.raises(Invalid, match="backwards"):
        china.add_working_days(date(2025, 4, 7), -1)
    with pytest.raises(Invalid, match="before"):
        china.working_days_between(date(2025, 4, 8), date(2025, 4, 7))


def test_a_day_that_is_holiday_and_worked_is_refused():
    day = date(2025, 4, 27)
    with pytest.raises(Invalid, match="2025-04-27 both"):
        WorkingCalendar([CalendarDay(day, "holiday", ""), CalendarDay(day, "working_weekend", "")])


FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)
KNOWN_YEARS = [CalendarDay(date(year, 1, 1), "holiday", "New Year") for year in range(FIRST.year, LAST.year + 1)]


def _numpy_count(start, end, holidays, worked):
    """Working days after `start`, up to and with `end`, by NumPy's weekday rule and a count of worked weekend days."""
    weekdays = np.busday_count(start + timedelta(days=1), end + timedelta(days=1), holidays=sorted(holidays))
    return int(weekdays) + sum(1 for day in worked if start < day <= end)


@given(
    start=DAYS,
    days=st.integers(0, 200),
    holidays=st.sets(DAYS, max_size=60),
    weekends=st.sets(DAYS.filter(lambda day: day.weekday() >= 5), max_size=30),
)
def test_any_calendar_counts_as_numpy_does(start, days, holidays, weekends):
    holidays = holidays | {row.date for row in KNOWN_YEARS}
    worked = weekends - holidays
    calendar = WorkingCalendar(
        [CalendarDay(day, "holiday", "") for day in holidays]
        + [CalendarDay(day, "working_weekend", "") for day in worked]
    )
    end = min(start + timedelta(days=days), LAST)
    count = calendar.working_days_between(start, end)
    assert count == _numpy_count(start, end, holidays, worked)

    reached = calendar.add_working_days(start, count)
    assert reached <= end and _numpy_count(start, reached, holidays, worked) == count
    assert count == 0 or calendar.is_working_day(reached)
