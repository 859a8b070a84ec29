"""What is still to happen, by its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

_DAY = timedelta(days=1)


class Agenda:
    """Keeps what is to be done on later days, in the order in which it was put down."""

    def __init__(self, working_days: Callable[[date], bool]) -> None:
        self._works = working_days
        self._kept: dict[date, list[Callable[[date], None]]] = defaultdict(list)

    def put(self, on: date, what: Callable[[date], None]) -> None:
        """Have something done on a day that is still to come."""
        self._kept[on].append(what)

    def do(self, on: date) -> None:
        """Do what was put down for a day."""
        for what in self._kept.pop(on, ()):
            what(on)

    def works(self, day: date) -> bool:
        """Say whether offices of the authority work on a day."""
        return self._works(day)

    def working_day(self, after: date, count: int) -> date:
        """Return the `count`-th working day after a day, which itself never counts."""
        while count:
            after += _DAY
            count -= self._works(after)
        return after
