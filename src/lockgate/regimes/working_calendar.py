"""Which days the authority works, and how many of them lie between two days.

Built from a pack's calendar.csv; the statutory clock of a case asks it. Saturdays and Sundays are free, but for
the weekends that are worked. A year without rows is unknown, and asking about it is an error, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from lockgate.core.errors import Invalid, NotPossibleNow
from lockgate.regimes.pack import CalendarDay

SATURDAY = 5
"""As date.weekday() counts: Saturday and Sunday are 5 and 6."""
_DAY = timedelta(days=1)


class WorkingCalendar:
    """The working days of one regime, in its own local days."""

    def __init__(self, rows: Iterable[CalendarDay]) -> None:
        """Index the rows. Raises Invalid when a day is both a holiday and a working weekend."""
        kinds: dict[date, str] = {}
        for row in rows:
            if kinds.setdefault(row.date, row.kind) != row.kind:
                raise Invalid(
                    f"The calendar has {row.date} both as a holiday and as a working weekend.",
                    mend="Keep one of the two rows in calendar.csv.",
                )
        self._kinds = kinds
        self.years = frozenset(day.year for day in kinds)
        """The years that the calendar knows."""

    def is_working_day(self, day: date) -> bool:
        """Say whether the authority works on a day. Raises NotPossibleNow when the calendar lacks its year."""
        if day.year not in self.years:
            raise NotPossibleNow(
                f"The working calendar does not know {day.year}.",
                mend=f"Add the holidays and working weekends of {day.year} to calendar.csv.",
            )
        kind = self._kinds.get(day)
        return kind == "working_weekend" if kind else day.weekday() < SATURDAY

    def add_working_days(self, start: date, count: int) -> date:
        """Return the `count`-th working day after `start`, which itself never counts; `start` for a count of 0.

        Raises Invalid for a negative count, NotPossibleNow when the count runs into a year that the calendar lacks.
        """
        if count < 0:
            raise Invalid(f"A count of {count} working days leads backwards.", mend="Give a count of 0 or more.")
        day = start
        while count:
            day += _DAY
            count -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start`, up to and with `end`: what `add_working_days` would add.

        Raises Invalid when `end` lies before `start`, NotPossibleNow when a day between lies in a year that the
        calendar lacks.
        """
        if end < start:
            raise Invalid(f"{end} lies before {start}.", mend="Give the earlier day first.")
        return sum(self.is_working_day(day) for day in _days_after(start, end))


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
