"""A part of a system: the days and the populations of some claims, with the nesting that lies between them.

What the claims imply in it they imply in the whole; that they imply no more there is so but for odd cases, because
between two days, or two populations, what holds at the ends is what a count has to keep to.
"""

from __future__ import annotations

from collections.abc import Collection

from lockgate.insight.observer.quantity import Quantity
from lockgate.insight.observer.system import System


def part_of(
    system: System, claims: frozenset[int], quantities: Collection[Quantity] = ()
) -> tuple[System, dict[int, int]]:
    """Return the system of some claims and quantities alone, and the position there of each claim."""
    places = sorted(claims)
    made = [system.claims[place] for place in places]
    about = [*quantities, *(claim.quantity for claim in made)]
    dates = sorted({one.date for one in about})
    spoken_of = {one.population for one in about}
    populations = [name for name in system.populations if name in spoken_of]
    numbers = {place: number for number, place in enumerate(places)}
    return System(populations, dates, _between(populations, system.pairs), made), numbers


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
