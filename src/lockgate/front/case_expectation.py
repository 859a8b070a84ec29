"""What a waiting case may expect, as its page shows it beside the statutory clock: by the newest snapshot's pace."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow.compute as pc

from lockgate.applications.pages.choosing import country_name
from lockgate.core import clock
from lockgate.core.errors import NotFound
from lockgate.insight.pace.expectation import ByDay, expectation_of
from lockgate.insight.pace.forecast import ForecastTable
from lockgate.insight.services import snapshots
from lockgate.insight.snapshot.store import latest_snapshot
from lockgate.regimes.shelf import law_of

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

    from lockgate.casework.queries import CaseSheet

AHEAD = (30, 60, 90)
HORIZON = max(AHEAD)
LEAST_LINES = 50
"""A destination with fewer lines has the pace of all: a curve of a few tells little, and too much of whose they are."""


class Chance(NamedTuple):
    """The chance of a grant within so many more days, with its interval in words, "" where it has none."""

    more_days: int
    granted: str
    interval: str


class Expected(NamedTuple):
    """What the page says: of whom, after how long, the chances, and why there is none where there is none."""

    waited: int
    of_whom: str
    n: int
    chances: tuple[Chance, ...]
    note: str
    data_date: date


def expected_of(sheet: CaseSheet) -> Expected | None:
    """Return what a case may expect by now; None where nothing has been reckoned for its regime."""
    snapshot, held = latest_snapshot(snapshots()), sheet.case
    submitted = sheet.application.application.submitted_at
    if snapshot is None or held.regime not in snapshot.regimes or submitted is None:
        return None
    zone = law_of(held.regime).regime.time_zone
    waited = (clock.today(zone) - submitted.astimezone(ZoneInfo(zone)).date()).days
    destination = sheet.application.draft.destination
    try:
        table, of_whom = _pace_like(snapshot.figure(held.regime, "pace_by_destination"), destination)
        table = snapshot.figure(held.regime, "pace") if table is None else table
    except NotFound:
        return None
    told = expectation_of(ForecastTable.from_pace_table(table), waited, HORIZON)
    chances = tuple(_chance(one) for one in told.by_day if one.more_days in {*AHEAD, told.within})
    return Expected(waited, of_whom, told.n, chances, told.note, snapshot.data_date(held.regime))


def _pace_like(by_destination: pa.Table, destination: str) -> tuple[pa.Table | None, str]:
    rows = by_destination.filter(pc.equal(by_destination["destination"], destination))
    if rows.num_rows and rows["n"][0].as_py() >= LEAST_LINES:
        return rows.drop_columns(["destination"]), f"lines to {country_name(destination)}"
    return None, "lines of this regime"


def _chance(one: ByDay) -> Chance:
    interval = "" if one.low is None or one.high is None else f"{one.low:.0%} to {one.high:.0%}"
    return Chance(one.more_days, f"{one.granted:.0%}", interval)
