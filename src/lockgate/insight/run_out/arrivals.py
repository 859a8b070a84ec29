"""When what is pending arrives: the pace of a case's group, given the days that it has waited, and then the transit.

    P(granted at wait t | pending after D days) = (F_granted(t) - F_granted(D)) / S(D)        S = 1 - F_any

A case granted after a wait of t arrives at the start of the day t - D + transit, counted from the data's date. Mass
beyond the last day of a curve never arrives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
Chances = NDArray[np.float64]

NOTHING_LEFT = 1e-9
"""A share still pending below this is the rounding of a curve at whose end everything was decided."""


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Step functions by day of waiting from 0, a row for each group: shares granted, and ended in whatever way.

    `granted` and `ended` are shaped (groups, days), carried on beyond `last`, the last day that a group's curve tells.
    """

    granted: Chances
    ended: Chances
    last: Days


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """Cases that wait, in arrays of one shape: the row of `curves`, days waited, days of transit."""

    curves: Curves
    curve: Days
    waited: Days
    transit: Days

    def by(self, day: Days) -> Chances:
        """Return the chance that each has arrived by the start of a day, counted from the data's date."""
        edge = self.curves.granted.shape[1] - 1
        since = np.minimum(self.waited, edge)
        until = np.clip(self.waited + day - self.transit, since, edge)
        left = 1.0 - self.curves.ended[self.curve, since]
        come = self.curves.granted[self.curve, until] - self.curves.granted[self.curve, since]
        told = left > NOTHING_LEFT
        chance: Chances = np.where(told, np.clip(come / np.where(told, left, 1.0), 0.0, 1.0), 0.0)
        return chance

    def are_impossible(self) -> NDArray[np.bool_]:
        """Tell which still wait although by their curve all had ended before: of these no chance can be told."""
        since = np.minimum(self.waited, self.curves.granted.shape[1] - 1)
        impossible: NDArray[np.bool_] = 1.0 - self.curves.ended[self.curve, since] <= NOTHING_LEFT
        return impossible

    def are_beyond(self) -> NDArray[np.bool_]:
        """Tell which have waited as long as any line was followed, or longer, some of which still waited.

        No more days of theirs are told, so that the chance would be 0 for want of an answer.
        """
        beyond: NDArray[np.bool_] = (self.waited >= self.curves.last[self.curve]) & ~self.are_impossible()
        return beyond

    def at(self, place: Any) -> Arrivals:
        """Return those at a place of the arrays, as NumPy indexes them."""
        return replace(self, curve=self.curve[place], waited=self.waited[place], transit=self.transit[place])
