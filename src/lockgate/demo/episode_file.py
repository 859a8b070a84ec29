"""The file beside a demo's database that says which episode was played into it: its clock, and its report.

It exists only where `lockgate demo` has played; without it no process is a demo's.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from lockgate.core import clock

NAME = "demo-episode.json"


@dataclass(frozen=True, slots=True)
class PlayedEpisode:
    """An episode that was played to its end; moments are ISO 8601 in UTC.

    `opens_at` is the moment of the episode at which its site opens, `opened_at` the machine's own moment then: the
    episode's clock runs on from there. `report` is what docs/reference/demo-report.md describes.
    """

    seed: int
    size: int
    opens_at: str
    opened_at: str
    report: dict[str, Any]


def write_episode(folder: Path, played: PlayedEpisode) -> None:
    """Keep an episode; a half-written file is never seen."""
    draft = folder / f"{NAME}.draft"
    draft.write_text(json.dumps(asdict(played), ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / NAME)


def remove_episode(folder: Path) -> None:
    """Forget an episode, before another is played."""
    (folder / NAME).unlink(missing_ok=True)


def read_episode(folder: Path) -> PlayedEpisode | None:
    """Read the episode of a data folder; None where none was played to its end."""
    path = folder / NAME
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=1)
def _read(path: Path, _written_ns: int) -> PlayedEpisode:
    return PlayedEpisode(**json.loads(path.read_text(encoding="utf-8")))


def start_clock(folder: Path) -> None:
    """Set the process to the episode's clock, where the data folder holds one."""
    if played := read_episode(folder):
        opens_at, opened_at = (datetime.fromisoformat(text) for text in (played.opens_at, played.opened_at))
        # The clock of the machine, whatever this process lives in: an earlier episode of the folder may have set it.
        clock.set_clock(clock.RunningClock(opens_at + (clock.SystemClock().now() - opened_at)))
