"""The least and the most of every count that claims leave possible, in whole numbers.

Rows narrow them first; what is found so is sharp where a known solution reaches it, and solutions are looked for that
reach many ends at once. Only an end that none reaches is solved for by itself (so do Gleixner, Berthold, Müller and
Weltge, J. Global Optim. 67 (2017) 731-757, with other programmes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from math import inf, isfinite
from typing import NamedTuple

import numpy as np

from lockgate.insight.observer.binding import keeps_high, keeps_low, rests_on, without_spare
from lockgate.insight.observer.programme import Programme, Unsolved, Whole
from lockgate.insight.observer.propagation import Because, Contradiction, Narrowed
from lockgate.insight.observer.quantity import COUNTED, Counts, Measure, Quantity
from lockgate.insight.observer.system import System

FAR = 1_000
LOOKED_THROUGH_FROM = 3
_NOT_PROVED = "It may be wider than it must be: no proof was found in time."


class Bound(NamedTuple):
    """From `low` to `high`, None where there is no end; `because` has the positions of the claims that both rest on."""

    low: Fraction | None
    high: Fraction | None
    because: Because
    note: str

    @property
    def width(self) -> Fraction | None:
        """How far apart the ends are; None where one is missing."""
        return None if self.low is None or self.high is None else self.high - self.low


class Bounds:
    """The bounds of the counts of a system; raises Contradiction where its claims cannot all be true, and Unsolved.

    `low` and `high` have them by variable, `high` with inf where there is no end. `pool` has the solutions that are
    known, one a row, and `far` is a number well beyond all that the claims speak of.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.programme = Programme(system, range(len(system.claims)))
        self._narrowed = Narrowed(self.programme.rows, system.size)
        self.pool = np.zeros((0, system.size), dtype=np.int64)
        self._unproved: set[int] = set()
        self._looked_through: set[tuple[int, bool]] = set()
        if self._look_for({}) is None:
            raise Contradiction(frozenset(range(len(system.claims))))
        ends = [int(end) for end in (*self._narrowed.low, *self._narrowed.high) if isfinite(end)]
        self.far = 4 * max(ends, default=0) + FAR
        self._endless = self.programme.endless(self._narrowed.high)
        self._reach_many()
        for quantity in system.quantities():
            self._prove(quantity, most=False)
            self._prove(quantity, most=True)

    @property
    def low(self) -> Sequence[int]:
        """The least of each count."""
        return self._narrowed.low

    @property
    def high(self) -> Sequence[float]:
        """The most of each count."""
        return [inf if endless else most for endless, most in zip(self._endless, self._narrowed.high, strict=True)]

    def because(self, variable: int, *, most: bool) -> Because:
        """Return the claims that an end of a count rests on.

        Where rows that narrow one another name three and more, a smallest part of these is looked for.
        """
        ends = self._narrowed.because_high if most else self._narrowed.because_low
        if len(ends[variable]) >= LOOKED_THROUGH_FROM and (variable, most) not in self._looked_through:
            self._looked_through.add((variable, most))
            quantity = self._quantity(variable)
            high, low = int(self._narrowed.high[variable]) if most else 0, self._narrowed.low[variable]
            question = keeps_high(quantity, high) if most else keeps_low(quantity, low)
            ends[variable] = rests_on(self.system, quantity, [ends[variable]], question)
        return ends[variable]

    def _quantity(self, variable: int) -> Quantity:
        return next(islice(self.system.quantities(), variable, None))

    def count(self, variable: int) -> Bound:
        """Return the bounds of a count."""
        low, because = Fraction(self._narrowed.low[variable]), self.because(variable, most=False)
        note = _NOT_PROVED if variable in self._unproved else ""
        if self._endless[variable]:
            return Bound(low, None, because, f"No claim bounds it from above. {note}".rstrip())
        high, because_high = Fraction(self._narrowed.high[variable]), self.because(variable, most=True)
        if not because <= because_high and not because_high <= because:
            quantity = self._quantity(variable)
            return Bound(low, high, without_spare(self.system, quantity, because | because_high, low, high), note)
        return Bound(low, high, because | because_high, note)

    def remember(self, solution: Whole) -> None:
        """Add a solution to those that are known."""
        self.pool = np.vstack([self.pool, solution])

    def _look_for(
        self, objective: Mapping[int, int], low: Sequence[float] | None = None, *, any_will_do: bool = False
    ) -> Whole | None:
        """Solve for an objective and keep the solution. Ends that are not there are set far away."""
        highs = self._narrowed.high
        if any(cost < 0 for cost in objective.values()):
            highs = [self.far if high == inf else high for high in highs]
        found = self.programme.solve(objective, low or self._narrowed.low, highs, any_will_do=any_will_do)
        if found is not None:
            self.remember(found)
        return found

    def _reach_many(self) -> None:
        """Look for solutions that reach many ends: all of one measure at once, and shares of 0 and 1 everywhere."""
        for sign in (1, -1):
            self._try(dict.fromkeys(range(self.system.size), sign))
        high = self.high
        for counts, measure in product(Counts, COUNTED):
            these = [self.system.variable(one) for one in self._of(counts, measure)]
            for sign, most in ((1, False), (-1, True)):
                if not all(self._is_reached(variable, most=most) for variable in these):
                    self._try(dict.fromkeys(these, sign))
        for counts in Counts:
            pairs = [
                (self.system.variable(one), self.system.variable(one.of(Measure.APPLICATIONS)))
                for one in self._of(counts, Measure.APPROVED)
            ]
            low: list[float] = list(self._narrowed.low)
            for _, under in pairs:
                low[under] = max(low[under], min(high[under], 1))
            for over_cost, under_cost in ((1, 0), (10, -1), (-1, 1)):
                self._try({over: over_cost for over, _ in pairs} | {under: under_cost for _, under in pairs}, low)

    def _is_reached(self, variable: int, *, most: bool) -> bool:
        known = self.pool[:, variable]
        if most:
            return bool(self._endless[variable] or known.max() == self._narrowed.high[variable])
        return bool(known.min() == self._narrowed.low[variable])

    def _try(self, objective: Mapping[int, int], low: Sequence[float] | None = None) -> None:
        try:
            self._look_for(objective, low, any_will_do=True)
        except Unsolved:
            return  # it is a short cut only: each end is proved by itself where nothing reaches it

    def _of(self, counts: Counts, measure: Measure) -> Iterator[Quantity]:
        return (one for one in self.system.quantities() if one.counts is counts and one.measure is measure)

    def _prove(self, quantity: Quantity, *, most: bool) -> None:
        """Show that an end is reached, or move it to where it is."""
        variable, narrowed = self.system.variable(quantity), self._narrowed
        if self._is_reached(variable, most=most):
            return
        try:
            found = self._look_for({variable: -1 if most else 1})
        except Unsolved:
            self._unproved.add(variable)
            return
        if found is None:
            return
        end, priced = int(found[variable]), self.programme.priced(variable, most=most)[1]
        if most and end < narrowed.high[variable]:
            because = rests_on(self.system, quantity, [priced], keeps_high(quantity, end))
            narrowed.lower_high(variable, end, because)
        if not most and end > narrowed.low[variable]:
            because = rests_on(self.system, quantity, [priced], keeps_low(quantity, end))
            narrowed.raise_low(variable, end, because)
