"""What time is it? The one clock that every room asks, so that a test or the demo can set another.

Nothing else in Lockgate calls datetime.now(). The clock is one for the whole process, because a server
answers on many threads and all of them must agree.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import monotonic
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Anything that tells the moment as an aware datetime in UTC."""

    def now(self) -> datetime:
        """Tell the moment, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Tell the machine's time, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  the one place that may ask the machine


@dataclass(frozen=True)
class FrozenClock:
    """A clock that stands still at one moment; the moment must be aware."""

    at: datetime

    def __post_init__(self) -> None:
        _must_be_aware(self.at)

    def now(self) -> datetime:
        """Tell the one moment, in UTC."""
        return self.at.astimezone(UTC)


class RunningClock:
    """A clock that runs on from a given moment at the pace of real time; the moment must be aware."""

    def __init__(self, started_at: datetime) -> None:
        _must_be_aware(started_at)
        self._started_at = started_at.astimezone(UTC)
        self._started_monotonic_s = monotonic()

    def now(self) -> datetime:
        """Tell the given moment plus the time that has passed since, in UTC."""
        elapsed_s = monotonic() - self._started_monotonic_s
        return datetime.fromtimestamp(self._started_at.timestamp() + elapsed_s, UTC)


def _must_be_aware(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; write datetime(..., tzinfo=UTC).")


_clock: Clock = SystemClock()


def now() -> datetime:
    """Tell the moment, as an aware datetime in UTC."""
    return _clock.now()


def today(time_zone: str) -> date:
    """Tell the local day of an IANA time zone: law, statutory clock and validity use the regime's own.

    >>> with use_clock(FrozenClock(datetime(2025, 4, 3, 17, 0, tzinfo=UTC))):
    ...     today("Asia/Shanghai").isoformat(), today("America/New_York").isoformat()
    ('2025-04-04', '2025-04-03')
    """
    return now().astimezone(ZoneInfo(time_zone)).date()


def set_clock(clock: Clock) -> Clock:
    """Install another clock for the whole process; give back the former one."""
    global _clock
    former, _clock = _clock, clock
    return former


@contextmanager
def use_clock(clock: Clock) -> Iterator[None]:
    """Install another clock for the length of a block."""
    former = set_clock(clock)
    try:
        yield
    finally:
        set_clock(former)
