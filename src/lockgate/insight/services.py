"""What is done with insight: it is reckoned anew, by a command or the process beside the server, where a page asks.

A snapshot is no fact: it can be thrown away and reckoned again. What is noted on cases is an act of casework.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections

from lockgate.casework.services import note_supply_risk
from lockgate.core.errors import LockgateError
from lockgate.core.permissions import check_may
from lockgate.insight.permissions import REFRESH_INSIGHT
from lockgate.journal.queries import acts_recorded

if TYPE_CHECKING:
    from pathlib import Path

    from lockgate.core.permissions import Person
    from lockgate.insight.snapshot.store import Snapshot

log = logging.getLogger(__name__)
LOOK_EVERY_S = 1.0
_ASKED = "asked"


def snapshots() -> Path:
    """Return the folder in which this installation keeps its snapshots."""
    folder: Path = settings.DATA_DIR / "insight"
    return folder


def ask_for_refresh(*, by: Person) -> None:
    """Ask the process beside the server to reckon anew; raises NotAllowed for whoever may not."""
    check_may(by, REFRESH_INSIGHT)
    snapshots().mkdir(mode=0o700, parents=True, exist_ok=True)
    (snapshots() / _ASKED).touch()


def is_asked_for() -> bool:
    """Tell whether somebody asked and it was not done yet."""
    return (snapshots() / _ASKED).exists()


def refresh_insight(*, by: Person) -> Snapshot:
    """Read the facts of this moment, reckon every figure, and note on each open case what hangs on it.

    Raises NotAllowed for whoever may not.

    For a process that answers no requests: the facts are read beside Django's own connection (facts/live.py).
    """
    # Ibis and what it brings take a second to load: a process that only waits does without.
    from lockgate.insight.facts.live import facts_here  # noqa: PLC0415
    from lockgate.insight.hanging.noting import found_risks  # noqa: PLC0415
    from lockgate.insight.hanging.open_cases import HORIZON_DAYS, LATE_DAYS  # noqa: PLC0415
    from lockgate.insight.snapshot.taking import take_snapshot  # noqa: PLC0415

    check_may(by, REFRESH_INSIGHT)
    (snapshots() / _ASKED).unlink(missing_ok=True)
    facts = facts_here()
    snapshot = take_snapshot(snapshots(), facts)
    hanging = [snapshot.figure(regime, "hanging") for regime in snapshot.regimes]
    risks = [risk for table in hanging for risk in found_risks(table, horizon=HORIZON_DAYS, late=LATE_DAYS)]
    note_supply_risk(by=by, noted_on=facts.data_date, risks=risks)
    return snapshot


def keep_refreshed(*, by: Person, every_s: float, is_over: Callable[[float], bool]) -> None:
    """Reckon anew every so many seconds where something has happened, at once where somebody asks, until it is over.

    What cannot be reckoned now is told in the log and tried again when the time has come.
    """
    last, seen = monotonic(), -1
    while not is_over(LOOK_EVERY_S):
        asked = is_asked_for()
        if not asked and monotonic() - last < every_s:
            continue
        last = monotonic()
        try:
            close_old_connections()
            if asked or acts_recorded() != seen:
                refresh_insight(by=by)
                seen = acts_recorded()
        except (DatabaseError, InterfaceError, LockgateError, OSError):
            log.exception("insight could not be reckoned")
