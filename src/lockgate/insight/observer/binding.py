"""Which claims a bound rests on: a smallest set of them that implies it, and would not without any one of them.

Whether a set implies a bound is asked of a small system: the days and the populations of these claims and of the
quantity, with the nesting that lies between them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from math import isfinite

from lockgate.insight.observer.programme import Programme, Unsolved
from lockgate.insight.observer.propagation import Because, Narrowed
from lockgate.insight.observer.quantity import Measure, Quantity
from lockgate.insight.observer.subset import minimal
from lockgate.insight.observer.system import System
from lockgate.insight.observer.whole_ratio import WholeRatio

_NEARLY = 1e-9
Implies = Callable[[System], bool]


def rests_on(system: System, quantity: Quantity, starts: Iterable[Because], implies: Implies) -> Because:
    """Return a smallest set of claims that implies a bound of a quantity; within the first of `starts` that does.

    All claims together imply it, so they are the last start.
    """

    def does(claims: Because) -> bool:
        try:
            return implies(_small(system, claims, quantity))
        except Unsolved:
            return False

    for start in starts:
        if does(start):
            return minimal(start, does)
    return minimal(frozenset(range(len(system.claims))), does)


def keeps_low(quantity: Quantity, low: int) -> Implies:
    """Return the question whether a count is at least `low`."""

    def implies(system: System) -> bool:
        variable = system.variable(quantity)
        found = Programme(system, range(len(system.claims))).solve({variable: 1})
        return found is not None and int(found[variable]) >= low

    return implies


def keeps_high(quantity: Quantity, high: int) -> Implies:
    """Return the question whether a count is at most `high`."""

    def implies(system: System) -> bool:
        variable = system.variable(quantity)
        found = Programme(system, range(len(system.claims))).solve({variable: -1})
        return found is not None and int(found[variable]) <= high

    return implies


def keeps_ratio(at: Quantity, end: float, *, most: bool) -> Implies:
    """Return the question whether the share approved is at least (or most) `end`, over the reals."""

    def implies(system: System) -> bool:
        over, under = (system.variable(at.of(one)) for one in (Measure.APPROVED, Measure.APPLICATIONS))
        found = Programme(system, range(len(system.claims))).ratio(over, under, most=most)
        if found is None:
            return True
        return found.value <= end + _NEARLY if most else found.value >= end - _NEARLY

    return implies


def keeps_whole_ratio(at: Quantity, end: Fraction, *, most: bool) -> Implies:
    """Return the question whether the share approved is at least (or most) `end`, in whole numbers."""
    real = keeps_ratio(at, float(end), most=most)

    def implies(system: System) -> bool:
        over, under = (system.variable(at.of(one)) for one in (Measure.APPROVED, Measure.APPLICATIONS))
        programme = Programme(system, range(len(system.claims)))
        narrowed = Narrowed(programme.rows, system.size)
        if real(system) or not isfinite(narrowed.high[under]):
            return real(system)
        search = WholeRatio(programme, over, under, most=most, low=narrowed.low, high=narrowed.high)
        found = search.end()
        return found is None or (found[0] <= end if most else found[0] >= end)

    return implies


def _small(system: System, claims: Because, quantity: Quantity) -> System:
    made = [system.claims[place] for place in sorted(claims)]
    dates = sorted({quantity.date, *(claim.quantity.date for claim in made)})
    spoken_of = {quantity.population, *(claim.quantity.population for claim in made)}
    populations = [name for name in system.populations if name in spoken_of]
    return System(populations, dates, _between(populations, system.pairs), made)


def _between(populations: Collection[str], pairs: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return which of some populations lie within which other, also through populations that are not among them."""
    found = []
    for name in populations:
        reached, ahead = set(), [name]
        while ahead:
            here = ahead.pop()
            for inner, outer in pairs:
                if inner == here and outer not in reached:
                    reached.add(outer)
                    ahead.append(outer)
        found += [(name, outer) for outer in populations if outer in reached]
    return found
