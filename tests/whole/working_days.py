"""Working days counted one by one, straight from the table of the pack: what an onlooker with a wall calendar counts.

Shares no code with the product's calendar and clock. The day of a start is not counted, the day of a stop is.
"""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

STATUTORY_DAYS = 45
ANSWER_DAYS = 10
ANSWER_DAYS_WITHOUT_CALENDAR = 21
CHINA_IS_AHEAD = timedelta(hours=8)
DAY = timedelta(days=1)
_TABLE = Path(__file__).parents[2] / "src/lockgate/regimes/packs/cn-dual-use/calendar.csv"
_NAMED = {row["date"]: row["kind"] for row in csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines())}
_YEARS = {day[:4] for day in _NAMED}


class CalendarEnds(LookupError):
    """The calendar lacks the year of a day."""


def local(moment: datetime) -> date:
    """Return the day that it is in China, which has no summer time."""
    return (moment + CHINA_IS_AHEAD).date()


def is_worked(day: date) -> bool:
    """Say whether the authority works; raise CalendarEnds for a year that the table lacks."""
    if str(day.year) not in _YEARS:
        raise CalendarEnds(day)
    named = _NAMED.get(day.isoformat(), "")
    return named == "working_weekend" or (not named and day.isoweekday() < 6)


def worked_days_later(day: date, count: int) -> date:
    """Walk on until so many worked days have passed."""
    while count:
        day += DAY
        count -= is_worked(day)
    return day


def days_run(moves: list[tuple[str, date]], on: date) -> int:
    """Count, day by day, the worked days that dawned on a running clock, up to and with a day."""
    running, count, day = False, 0, moves[0][1]
    while day <= on:
        if running:
            count += is_worked(day)
        for kind, moved_on in moves:
            if moved_on == day:
                running = kind == "start"
        day += DAY
    return count


def shown(moves: list[tuple[str, date]], on: date) -> tuple[bool, int | None, date | None]:
    """Return what the clock shows on a day: whether it runs, how many days have run, and when they are used up.

    What cannot be counted is None, and so is the last day of a clock that stands still.
    """
    running = moves[-1][0] == "start"
    try:
        run = days_run(moves, on)
    except CalendarEnds:
        return running, None, None
    if not running:
        return running, run, None
    day = moves[0][1]
    try:
        while days_run(moves, day) < STATUTORY_DAYS:
            day += DAY
    except CalendarEnds:
        return running, run, None
    return running, run, day


def answer_day(announced_on: date) -> date:
    """Return the last day on which an announced refusal may be answered."""
    try:
        return worked_days_later(announced_on, ANSWER_DAYS)
    except CalendarEnds:
        return announced_on + timedelta(days=ANSWER_DAYS_WITHOUT_CALENDAR)


def last_day(first: date, months: int) -> date:
    """Return the last day of so many months: the eve of the same day, or the end of a month that lacks it."""
    year, month = first.year + (first.month - 1 + months) // 12, (first.month - 1 + months) % 12 + 1
    try:
        return first.replace(year=year, month=month) - DAY
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1) - DAY
