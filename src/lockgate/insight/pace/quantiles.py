"""The day by which a share of all lines had come to an outcome, with its 95 % interval from that of the curve.

Brookmeyer and Crowley, Biometrics 38 (1982) 29-41, on the log-log limits: a day is in the interval unless the curve's
own interval on it lies wholly below the share or wholly above.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.pace.curves import Pace
from lockgate.insight.pace.estimate import NO_LINE
from lockgate.insight.pace.intervals import NEARLY, incidence_limits

QUANTILES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)
_ONE_SIDE: Final = 0.025


class QuantileDay(NamedTuple):
    """The first day by which `quantile` of all lines had come to the outcome; None where follow-up ends before.

    The true day lies from `low` to `high`; None is an end that the data leave open. `note` says what is missing.
    """

    quantile: float
    n: int
    day: int | None
    low: int | None
    high: int | None
    note: str


def quantile_day(pace: Pace, outcome: int, quantile: float) -> QuantileDay:
    """Find the day for an outcome's code, 0 being any end; `quantile` lies between 0 and 1.

    `low` is the first day on which the curve's upper limit reaches the share, `high` the first on which its lower limit
    does. Where the curve is 0 or 1 the limit is the exact one of that many lines without, or with nothing but, the
    outcome: 1 - 0.025^(1/n) and its mirror. Days are whole, so that the interval holds more often than 95 %.
    """
    if pace.followed_to is None:
        return QuantileDay(quantile, 0, None, None, None, NO_LINE)
    rows = np.arange(len(pace.at_risk))
    share, _ = pace.shares(outcome, rows)
    lower, upper = _limits(pace, outcome, rows)
    day, low, high = (_first(curve >= quantile - NEARLY) for curve in (share, upper, lower))
    if day is None:
        note = f"Not reached within the {pace.followed_to} days of the longest wait."
    elif high is None:
        note = f"How late it may be is not told by {pace.followed_to} days of follow-up."
    else:
        note = ""
    return QuantileDay(quantile, pace.n, day, low, high, note)


def _limits(pace: Pace, outcome: int, rows: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    share, se = pace.shares(outcome, rows)
    low, high = incidence_limits(outcome)(share, se)
    unlikely = _ONE_SIDE ** (1.0 / pace.at_risk)
    before = np.concatenate([[1.0], pace.state[:-1, 0]])
    none, all_of_it = share < NEARLY, share > 1 - NEARLY
    # What was 1 once stays so: its limit is that of the day on which it became so.
    last = int(np.argmax(all_of_it)) if all_of_it.any() else 0
    low = np.where(none, 0.0, np.where(all_of_it, 1.0 - before[last] * (1.0 - unlikely[last]), low))
    high = np.where(none, 1.0 - unlikely, np.where(all_of_it, 1.0, high))
    return low, high


def _first(reached: NDArray[np.bool_]) -> int | None:
    return int(np.argmax(reached)) if reached.any() else None
