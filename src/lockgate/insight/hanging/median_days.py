"""On which day is each open case granted, by its forecast's median: after so many more days, or not before so many.

Pure. The forecast is that of the pace of all lines of the case's regime, given the days that it has waited
(docs/methods/forecast.md). Where the chance of a grant does not reach one half within what the pace tells, the median
day is unknown: it is not before the first day that the pace tells nothing of. Where nothing can be told of a case, or
no line of its regime was ever granted, that is tomorrow: none granted so far is no chance of 0 %, as in run-out.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.casework.lifecycle import OPEN
from lockgate.insight.facts.line_waits import waits_of_lines
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.forecast import ForecastTable
from lockgate.insight.pace.intervals import NEARLY
from lockgate.insight.pace.outcome import Outcome

HALF = 0.5
MEDIANS = pa.schema([("case", pa.string()), ("more_days", pa.int64()), ("not_before", pa.int64())])
"""`more_days` from the data's date to the median day, null where that is unknown; it is `not_before` so many days."""


def median_days(lines: pa.Table, data_date: date) -> pa.Table:
    """Return the median day of a grant for each open case, in the form of MEDIANS, given the fact table of lines."""
    parts = [MEDIANS.empty_table()]
    for regime in pc.unique(lines["regime"]).to_pylist():
        mine = lines.filter(pc.equal(lines["regime"], regime))
        parts.append(_of_regime(mine, data_date))
    return pa.concat_tables(parts)


def is_open(lines: pa.Table) -> pa.ChunkedArray:
    """Tell which lines wait for a decision."""
    in_work = pc.is_in(lines["case_state"], value_set=pa.array([state.value for state in OPEN], pa.string()))
    return pc.and_(in_work, pc.is_null(lines["outcome"]))


def _of_regime(lines: pa.Table, data_date: date) -> pa.Table:
    waited, codes = waits_of_lines(lines, data_date)
    forecast = _forecast(waited, codes)
    waiting = np.asarray(is_open(lines).combine_chunks())
    cases = pa.table({"case": lines["case"].filter(pa.array(waiting)), "waited": waited[waiting]})
    cases = cases.group_by("case").aggregate([("waited", "max")])
    since, place = np.unique(cases["waited_max"].to_numpy(), return_inverse=True)
    more = np.array([_median(forecast, int(days)) for days in since], dtype=np.int64)[place]
    beyond = np.array([_not_before(forecast, int(days)) for days in since], dtype=np.int64)[place]
    known = more >= 0
    columns = [cases["case"], pa.array(more, mask=~known), pa.array(np.where(known, more, beyond))]
    return pa.table(columns, schema=MEDIANS)


def _forecast(waited: NDArray[np.int64], codes: NDArray[np.int64]) -> ForecastTable:
    pace = pace_of(waited, codes)
    return ForecastTable(pace.n, pace.state[:, Outcome.GRANTED], 1.0 - pace.state[:, 0], pace.at_risk)


def _median(forecast: ForecastTable, waited: int) -> int:
    """Return after how many more days the chance of a grant reaches one half; -1 where that is not told."""
    if forecast.why_nothing(waited):
        return -1
    chance = forecast.chance_by_day(waited, forecast.followed_to - waited)
    place = int(np.searchsorted(chance, HALF - NEARLY))
    return place + 1 if place < len(chance) else -1


def _not_before(forecast: ForecastTable, waited: int) -> int:
    """Return after how many more days the first day comes on which nothing speaks against a chance of one half."""
    if forecast.why_nothing(waited) or forecast.granted[-1] < NEARLY:
        return 1
    return forecast.followed_to - waited + 1
