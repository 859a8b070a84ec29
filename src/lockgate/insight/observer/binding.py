"""Which claims a bound rests on: a smallest set of them that implies it, and would not without any one of them.

Whether a set implies a bound is asked of a small system: the days and the populations of these claims and of the
quantity, with the nesting that lies between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from fractions import Fraction

import numpy as np

from lockgate.insight.observer.part import part_of
from lockgate.insight.observer.programme import Programme
from lockgate.insight.observer.propagation import Because, Contradiction, Narrowed
from lockgate.insight.observer.quantity import Measure, Quantity
from lockgate.insight.observer.simplex import Unsolved
from lockgate.insight.observer.subset import minimal
from lockgate.insight.observer.system import System
from lockgate.insight.observer.whole_ratio import WholeRatio

DENOMINATORS_MAX = 10_000
_NEARLY = 1e-9
Implies = Callable[[Programme], bool]


def rests_on(system: System, quantity: Quantity, starts: Iterable[Because], implies: Implies) -> Because:
    """Return a smallest set of claims that implies a bound of a quantity; within the first of `starts` that does.

    All claims together imply it, so they are the last start.
    """
    everything = frozenset(range(len(system.claims)))
    for start in (*starts, everything):
        if (found := _smallest(system, quantity, start, implies)) is not None:
            return found
    return everything


def _smallest(system: System, quantity: Quantity, start: Because, implies: Implies) -> Because | None:
    """Return a smallest part of `start` that implies it; None where all of `start` does not, or nobody can tell."""
    part, numbers = part_of(system, start, [quantity])
    programme = Programme(part, numbers.values())

    def does(claims: Because) -> bool:
        programme.make([numbers[claim] for claim in claims])
        with suppress(Unsolved):
            return implies(programme)
        return False

    return minimal(start, does) if does(start) else None


def without_spare(system: System, quantity: Quantity, claims: Because, low: Fraction, high: Fraction) -> Because:
    """Return the claims that both ends of a count rest on, without those that one end needs and the other implies."""

    def keeps_both(programme: Programme) -> bool:
        return keeps_low(quantity, int(low))(programme) and keeps_high(quantity, int(high))(programme)

    return _smallest(system, quantity, claims, keeps_both) or claims


def keeps_low(quantity: Quantity, low: int) -> Implies:
    """Return the question whether a count is at least `low`."""

    def implies(programme: Programme) -> bool:
        return _keeps(programme, programme.system.variable(quantity), low, most=False)

    return implies


def keeps_high(quantity: Quantity, high: int) -> Implies:
    """Return the question whether a count is at most `high`."""

    def implies(programme: Programme) -> bool:
        return _keeps(programme, programme.system.variable(quantity), high, most=True)

    return implies


def _keeps(programme: Programme, variable: int, end: int, *, most: bool) -> bool:
    """Whether the rows keep a count at an end: no whole numbers that satisfy them lie beyond it.

    The smallest ones beyond it, over the reals, are looked at first: where there are none it is kept, and mostly they
    are whole.
    """
    if not most and end <= 0:
        return True
    low, high = np.zeros(programme.system.size), np.full(programme.system.size, np.inf)
    if most:
        low[variable] = end + 1
    else:
        high[variable] = end - 1
    if (real := programme.smallest(low, high)) is None:
        return True
    whole = programme.rounded(real)
    if whole is not None and (whole[variable] > end if most else whole[variable] < end):
        return False
    try:
        narrowed = Narrowed(programme.rows, programme.system.size)
    except Contradiction:
        return True
    return programme.solve({}, np.maximum(low, narrowed.low), np.minimum(high, narrowed.high)) is None


def keeps_ratio(at: Quantity, end: float, *, most: bool) -> Implies:
    """Return the question whether the share approved is at least (or most) `end`, over the reals."""

    def implies(programme: Programme) -> bool:
        over, under = (programme.system.variable(at.of(one)) for one in (Measure.APPROVED, Measure.APPLICATIONS))
        # Of a few in millions the end lies nearer to 0 than what is nearly the same elsewhere.
        nearly = min(_NEARLY, (1.0 - end if most else end) / 2)

        def keeps(high: Sequence[float] | None = None) -> bool:
            found = programme.ratio(over, under, most=most, high=high)
            return found is None or (found.value <= end + nearly if most else found.value >= end - nearly)

        if keeps():
            return True
        try:
            narrowed = Narrowed(programme.rows, programme.system.size)
        except Contradiction:
            return True
        return 0 in narrowed.high and keeps(narrowed.high)

    return implies


def keeps_whole_ratio(at: Quantity, end: Fraction, *, most: bool) -> Implies:
    """Return the question whether the share approved is at least (or most) `end`, in whole numbers."""
    real = keeps_ratio(at, float(end), most=most)

    def implies(programme: Programme) -> bool:
        over, under = (programme.system.variable(at.of(one)) for one in (Measure.APPROVED, Measure.APPLICATIONS))
        if real(programme):
            return True
        least, most_under = (programme.priced(under, most=one).end for one in (False, True))
        if most_under > DENOMINATORS_MAX:
            return False
        low, high = np.zeros(programme.system.size), np.full(programme.system.size, np.inf)
        low[under], high[under] = np.ceil(least - _NEARLY), np.floor(most_under + _NEARLY)
        return WholeRatio(programme, over, under, most=most, low=low, high=high).keeps(end)

    return implies
