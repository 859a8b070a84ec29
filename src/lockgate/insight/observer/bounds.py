"""The least and the most of every count and every share that claims leave possible, and the claims that each rests on.

Counts are bounded in whole numbers. Rows narrow them first; what is found so is sharp where a solution reaches it, and
solutions are looked for that reach many ends at once; only what none reaches is solved for by itself. A share is a
ratio of two counts: in whole numbers where there are at most 999 applications, else over the reals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import inf, isfinite
from typing import NamedTuple

import numpy as np

from lockgate.insight.observer.programme import Programme, Unsolved, Whole, Within, least_ratio
from lockgate.insight.observer.propagation import Because, Contradiction, Narrowed
from lockgate.insight.observer.quantity import COUNTED, Counts, Measure, Quantity
from lockgate.insight.observer.subset import minimal
from lockgate.insight.observer.system import System

WHOLE_BELOW = 1000
"""With fewer applications than this a share is bounded in whole numbers."""
_NEARLY = 1e-9
_NOTHING: Because = frozenset()


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


class _End(NamedTuple):
    value: Fraction
    because: Because
    note: str = ""


class Bounds:
    """The bounds that a system's claims give; raises Contradiction where they cannot all be true."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.programme = Programme(system, range(len(system.claims)))
        self._narrowed = Narrowed(self.programme.rows, system.size)
        self._pool = np.zeros((0, system.size), dtype=np.int64)
        self._unproved: set[int] = set()
        self._everything = frozenset(range(len(system.claims)))
        if self._look_for({variable: 1 for variable in range(system.size)}) is None:
            raise Contradiction(self._everything)
        ends = [end for end in (*self._narrowed.low, *self._narrowed.high) if isfinite(end)]
        self.far = 4 * max(ends, default=0) + WHOLE_BELOW
        self._endless = self.programme.endless(self._narrowed.high)
        self._reach_many()
        for variable in range(system.size):
            self._prove_low(variable)
            self._prove_high(variable)

    def count(self, variable: int) -> Bound:
        """Return the bounds of a count."""
        low, because = self._narrowed.low[variable], self._narrowed.because_low[variable]
        note = "It may be wider than it must be: no proof was found in time." if variable in self._unproved else ""
        if self._endless[variable]:
            return Bound(Fraction(low), None, because, f"No claim bounds it from above. {note}".rstrip())
        because |= self._narrowed.because_high[variable]
        return Bound(Fraction(low), Fraction(self.high(variable)), because, note)

    def high(self, variable: int) -> float:
        """Return the most that a count can be, inf where there is no end."""
        return inf if self._endless[variable] else self._narrowed.high[variable]

    def low(self, variable: int) -> int:
        """Return the least that a count can be."""
        return self._narrowed.low[variable]

    def share(self, at: Quantity, within: Within | None = None) -> Bound:
        """Return the bounds of the share approved at a population and a day, with some counts `within` closer ends."""
        over, under = (self.system.variable(at.of(one)) for one in (Measure.APPROVED, Measure.APPLICATIONS))
        within = within or {}
        if self._most(under, within) == 0:
            return Bound(None, None, self._narrowed.because_high[under], "There is nothing to take a share of.")
        notes = [] if self.low(under) else [f"Where there is at least one of the {at.counts} that applied."]
        try:
            low, high = (self._share_end(over, under, most=most, within=within) for most in (False, True))
        except Unsolved:
            note = "No bound was found in time."
            return Bound(None, None, _NOTHING, note)
        if low is None or high is None:
            return Bound(None, None, _NOTHING, "No numbers are possible.")
        if not (low.because or high.because):
            notes.append("No claim narrows it.")
        notes += [f"Its {name} end {one.note}." for name, one in (("lower", low), ("upper", high)) if one.note]
        return Bound(low.value, high.value, low.because | high.because, " ".join(notes))

    def reached(self, variable: int, over: int, under: int) -> list[int]:
        """Return the values of a count where a known solution has the least and the most of a ratio."""
        known = self._pool[self._pool[:, under] > 0]
        if not len(known):
            return []
        ratios = known[:, over] / known[:, under]
        return [int(known[place, variable]) for place in (int(ratios.argmin()), int(ratios.argmax()))]

    def _look_for(self, objective: Mapping[int, int], low: list[float] | None = None) -> Whole | None:
        """Add a solution of an objective to those that are known. Ends that are not there are set far away."""
        highs = self._narrowed.high
        if any(cost < 0 for cost in objective.values()):
            highs = [self.far if high == inf else high for high in highs]
        found = self.programme.solve(objective, low or self._narrowed.low, highs)
        if found is not None:
            self._pool = np.vstack([self._pool, found])
        return found

    def _reach_many(self) -> None:
        """Look for solutions that reach many ends: all of one measure at once, and shares of 0 and 1 everywhere."""
        for counts, measure in product(Counts, COUNTED):
            these = [self.system.variable(one) for one in self._of(counts, measure)]
            for sign in (1, -1):
                self._try(dict.fromkeys(these, sign))
        for counts in Counts:
            pairs = [
                (self.system.variable(one), self.system.variable(one.of(Measure.APPLICATIONS)))
                for one in self._of(counts, Measure.APPROVED)
            ]
            low: list[float] = list(self._narrowed.low)
            for _, under in pairs:
                low[under] = max(low[under], min(self.high(under), 1))
            for over_cost, under_cost in ((1, 0), (10, -1), (-1, 1)):
                self._try({over: over_cost for over, _ in pairs} | {under: under_cost for _, under in pairs}, low)

    def _try(self, objective: Mapping[int, int], low: list[float] | None = None) -> None:
        try:
            self._look_for(objective, low)
        except Unsolved:
            return  # it is a short cut only: each end is proved by itself where nothing reaches it

    def _of(self, counts: Counts, measure: Measure) -> Iterator[Quantity]:
        return (one for one in self.system.quantities() if one.counts is counts and one.measure is measure)

    def _prove_low(self, variable: int) -> None:
        if self._narrowed.low[variable] == self._pool[:, variable].min():
            return
        try:
            found = self._look_for({variable: 1})
        except Unsolved:
            self._unproved.add(variable)
            return
        if found is not None and (low := int(found[variable])) > self._narrowed.low[variable]:
            self._narrowed.raise_low(variable, low, self._why({variable: 1}, low, variable))

    def _prove_high(self, variable: int) -> None:
        if self._endless[variable] or self._narrowed.high[variable] == self._pool[:, variable].max():
            return
        try:
            found = self._look_for({variable: -1})
        except Unsolved:
            self._unproved.add(variable)
            return
        if found is not None and (high := int(found[variable])) < self._narrowed.high[variable]:
            self._narrowed.lower_high(variable, high, self._why({variable: -1}, -high, variable))

    def _why(self, objective: Mapping[int, int], least: int, variable: int) -> Because:
        """Return a minimal set of claims that keeps the objective from falling under `least`."""

        def does(claims: Because) -> bool:
            try:
                found = Programme(self.system, claims).solve(objective)
            except Unsolved:
                return False
            return found is not None and sum(cost * int(found[at]) for at, cost in objective.items()) >= least

        priced = self.programme.priced(variable, most=min(objective.values()) < 0)
        return minimal(priced if does(priced) else self._everything, does)

    def _most(self, variable: int, within: Within) -> float:
        return min(self.high(variable), within[variable][1] if variable in within else inf)

    def _share_end(self, over: int, under: int, *, most: bool, within: Within) -> _End | None:
        edge = Fraction(1 if most else 0)
        if not within and self._is_reached(over, under, edge):
            return _End(edge, _NOTHING)
        if self._most(under, within) < WHOLE_BELOW:
            return self._whole_share(over, under, most=most, within=within)
        counts = [self.count(over), self.count(under)]
        if not within and all(one.width == 0 for one in counts):
            return _End(Fraction(self.low(over), self.low(under)), counts[0].because | counts[1].because)
        return self._real_share(over, under, most=most, within=within)

    def _is_reached(self, over: int, under: int, share: Fraction) -> bool:
        known = self._pool[self._pool[:, under] > 0]
        return bool((known[:, over] * share.denominator == known[:, under] * share.numerator).any())

    def _whole_share(self, over: int, under: int, *, most: bool, within: Within) -> _End | None:
        low: list[float] = list(self._narrowed.low)
        high: list[float] = list(self._narrowed.high)
        for variable, (least, most_of_it) in within.items():
            low[variable], high[variable] = max(low[variable], least), min(high[variable], most_of_it)
        if not within:
            numerator = high[over] if most else low[over]
            denominator = low[under] if most else high[under]
            if denominator and isfinite(numerator):
                outer = Fraction(int(numerator), int(denominator))
                if self._is_reached(over, under, outer):
                    narrowed = self._narrowed
                    because = (
                        narrowed.because_high[over] | narrowed.because_low[under]
                        if most
                        else narrowed.because_low[over] | narrowed.because_high[under]
                    )
                    return _End(outer, because)
        found = least_ratio(self.programme, over, under, most=most, low=low, high=high)
        if found is None:
            return None
        ratio, where = found
        if within:
            return _End(ratio, _NOTHING)
        self._pool = np.vstack([self._pool, where])
        return _End(ratio, _NOTHING if ratio == int(most) else self._why_whole(over, under, ratio, most=most))

    def _why_whole(self, over: int, under: int, ratio: Fraction, *, most: bool) -> Because:
        sign = -1 if most else 1
        objective = {over: sign * ratio.denominator, under: -sign * ratio.numerator}
        low: list[float] = [0.0] * self.system.size
        low[under] = 1.0

        def does(claims: Because) -> bool:
            try:
                found = Programme(self.system, claims).solve(objective, low)
            except Unsolved:
                return False
            return found is None or sum(cost * int(found[at]) for at, cost in objective.items()) >= 0

        real = self.programme.ratio(over, under, most=most)
        priced = real.claims if real else _NOTHING
        return minimal(priced if does(priced) else self._everything, does)

    def _real_share(self, over: int, under: int, *, most: bool, within: Within) -> _End | None:
        found = self.programme.ratio(over, under, most=most, within=within)
        if found is None:
            return None
        value = Fraction(found.value).limit_denominator(100_000)
        if abs(float(value) - found.value) > _NEARLY:
            value = Fraction(found.value)
        if within or value == int(most):
            return _End(value, _NOTHING)

        def does(claims: Because) -> bool:
            try:
                least = Programme(self.system, claims).ratio(over, under, most=most)
            except Unsolved:
                return False
            if least is None:
                return True
            return least.value <= found.value + _NEARLY if most else least.value >= found.value - _NEARLY

        because = minimal(found.claims if does(found.claims) else self._everything, does)
        strict = any(row.strict and row.claim in because for row in self.programme.rows)
        note = "is approached as applications grow without end" if found.endless else ""
        return _End(value, because, "itself is not reached" if strict and not note else note)
