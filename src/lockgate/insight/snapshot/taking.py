"""Reckons every figure of a set of facts, for each regime in it, and keeps them as a snapshot."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lockgate.insight.facts.engine import facts_on
from lockgate.insight.facts.export import write_export
from lockgate.insight.facts.figures import reckoned
from lockgate.insight.snapshot.hanging_figures import hanging_figures
from lockgate.insight.snapshot.pace_figures import Figures, pace_figures
from lockgate.insight.snapshot.store import Snapshot, find_snapshot, new_snapshot, snapshot_id, write_manifest
from lockgate.insight.snapshot.supply_figures import supply_figures

if TYPE_CHECKING:
    from lockgate.insight.facts.reading import Facts


def take_snapshot(root: Path, facts: Facts) -> Snapshot:
    """Reckon all figures of `facts` and keep them below `root`; the snapshot is whole, or not there."""
    with new_snapshot(root, facts.read_at) as folder:
        write_export(facts, folder / "facts")
        queue = _queue(folder / "facts", facts.data_date)
        hanging = hanging_figures(facts)
        regimes = {}
        for regime in pc.unique(facts.lines["regime"]).to_pylist():
            figures = _of_regime(facts, regime, queue, hanging[regime])
            (folder / regime).mkdir()
            for name, table in figures.tables.items():
                pq.write_table(table, folder / regime / f"{name}.parquet")
            regimes[regime] = _manifest(facts, regime, figures)
        write_manifest(folder, facts.read_at, regimes)
    return find_snapshot(root, snapshot_id(facts.read_at))


def _queue(folder: Path, data_date: date) -> pa.Table:
    with facts_on("duckdb", folder) as tables:
        return reckoned("queue_by_age", tables, data_date)


def _of_regime(facts: Facts, regime: str, queue: pa.Table, hanging: dict[str, pa.Table]) -> Figures:
    lines = _only(facts.lines, regime)
    pace = pace_figures(lines, facts.data_date)
    supply = supply_figures(facts, regime, pace=pace.tables, hanging=hanging)
    waiting = _only(queue, regime)
    cases = pc.sum(waiting["cases"]).as_py() or 0
    return Figures(
        {**pace.tables, **supply.tables, "queue_by_age": waiting},
        {**pace.coverage, **supply.coverage, "queue_by_age": f"all {cases:,} open cases."},
        {**pace.told, **supply.told},
    )


def _manifest(facts: Facts, regime: str, figures: Figures) -> dict[str, Any]:
    return {
        "data_date": facts.data_date.isoformat(),
        "lines": _only(facts.lines, regime).num_rows,
        "set_aside": facts.set_aside.num_rows,
        "coverage": figures.coverage,
        **figures.told,
    }


def _only(table: pa.Table, regime: str) -> pa.Table:
    return table.filter(pc.equal(table["regime"], regime))
