"""The least and the most of a ratio of two variables over the reals, asked many times of the same rows.

Charnes and Cooper (1962): with t = 1 / x_under and y = t x the rows A x <= u become A y <= u t, y_under = 1, t <= 1,
and the ratio is y_over. Strict rows count as if they were not; t = 0 is where x_under has no end. The solver
computes in floating point, in which a share of a few in millions is as good as none: `proved_ratio` proves it exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from lockgate.insight.observer.proof import Question, proved
from lockgate.insight.observer.simplex import Floats, Simplex
from lockgate.insight.observer.system import Row, seldom

_PRICED = 1e-11
"""Less than this is no price; a share of a thousand million has prices of 1e-9."""
_TOLERANCE = 1e-10


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


@dataclass(frozen=True, slots=True)
class ProvedRatio:
    """An end of a ratio over the reals: as proved, None where no proof was found, and the counts of the solver there.

    The counts are None where the end is only approached, as the denominator grows.
    """

    value: Fraction | None
    claims: frozenset[int]
    counts: Floats | None


class Cone:
    """The rows in y and t; two more rows keep one variable within limits."""

    def __init__(self, rows: Sequence[Row], matrix: csr_array) -> None:
        self._rows, self._t = rows, matrix.shape[1]
        uppers = np.array([float(row.upper) for row in rows])
        made = vstack([hstack([matrix, csr_array(-uppers[:, None])]), csr_array((2, self._t + 1))], format="csr")
        self._low = np.zeros(self._t + 1)
        self._high = np.append(np.full(self._t, np.inf), 1.0)
        self._simplex = Simplex(
            made, np.zeros(made.shape[0]), self._low, self._high, seldom=seldom(rows), tolerance=_TOLERANCE
        )
        self._within: Within | None = None

    def make(self, is_made: NDArray[np.bool_]) -> None:
        """Keep only these rows from now on."""
        self._simplex.set_uppers(np.append(np.where(is_made, 0.0, np.inf), [0.0, 0.0]))

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

    def proved_ratio(self, over: int, under: int, *, most: bool, none: Sequence[int] = ()) -> ProvedRatio | None:
        """Return what `ratio` does, proved from the solver's prices; None where there is none."""
        found = self.ratio(over, under, most=most, none=none)
        if found is None:
            return None
        priced = np.flatnonzero(np.abs(self._simplex.prices()[: len(self._rows)]) > _PRICED)
        rows = [self._rows[int(place)] for place in priced]
        value = proved(Question(over, under, most), rows, self._simplex.basic(), self._t, frozenset(none))
        solution = self._simplex.solution()
        counts = solution[: self._t] / solution[self._t] if solution[self._t] > 0 else None
        return ProvedRatio(value, found.claims, counts)

    def _limits(self, none: Sequence[int]) -> tuple[Floats, Floats]:
        low, high = self._low.copy(), self._high.copy()
        high[list(none)] = 0.0
        return low, high

    def _keep_within(self, within: Within | None) -> None:
        """Write y_at <= high * t and y_at >= low * t into the two last rows."""
        if within == self._within:
            return
        upper, lower = len(self._rows), len(self._rows) + 1
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
