"""The least and the most of a ratio of two counts in whole numbers, exactly.

For each value a of the denominator the numerator has a least value over the reals, which is convex in a: the tangent at
any a, from the prices of a linear programme, lies under it everywhere. The tangents that are known, rounded up to whole
numbers, say which a may have the least ratio; it is looked at more closely, until the ratio there is one that whole
numbers reach. Then no other a can have a smaller one. For the most of the ratio the same holds upside down.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.observer.programme import Ends, Programme, Whole
from lockgate.insight.observer.simplex import Unsolved

_NEARLY = 1e-6
_LOOKS_MAX = 4_000


class WholeRatio:
    """Searches one end of x_over / x_under, with x_under from 1 to its upper bound in `high`, which must be finite."""

    def __init__(
        self,
        programme: Programme,
        over: int,
        under: int,
        *,
        most: bool,
        low: Ends,
        high: Ends,
    ) -> None:
        self._programme, self._over, self._under, self._most = programme, over, under, most
        self._low, self._high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
        least = max(int(self._low[under]), 1)
        self._values: NDArray[np.int64] = np.arange(least, int(self._high[under]) + 1)
        # Of the numerator: what is known to be its end at each value, over the reals and in whole numbers.
        real = programme.ratio(over, under, most=most, high=self._high)
        if real is None:
            self._values = self._values[:0]
        share = float(most) if real is None else real.value
        start = share * self._values
        self._ends = np.minimum(start, self._high[over]) if most else np.maximum(start, self._low[over])
        self._whole = self._rounded()
        self._looked_at = np.zeros(len(self._values), dtype=bool)
        self._possible = np.ones(len(self._values), dtype=bool)
        self._solutions: dict[int, Whole | None] = {}

    def end(self, known: Whole | None = None) -> tuple[Fraction, Whole] | None:
        """Return the end, and counts that have it; None where no counts do. `known` is a solution to be compared with.

        Raises Unsolved.
        """
        reached = None if known is None else Fraction(int(known[self._over]), int(known[self._under]))
        for _ in range(_LOOKS_MAX):
            if not self._possible.any():
                return None
            place = self._most_promising()
            ratio = Fraction(int(self._whole[place]), int(self._values[place]))
            if known is not None and reached is not None and (reached >= ratio if self._most else reached <= ratio):
                return reached, known
            if not self._looked_at[place]:
                self._look(place)
            elif (found := self._try(place)) is not None:
                return ratio, found
            else:
                self._whole[place] += -1 if self._most else 1
                self._possible[place] = 0 <= self._whole[place] <= self._values[place]
        raise Unsolved

    def keeps(self, end: Fraction) -> bool:
        """Whether the tangents alone, rounded to whole numbers, keep the ratio at `end` or on this side of it.

        It may be kept where they don't: then whole numbers would have to be tried. Raises Unsolved.
        """
        while self._possible.any():
            place = self._most_promising()
            ratio = Fraction(int(self._whole[place]), int(self._values[place]))
            if ratio <= end if self._most else ratio >= end:
                return True
            if self._looked_at[place]:
                return False
            self._look(place)
        return True

    def _most_promising(self) -> int:
        ratios = self._whole / self._values
        if self._most:
            return int(np.where(self._possible, ratios, -1.0).argmax())
        return int(np.where(self._possible, ratios, 2.0).argmin())

    def _look(self, place: int) -> None:
        self._looked_at[place] = True
        edge = self._programme.edge(
            self._over, self._under, int(self._values[place]), most=self._most, low=self._low, high=self._high
        )
        if edge is None:
            self._possible[place] = False
            return
        self._solutions[place] = edge.whole
        tangent = edge.end + edge.slope * (self._values - self._values[place])
        self._ends = np.minimum(self._ends, tangent) if self._most else np.maximum(self._ends, tangent)
        rounded = self._rounded()
        self._whole = np.minimum(self._whole, rounded) if self._most else np.maximum(self._whole, rounded)
        self._possible &= (self._whole >= 0) & (self._whole <= self._values)

    def _rounded(self) -> NDArray[np.int64]:
        ends = np.floor(self._ends + _NEARLY) if self._most else np.ceil(self._ends - _NEARLY)
        whole: NDArray[np.int64] = ends.astype(np.int64)
        return whole

    def _try(self, place: int) -> Whole | None:
        known = self._solutions.get(place)
        if known is not None and known[self._over] == self._whole[place]:
            return known
        low, high = self._low.copy(), self._high.copy()
        low[self._under] = high[self._under] = self._values[place]
        if not low[self._over] <= self._whole[place] <= high[self._over]:
            return None
        low[self._over] = high[self._over] = self._whole[place]
        return self._programme.exists(low, high)
