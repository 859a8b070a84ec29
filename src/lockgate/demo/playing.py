"""Plays an episode into an empty database: one writer, one order, one clock: the episode's.

Every happening is acted out at its own moment; the journal is sealed at the end of each of the episode's days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import groupby

from django.db import connection

from lockgate.core.clock import FrozenClock, use_clock
from lockgate.demo.player import Player
from lockgate.demo.stage import set_stage
from lockgate.journal.seal import seal_rows
from lockgate.simulation.happenings import Episode
from lockgate.simulation.parameters import ZONE

STAGE_IS_SET = time(8)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a play is: happenings acted of all, at a moment of the episode."""

    acted: int
    of: int
    at: datetime


def play(episode: Episode, *, tell: Callable[[Progress], None] = lambda _: None) -> Player:
    """Set the stage at the beginning of the episode's first day, and act out all of it."""
    begins = datetime.combine(episode.begins, STAGE_IS_SET, ZONE)
    with use_clock(FrozenClock(begins)):
        player = Player(episode, set_stage(episode))
        seal_rows()
    acted = 0
    for _, day in groupby(episode.happenings, key=lambda happening: happening.at.astimezone(ZONE).date()):
        for happening in day:
            with use_clock(FrozenClock(happening.at.astimezone(UTC))):
                player.act(happening)
            acted += 1
        with use_clock(FrozenClock(happening.at.astimezone(UTC))):
            seal_rows()
        tell(Progress(acted, len(episode.happenings), happening.at))
    return player


def relax_durability() -> None:
    """Have SQLite acknowledge before the disk has it. Only a demo's play does: what it loses is played again."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
