"""Where snapshots lie: a folder each, named by its moment, whole or not there; the newest is what pages show.

    insight/20251001T010000Z/snapshot.json        when, of which regimes, how many facts, how long it took
                             cn-dual-use/pace.parquet …   the figures of a regime
                             facts/…              the facts, kept for the newest snapshot only

Pure file work: the callers know what a figure is.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lockgate.core.errors import NotFound

FORM = 1
"""The form of snapshot.json; a snapshot of another form is not shown."""
_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was kept of one moment. `regimes` has for each regime its data's date and coverage, as `taking` wrote it."""

    folder: Path
    taken_at: datetime
    regimes: Mapping[str, Mapping[str, Any]]

    @property
    def id(self) -> str:
        """The name of the snapshot in links."""
        return self.folder.name

    def data_date(self, regime: str) -> date:
        """The local day of the regime on which the facts were read."""
        return date.fromisoformat(self.regimes[regime]["data_date"])

    def figure(self, regime: str, name: str) -> pa.Table:
        """Read a figure; raises NotFound for one that the snapshot does not hold."""
        path = self.folder / regime / f"{name}.parquet"
        if regime not in self.regimes or not _NAME.fullmatch(name) or not path.is_file():
            raise NotFound(
                "There is no such figure in this snapshot.", mend="Open the page of insight and choose from there."
            )
        return pq.read_table(path)


def snapshot_id(moment: datetime) -> str:
    """Return the name of the snapshot of a moment, to the second."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


@contextmanager
def new_snapshot(root: Path, moment: datetime) -> Iterator[Path]:
    """Yield a folder to fill, which becomes the snapshot of `moment` when the block ends without an error."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=root, prefix=".unfinished."))
    try:
        yield unfinished
        place = root / snapshot_id(moment)
        if place.exists():
            shutil.rmtree(place)  # one of the same second tells the same, or less
        unfinished.rename(place)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _keep_facts_of(root, place)


def write_manifest(folder: Path, taken_at: datetime, regimes: Mapping[str, Mapping[str, Any]]) -> None:
    """Write what the snapshot is of."""
    told = {"form": FORM, "taken_at": taken_at.astimezone(UTC).isoformat(), "regimes": regimes}
    (folder / "snapshot.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def latest_snapshot(root: Path) -> Snapshot | None:
    """Return the newest snapshot, None where there is none."""
    for folder in sorted(_folders(root), reverse=True):
        if held := _read(folder):
            return held
    return None


def find_snapshot(root: Path, wanted: str) -> Snapshot:
    """Return the snapshot of this name, the newest for ""; raises NotFound where there is none."""
    held = _read(root / wanted) if _ID.fullmatch(wanted) else latest_snapshot(root) if not wanted else None
    if held is None:
        raise NotFound("There is no such snapshot of the facts.", mend="Open the page of insight: it has the newest.")
    return held


def _folders(root: Path) -> list[Path]:
    return [each for each in root.iterdir() if _ID.fullmatch(each.name)] if root.is_dir() else []


def _read(folder: Path) -> Snapshot | None:
    try:
        told = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if told.get("form") != FORM:
        return None
    return Snapshot(folder, datetime.fromisoformat(told["taken_at"]), told["regimes"])


def _keep_facts_of(root: Path, newest: Path) -> None:
    for folder in _folders(root):
        if folder != newest:
            shutil.rmtree(folder / "facts", ignore_errors=True)
