"""Which episode does this process replay, and what time is it there? Asked for every page of a demo."""

from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.conf import settings

from lockgate.core import clock
from lockgate.demo.episode_file import PlayedEpisode, read_episode
from lockgate.simulation.parameters import ZONE

EPISODE = "the magnet episode of 2025, replayed"
PLACE = "Beijing"


class Moment(NamedTuple):
    """The episode's moment, in the time of its place, and in words."""

    at: datetime
    words: str


def played_here() -> PlayedEpisode | None:
    """Return the episode that this process replays; None where it is no demo."""
    return read_episode(settings.DATA_DIR) if apps.is_installed("lockgate.demo") else None


def moment() -> Moment:
    """Tell what time it is in the episode."""
    at = clock.now().astimezone(ZONE)
    return Moment(at, f"{at:%-d %B %Y, %H:%M}")


def label() -> str:
    """Say in one line that what is shown is synthetic, and when it is."""
    return f"Synthetic: {EPISODE}. It is {moment().words} in {PLACE}."
