"""One share on one day with what it rests on, and the sentences that stand where it cannot be told."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from lockgate.insight.pace.intervals import NEARLY, Limits

DAYS_MAX: Final = 36_525
"""The longest wait that is believed, a hundred years: what is longer is a wrong date."""
NO_LINE: Final = "There is no line."


class Estimate(NamedTuple):
    """A share on a day, its standard error and its pointwise 95 % interval; None where it cannot be told: `note` why.

    `n` lines were submitted, `at_risk` of them had waited as long as `day` and were pending at its start.
    """

    day: int
    n: int
    at_risk: int
    share: float | None
    se: float | None
    low: float | None
    high: float | None
    note: str


def edge_note(share: float) -> str:
    """Say why there is no interval at 0 or at 1; "" elsewhere."""
    for edge in (0.0, 1.0):
        if abs(share - edge) < NEARLY:
            return f"At {edge:.0%} there is no interval of this kind."
    return ""


def beyond_note(day: int, followed_to: int) -> str:
    """Say that nobody was followed as long as `day`."""
    return f"No line was followed for {day} days: the longest wait is {followed_to} days."


def none_decided_note(day: int) -> str:
    """Say that a share of those decided has nothing to be a share of."""
    return f"No line was decided within {day} days."


def estimate_of(
    day: int,
    n: int,
    at_risk: int,
    share: float,
    se: float,
    limits: Limits,
) -> Estimate:
    """Return the estimate with its interval, or at 0 and 1 with a note instead."""
    if note := edge_note(share):
        return Estimate(day, n, at_risk, float(round(share)), 0.0, None, None, note)
    low, high = limits(np.array([share]), np.array([se]))
    return Estimate(day, n, at_risk, share, se, float(low[0]), float(high[0]), "")
