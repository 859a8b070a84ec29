"""The clock of an episode runs on from where it opened, whatever the process lived in before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from lockgate.core import clock
from lockgate.demo.episode_file import PlayedEpisode, start_clock, write_episode

OPENS_AT = datetime(2025, 10, 1, 1, tzinfo=UTC)


def play(folder: Path, *, ago: timedelta) -> None:
    opened_at = clock.SystemClock().now() - ago
    write_episode(folder, PlayedEpisode(1, 8, OPENS_AT.isoformat(), opened_at.isoformat(), {}))


def test_it_runs_on_from_the_moment_at_which_the_site_opened(tmp_path: Path) -> None:
    play(tmp_path, ago=timedelta(days=3))
    with clock.use_clock(clock.SystemClock()):
        start_clock(tmp_path)
        assert timedelta(days=3) <= clock.now() - OPENS_AT < timedelta(days=3, minutes=1)


def test_a_second_play_over_the_first_opens_at_the_same_moment(tmp_path: Path) -> None:
    with clock.use_clock(clock.SystemClock()):
        play(tmp_path, ago=timedelta(days=3))
        start_clock(tmp_path)  # as a process does that begins in a folder with an earlier episode
        play(tmp_path, ago=timedelta(0))
        start_clock(tmp_path)
        assert timedelta(0) <= clock.now() - OPENS_AT < timedelta(minutes=1)
