"""A played episode, and the snapshot of what the gate saw in it."""

from datetime import UTC, datetime

import pytest

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import OPERATOR
from lockgate.demo.playing import play
from lockgate.insight.services import refresh_insight
from tests.demo.episodes import tiny_episode

ON = datetime(2025, 10, 1, 1, tzinfo=UTC)


@pytest.fixture
def episode(transactional_db, tmp_path, settings):
    """What was acted out of a tiny episode, in an installation with a data folder of its own."""
    settings.DATA_DIR = tmp_path
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    return play(tiny_episode())


@pytest.fixture
def snapshot(episode):
    """The snapshot of the first of October, which is the clock's day too."""
    with use_clock(FrozenClock(ON)):
        yield refresh_insight(by=OPERATOR)
