"""The least and the most of every count that claims leave possible, in whole numbers.

Rows narrow them first; what is found so is sharp where a known solution reaches it. For an end that none reaches, one
is looked for near a known one, and only where there is none is the end solved for by itself (so do Gleixner, Berthold,
Müller and Weltge, J. Global Optim. 67 (2017) 731-757, with other programmes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from math import inf, isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.observer.binding import keeps_high, keeps_low, rests_on, without_spare
from lockgate.insight.observer.programme import Programme, Whole
from lockgate.insight.observer.propagation import Because, Contradiction, Narrowed
from lockgate.insight.observer.quantity import Counts, Measure, Quantity
from lockgate.insight.observer.simplex import Unsolved
from lockgate.insight.observer.system import System

FAR = 1_000
LOOKED_THROUGH_FROM = 2
MANY = 4
"""So many ends are worth a solution that is looked for to reach them together."""
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
        self._quantities = tuple(system.quantities())
        self._pool, self._known = np.zeros((1, system.size), dtype=np.int64), 0
        self._least, self._most = np.full(system.size, np.inf), np.full(system.size, -np.inf)
        self._unproved: set[int] = set()
        self._looked_through: set[tuple[int, bool]] = set()
        self._find_one()
        ends = [int(end) for end in (*self._narrowed.low, *self._narrowed.high) if isfinite(end)]
        self.far = 4 * max(ends, default=0) + FAR
        self._endless = self.programme.endless(self._narrowed.high)
        self._reach_many()
        self.programme.start_from(self.pool[0])
        for variable in range(system.size):
            self._prove(variable, most=False)
            self._prove(variable, most=True)

    @property
    def low(self) -> Sequence[int]:
        """The least of each count."""
        return self._narrowed.low

    @property
    def high(self) -> Sequence[float]:
        """The most of each count."""
        return [inf if endless else most for endless, most in zip(self._endless, self._narrowed.high, strict=True)]

    @property
    def pool(self) -> NDArray[np.int64]:
        """The solutions that are known, one a row."""
        return self._pool[: self._known]

    def because(self, variable: int, *, most: bool) -> Because:
        """Return the claims that an end of a count rests on.

        Where rows that narrow one another name several, a smallest part of these is looked for.
        """
        ends = self._narrowed.because_high if most else self._narrowed.because_low
        if len(ends[variable]) >= LOOKED_THROUGH_FROM and (variable, most) not in self._looked_through:
            self._looked_through.add((variable, most))
            quantity = self._quantities[variable]
            high, low = int(self._narrowed.high[variable]) if most else 0, self._narrowed.low[variable]
            question = keeps_high(quantity, high) if most else keeps_low(quantity, low)
            ends[variable] = rests_on(self.system, quantity, [ends[variable]], question)
        return ends[variable]

    def count(self, variable: int) -> Bound:
        """Return the bounds of a count."""
        low, because = Fraction(self._narrowed.low[variable]), self.because(variable, most=False)
        note = _NOT_PROVED if variable in self._unproved else ""
        if self._endless[variable]:
            return Bound(low, None, because, f"No claim bounds it from above. {note}".rstrip())
        high, because_high = Fraction(self._narrowed.high[variable]), self.because(variable, most=True)
        if not because <= because_high and not because_high <= because:
            quantity = self._quantities[variable]
            return Bound(low, high, without_spare(self.system, quantity, because | because_high, low, high), note)
        return Bound(low, high, because | because_high, note)

    def remember(self, solution: Whole) -> None:
        """Add a solution to those that are known."""
        if self._known == len(self._pool):
            self._pool = np.concatenate([self._pool, np.zeros_like(self._pool)])
        self._pool[self._known] = solution
        self._known += 1
        self._least, self._most = np.minimum(self._least, solution), np.maximum(self._most, solution)

    def _find_one(self) -> None:
        everything = dict.fromkeys(range(self.system.size), 1)
        found = self.programme.some(everything, self._narrowed.low, self._narrowed.high)
        if found is None and (found := self.programme.solve({}, self._narrowed.low, self._narrowed.high)) is None:
            raise Contradiction(frozenset(range(len(self.system.claims))))
        self.remember(found)

    def _reach_many(self) -> None:
        """Look for solutions that reach many ends: all of one measure at once, and shares of 0 and 1 everywhere."""
        everything = range(self.system.size)
        for most in (False, True):
            self._try(dict.fromkeys(everything, -1 if most else 1))
        self._reach_shares()

    def _reach_shares(self) -> None:
        high = self.high
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
        if most:
            return bool(self._endless[variable] or self._most[variable] == self._narrowed.high[variable])
        return bool(self._least[variable] == self._narrowed.low[variable])

    def _try(self, objective: Mapping[int, int], low: Sequence[float] | None = None) -> None:
        """Look for a solution that makes an objective small: a short cut only, because each end is proved by itself."""
        with suppress(Unsolved):
            found = self.programme.some(objective, low or self._narrowed.low, self._within_sight(objective))
            if found is not None:
                self.remember(found)

    def _within_sight(self, objective: Mapping[int, int]) -> Sequence[float]:
        """Return the upper ends, set far away where there is none that stops the objective."""
        highs = self._narrowed.high
        return [self.far if high == inf else high for high in highs] if min(objective.values()) < 0 else highs

    def _of(self, counts: Counts, measure: Measure) -> Iterator[Quantity]:
        return (one for one in self._quantities if one.counts is counts and one.measure is measure)

    def _prove(self, variable: int, *, most: bool) -> None:
        """Show that an end is reached, or move it to where it is."""
        if self._is_reached(variable, most=most):
            return
        sign, narrowed = -1 if most else 1, self._narrowed
        try:
            narrow = narrowed.high[variable] if most else narrowed.low[variable]
            found = self._near_by(variable, narrow)
            if found is None:
                reached = self.programme.end(variable, narrowed.low, self._within_sight({variable: sign}), most=most)
                if reached is not None and reached.end != narrow:
                    found = reached.whole if reached.whole is not None else self._near_by(variable, reached.end)
            if found is None:
                found = self.programme.solve({variable: sign}, narrowed.low, self._within_sight({variable: sign}))
                if found is not None:  # what else is as far off is likely to be near this one
                    self.programme.start_from(found)
        except Unsolved:
            self._unproved.add(variable)
            return
        if found is None:
            return
        self.remember(found)
        self._move(variable, int(found[variable]), most=most)

    def _near_by(self, variable: int, end: float) -> Whole | None:
        """Return a solution that reaches an end, near one that is known; None where none is found."""
        if not isfinite(end):
            return None
        low, high = np.array(self._narrowed.low, dtype=float), np.array(self._narrowed.high, dtype=float)
        low[variable] = high[variable] = end
        with suppress(Unsolved):
            return self.programme.near(low, high)
        return None

    def _move(self, variable: int, end: int, *, most: bool) -> None:
        narrowed = self._narrowed
        if end >= narrowed.high[variable] if most else end <= narrowed.low[variable]:
            return
        question = (keeps_high if most else keeps_low)(self._quantities[variable], end)
        because = rests_on(self.system, self._quantities[variable], self._starts(variable, most=most), question)
        (narrowed.lower_high if most else narrowed.raise_low)(variable, end, because)

    def _starts(self, variable: int, *, most: bool) -> Iterator[Because]:
        """Yield claims that an end may rest on: what has a price over the reals, before and after narrowing."""
        yield self.programme.priced(variable, most=most).claims
        low, high = self._narrowed.low, self._narrowed.high
        priced = self.programme.priced(variable, most=most, low=low, high=high)
        lows = (self._narrowed.because_low[one] for one in priced.lows)
        highs = (self._narrowed.because_high[one] for one in priced.highs)
        yield priced.claims.union(*lows, *highs)
