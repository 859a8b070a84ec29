"""The least and the most of a ratio of two variables over the reals, asked many times of the same rows.

Charnes and Cooper (1962): with t = 1 / x_under and y = t x the rows A x <= u become A y <= u t, y_under = 1, t <= 1,
and the ratio is y_over. Strict rows count as if they were not; t = 0 is where x_under has no end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from lockgate.insight.observer.simplex import Floats, Simplex
from lockgate.insight.observer.system import Row

_ROOM = 1e-6
"""Less than this is what no room looks like to the solver, and a denominator without end."""
_PRICED = 1e-9


class Within(NamedTuple):
    """A variable that is to lie from `low` to `high`, inf where there is no end."""

    variable: int
    low: int
    high: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """An end of a ratio over the reals, and the claims with a price at it.

    It rests on no other claims, but where several ways lead there.
    """

    value: float
    claims: frozenset[int]


class Cone:
    """The rows in y, t, and a room s that strict rows leave; two more rows keep one variable within limits."""

    def __init__(self, rows: Sequence[Row], matrix: csr_array) -> None:
        self._rows, self._t = rows, matrix.shape[1]
        uppers = np.array([float(row.upper) for row in rows])
        strict = np.array([float(row.strict) for row in rows])
        room = csr_array(([-1.0, 1.0], ([0, 0], [self._t, self._t + 1])), shape=(3, self._t + 2))
        made = vstack([hstack([matrix, csr_array(-uppers[:, None]), csr_array(strict[:, None])]), room], format="csr")
        self._low = np.zeros(self._t + 2)
        self._high = np.append(np.full(self._t, np.inf), [1.0, 0.0])
        self._simplex = Simplex(made, np.zeros(made.shape[0]), self._low, self._high)
        self._within: Within | None = None

    def ratio(
        self, over: int, under: int, *, most: bool, within: Within | None = None, none: Sequence[int] = ()
    ) -> Ratio | None:
        """Return the least (or most) of x_over / x_under for x_under >= 1; None where there is none.

        The variables of `none` are 0.
        """
        self._keep_within(within)
        low, high = self._limits(none)
        if high[under] == 0:
            return None
        low[under] = high[under] = 1.0
        found = self._simplex.least({over: -1.0 if most else 1.0}, low, high)
        if found is None:
            return None
        priced = np.flatnonzero(np.abs(self._simplex.prices()[: len(self._rows)]) > _PRICED)
        claims = frozenset(self._rows[int(place)].claim for place in priced) - {-1}
        return Ratio(min(max(float(found[over]), 0.0), 1.0), claims)

    def reaches(self, over: int, under: int, ratio: float, *, most: bool, none: Sequence[int] = ()) -> bool:
        """Whether an end of the ratio is reached, and not only approached.

        It is where some t above 0 goes with it, and some room s <= t in every strict row.
        """
        self._keep_within(None)
        low, high = self._limits(none)
        low[under] = high[under] = high[-1] = 1.0
        low[over], high[over] = (
            max(ratio, low[over]) if most else low[over],
            high[over] if most else min(ratio, high[over]),
        )
        found = self._simplex.least({self._t + 1: -1.0}, low, high)
        return found is not None and bool(found[-1] > _ROOM)

    def _limits(self, none: Sequence[int]) -> tuple[Floats, Floats]:
        low, high = self._low.copy(), self._high.copy()
        high[list(none)] = 0.0
        return low, high

    def _keep_within(self, within: Within | None) -> None:
        """Write y_at <= high * t and y_at >= low * t into the two last rows."""
        if within == self._within:
            return
        upper, lower = len(self._rows) + 1, len(self._rows) + 2
        if self._within is not None and (within is None or within.variable != self._within.variable):
            for row in (upper, lower):
                self._simplex.change(row, self._within.variable, 0.0)
                self._simplex.change(row, self._t, 0.0)
        if within is not None:
            is_finite = isfinite(within.high)
            self._simplex.change(upper, within.variable, float(is_finite))
            self._simplex.change(upper, self._t, -within.high if is_finite else 0.0)
            self._simplex.change(lower, within.variable, -1.0)
            self._simplex.change(lower, self._t, float(within.low))
        self._within = within
