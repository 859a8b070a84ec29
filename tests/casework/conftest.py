"""Casework on a known day: Monday 2 March 2026, ten in the morning in Beijing, until a test sets another."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from lockgate.core.clock import FrozenClock, set_clock
from tests.factories.cases import People, people


@pytest.fixture(autouse=True)
def on() -> Iterator[Callable[[str], None]]:
    """Set the day, as "2026-03-09", at ten in the morning in Beijing."""
    former = set_clock(FrozenClock(datetime(2026, 3, 2, 2, tzinfo=UTC)))

    def move_to(day: str) -> None:
        set_clock(FrozenClock(datetime.fromisoformat(f"{day}T02:00:00+00:00")))

    yield move_to
    set_clock(former)


@pytest.fixture
def held(db) -> People:
    """One person of each role."""
    return people()
