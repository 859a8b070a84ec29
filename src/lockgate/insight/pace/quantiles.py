"""The day by which a share of all lines had come to an outcome, with its 95 % interval from limits of the curve.

Brookmeyer and Crowley, Biometrics 38 (1982) 29-41: a day is in the interval unless the limits on it lie wholly below
the share or wholly above. They are those of the beta product, since the log-log ones of the table do not hold where
few lines are left, and are none at 0 and 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.pace.beta_product import beta_product_limits
from lockgate.insight.pace.curves import Pace
from lockgate.insight.pace.estimate import NO_LINE
from lockgate.insight.pace.intervals import NEARLY

QUANTILES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)


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

    def holds(self, day: int) -> bool:
        """Tell whether a day lies in the interval; an end that is open holds every day."""
        return (self.low is None or self.low <= day) and (self.high is None or day <= self.high)


def quantile_day(pace: Pace, outcome: int, quantile: float) -> QuantileDay:
    """Find the day for an outcome's code, 0 being any end; `quantile` lies between 0 and 1."""
    return quantile_days(pace, outcome, [quantile])[0]


def quantile_days(pace: Pace, outcome: int, quantiles: Sequence[float]) -> list[QuantileDay]:
    """Find the days for an outcome's code, 0 being any end; each quantile lies between 0 and 1.

    `low` is the first day on which the curve's upper limit reaches the share, `high` the first on which its lower limit
    does. With nobody censored these are the days of the order statistics that the binomial distribution gives. Lines
    and days are whole, so that the interval holds more often than 95 %.
    """
    if pace.followed_to is None:
        return [QuantileDay(each, 0, None, None, None, NO_LINE) for each in quantiles]
    share, _ = pace.shares(outcome, np.arange(len(pace.at_risk)))
    lower, upper = beta_product_limits(pace, outcome)
    told = []
    for each in quantiles:
        day, low, high = (_first(curve >= each - NEARLY) for curve in (share, upper, lower))
        told.append(QuantileDay(each, pace.n, day, low, high, _note(pace.followed_to, day, high)))
    return told


def _note(followed_to: int, day: int | None, high: int | None) -> str:
    if day is None:
        return f"Not reached within the {followed_to} days of the longest wait."
    if high is None:
        return f"How late it may be is not told: too few had come to it within {followed_to} days of follow-up."
    return ""


def _first(reached: NDArray[np.bool_]) -> int | None:
    return int(np.argmax(reached)) if reached.any() else None
