"""The least and the most of a share approved that claims leave possible: a ratio of two counts, bounded as one.

In whole numbers where at most 999 applications are possible, else over the reals.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import inf, isfinite
from typing import NamedTuple

import numpy as np

from lockgate.insight.observer.binding import keeps_ratio, keeps_whole_ratio, rests_on
from lockgate.insight.observer.bounds import Bound, Bounds
from lockgate.insight.observer.cone import Within
from lockgate.insight.observer.programme import Whole
from lockgate.insight.observer.propagation import Because
from lockgate.insight.observer.quantity import Measure, Quantity
from lockgate.insight.observer.simplex import Unsolved
from lockgate.insight.observer.whole_ratio import WholeRatio

WHOLE_BELOW = 1000
"""With fewer applications than this a share is bounded in whole numbers."""
_NEARLY = 1e-9
_DENOMINATOR_MAX = 100_000
_NOTHING: Because = frozenset()
_NOT_PROVED = "may be wider than it must be: no proof was found"


class _End(NamedTuple):
    value: Fraction
    because: Because = _NOTHING
    note: str = ""


class Shares:
    """The bounds of the shares approved, given those of the counts."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._high = bounds.high

    def bound(self, at: Quantity) -> Bound:
        """Return the bounds of the share at a population and a day; None at both ends where nobody applied."""
        _, under = self.counts_of(at)
        if self._high[under] == 0:
            because = self.bounds.because(under, most=True)
            return Bound(None, None, because, f"No {at.counts} are counted, so there is no share of them.")
        try:
            low, high = self._end(at, most=False), self._end(at, most=True)
        except Unsolved:
            return Bound(None, None, _NOTHING, "No bound was found in time.")
        notes = [] if self.bounds.low[under] else ["Where there is at least one, for of none there is no share."]
        if not (low.because or high.because):
            notes.append("No claim narrows it.")
        notes += [f"Its {name} end {one.note}." for name, one in (("lower", low), ("upper", high)) if one.note]
        return Bound(low.value, high.value, low.because | high.because, " ".join(notes))

    def width(self, at: Quantity, variable: int, low: int, high: float) -> Fraction:
        """Return how wide the bounds are if a count lies from `low` to `high`; 0 where that cannot be.

        Over the reals, and so an upper bound, where these differ; exact where they are one and the same.
        Raises Unsolved.
        """
        over, under = self.counts_of(at)
        within = Within(variable, low, high)
        most_under = min(self._high[under], high if variable == under else inf)
        if low == high and most_under < WHOLE_BELOW:
            ends = [self._whole_within(over, under, within, most=most) for most in (False, True)]
        else:
            ratio = partial(self.bounds.programme.ratio, over, under, within=within, high=self._high)
            found = [ratio(most=most) for most in (False, True)]
            ends = [None if one is None else _rational(one.value) for one in found]
        if ends[0] is None or ends[1] is None:
            return Fraction(0)
        return max(ends[1] - ends[0], Fraction(0))

    def counts_of(self, at: Quantity) -> tuple[int, int]:
        """Return the variables of what was approved and of what there was."""
        variable = self.bounds.system.variable
        return variable(at.of(Measure.APPROVED)), variable(at.of(Measure.APPLICATIONS))

    def _end(self, at: Quantity, *, most: bool) -> _End:
        over, under = self.counts_of(at)
        if self._is_reached(over, under, edge := Fraction(int(most))):
            return _End(edge)
        low, high = self.bounds.low, self._high
        is_known = low[over] == high[over] and low[under] == high[under]
        if self._is_reached(over, under, self._outer_share(over, under, most=most)):
            return self._outer(over, under, most=most)
        if high[under] >= WHOLE_BELOW and not is_known:
            return self._real_end(at, most=most)
        return self._whole_end(at, most=most)

    def _outer_share(self, over: int, under: int, *, most: bool) -> Fraction:
        """Return what the ends of the two counts say of their share: true, and the end where a solution has both."""
        low, high = self.bounds.low, self._high
        numerator, denominator = (high[over], low[under]) if most else (low[over], high[under])
        if not denominator or not isfinite(numerator) or not isfinite(denominator):
            return Fraction(int(most))
        return min(Fraction(int(numerator), int(denominator)), Fraction(1))

    def _outer(self, over: int, under: int, *, most: bool) -> _End:
        share = self._outer_share(over, under, most=most)
        if share == int(most):
            return _End(share)
        because = self.bounds.because(over, most=most)
        return _End(share, because | self.bounds.because(under, most=not most) if share else because)

    def _is_reached(self, over: int, under: int, share: Fraction) -> bool:
        numerators, denominators = self.known(over, under)
        # What is not nearly so is not so, and Python's numbers have no end where NumPy's have.
        nearly = np.flatnonzero(np.abs(numerators - denominators * float(share)) < 1)
        return any(
            int(numerators[one]) * share.denominator == int(denominators[one]) * share.numerator for one in nearly
        )

    def known(self, over: int, under: int) -> tuple[Whole, Whole]:
        """Return the two counts of a share in each solution that is known; as 1 and 0 where there is no share."""
        numerators, denominators = self.bounds.pool[:, over], self.bounds.pool[:, under]
        return np.where(denominators > 0, numerators, 1), denominators

    def _whole_end(self, at: Quantity, *, most: bool) -> _End:
        over, under = self.counts_of(at)
        numerators, denominators = self.known(over, under)
        best = None
        if (denominators > 0).any():
            ratios = numerators / np.where(denominators > 0, denominators, np.nan)
            best = self.bounds.pool[int(np.nanargmax(ratios) if most else np.nanargmin(ratios))]
        search = WholeRatio(self.bounds.programme, over, under, most=most, low=self.bounds.low, high=self._high)
        found = search.end(best)
        if found is None:  # there is one, because its denominator may be 1 or more
            raise Unsolved
        ratio, where = found
        self.bounds.remember(where)
        if ratio == int(most):
            return _End(ratio)
        real = self.bounds.programme.ratio(over, under, most=most, high=self._high)
        ends = frozenset().union(
            *(self.bounds.because(one, most=end) for one in (over, under) for end in (False, True))
        )
        priced = real.claims if real else _NOTHING
        starts = [priced, priced | ends]
        return _End(ratio, rests_on(self.bounds.system, at, starts, keeps_whole_ratio(at, ratio, most=most)))

    def _whole_within(self, over: int, under: int, within: Within, *, most: bool) -> Fraction | None:
        low, high = list(self.bounds.low), list(self._high)
        here = within.variable
        low[here], high[here] = max(low[here], within.low), min(high[here], within.high)
        if high[under] < max(low[under], 1):
            return None
        found = WholeRatio(self.bounds.programme, over, under, most=most, low=low, high=high).end()
        return None if found is None else found[0]

    def _real_end(self, at: Quantity, *, most: bool) -> _End:
        programme, (over, under) = self.bounds.programme, self.counts_of(at)
        found = programme.proved_ratio(over, under, most=most, high=self._high)
        if found is None:
            raise Unsolved
        outer, value, because = self._outer(over, under, most=most), found.value, _NOTHING
        # The ends of the two counts are whole numbers, and may say more than the reals do.
        if value is None or (outer.value < value if most else outer.value > value):
            return outer._replace(note=_NOT_PROVED)
        if value != int(most):
            question = keeps_ratio(at, float(value), most=most)
            because = rests_on(self.bounds.system, at, [found.claims], question)
        if found.counts is not None and (whole := programme.rounded(found.counts)) is not None:
            self.bounds.remember(whole)
        reached = self._is_reached(over, under, value) or programme.reaches(
            over, under, float(value), most=most, high=self._high
        )
        return _End(value, because, "" if reached else "is approached and not reached")


def _rational(value: float) -> Fraction:
    """Return the simple fraction that a computed ratio stands for, where there is one; otherwise as it is."""
    near = Fraction(value).limit_denominator(_DENOMINATOR_MAX)
    return near if abs(float(near) - value) < _NEARLY else Fraction(value)
