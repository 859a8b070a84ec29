"""The figures of pace of one regime, from its lines: curves, civil end uses, forecasts held against what came."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.insight.facts.line_waits import LineWaits, waits_of_lines
from lockgate.insight.pace.back_test import BackTest, Calibration, back_test
from lockgate.insight.pace.civil_share import civil_incidence
from lockgate.insight.pace.medians import days_to_decision
from lockgate.insight.pace.table import pace_table

BY_DAY = 45
"""The share by this day is told of civil end uses: the statutory clock of the regime of the demo has so many."""
FORECAST_DAYS = 30
ORIGIN_EVERY = 14
"""Days from one day on which forecasts are tried to the one before."""
ORIGINS_MOST = 12


class Figures(NamedTuple):
    """Tables by the names of their figures, what each covers in a sentence, and plain facts that a page tells."""

    tables: dict[str, pa.Table]
    coverage: dict[str, str]
    told: dict[str, Any]


def pace_figures(lines: pa.Table, data_date: date) -> Figures:
    """Reckon all that is told of the pace of these lines, which are those of one regime."""
    rows = pa.table(
        {
            "id": lines["application"],
            "submitted_on": lines["submitted_on"],
            "decided_on": lines["ended_on"],
            "outcome": lines["outcome"],
            "destination": lines["destination"],
        }
    )
    whole = pace_table(rows, until=data_date)
    by_destination = pace_table(rows, by=["destination"], until=data_date, draws=0)
    waits = waits_of_lines(lines, data_date)
    tested = _back_test(lines, waits.codes, data_date)
    covered = f"all {lines.num_rows:,} lines that were handed in"
    return Figures(
        {
            "pace": whole.pace,
            "pace_quantiles": whole.quantiles,
            "pace_by_destination": by_destination.pace,
            "civil": _civil(lines, waits),
            "calibration": _calibration(tested),
        },
        {
            "pace": f"{covered}.",
            "pace_by_destination": f"{covered}.",
            "civil": f"{covered}, of which {lines['assessment'].null_count:,} are not assessed yet.",
            "calibration": f"{tested.n:,} forecasts made on {len(tested.origins)} days.",
        },
        {
            "median_days": days_to_decision(waits.days, waits.codes)._asdict(),
            "back_test": {
                "horizon": tested.horizon,
                "coverage": tested.coverage,
                "width": tested.width,
                "brier": tested.brier,
                "brier_of_one_chance": tested.brier_of_one_chance,
                "note": tested.note,
            },
        },
    )


def _civil(lines: pa.Table, waits: LineWaits) -> pa.Table:
    destinations = lines["destination"].to_numpy(zero_copy_only=False)
    assessed = np.array(lines["assessment"].to_pylist(), dtype=object)
    found = []
    for where in ["", *sorted(set(destinations))]:
        held = slice(None) if not where else destinations == where
        bounds = civil_incidence(waits.days[held], waits.codes[held], list(assessed[held]), BY_DAY)
        found.append({"destination": where or "all", **bounds._asdict()})
    return pa.Table.from_pylist(found, schema=_CIVIL)


_CIVIL = pa.schema(
    [
        ("destination", pa.string()),
        ("day", pa.int64()),
        ("civil", pa.int64()),
        ("open_lines", pa.int64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("taken_as_civil", pa.float64()),
        ("interval_low", pa.float64()),
        ("interval_high", pa.float64()),
        ("note", pa.string()),
    ]
)


def _back_test(lines: pa.Table, codes: NDArray[np.int64], data_date: date) -> BackTest:
    submitted = lines["submitted_on"].cast(pa.int32()).to_numpy().astype(np.int64)
    ended = pc.fill_null(lines["ended_on"], data_date).cast(pa.int32()).to_numpy().astype(np.int64)
    today = (data_date - date(1970, 1, 1)).days
    first = int(submitted.min(initial=today))
    days = range(today - FORECAST_DAYS, first, -ORIGIN_EVERY)[:ORIGINS_MOST]
    return back_test(submitted, ended, codes, origins=sorted(days), horizon=FORECAST_DAYS, known_to=today)


def _calibration(tested: BackTest) -> pa.Table:
    kinds = {"n": pa.int64()}
    schema = pa.schema([(name, kinds.get(name, pa.float64())) for name in Calibration._fields])
    return pa.Table.from_pylist([one._asdict() for one in tested.calibration], schema=schema)
