"""Which population lies within which, and which have nothing to do with one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from lockgate.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Nesting:
    """All populations by name, and the pairs (inner, outer) that were stated."""

    names: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]

    def families(self) -> list[tuple[str, ...]]:
        """Return the populations in groups that nesting holds together, in the order of their first names."""
        family = {name: {name} for name in self.names}
        for inner, outer in self.pairs:
            if family[inner] is not family[outer]:
                family[inner] |= family[outer]
                for name in family[outer]:
                    family[name] = family[inner]
        distinct = {id(members): members for members in family.values()}
        return [tuple(name for name in self.names if name in members) for members in distinct.values()]


def nesting_of(stated: Sequence[tuple[str, str]], spoken_of: Iterable[str]) -> Nesting:
    """Put together the rows (population, within) and the populations of claims.

    Raises Invalid where a row names no population, and where populations lie within one another in a circle.
    """
    pairs: dict[tuple[str, str], None] = {}
    names: dict[str, None] = dict.fromkeys(spoken_of)
    for inner, outer in stated:
        if not inner:
            raise Invalid(f"A row of populations says what is within {outer!r} and not who.", mend="Name it.")
        names[inner] = None
        if outer:
            names[outer] = None
            pairs[inner, outer] = None
    within: dict[str, set[str]] = {name: set() for name in names}
    for inner, outer in pairs:
        within[inner].add(outer)
    try:
        TopologicalSorter(within).prepare()
    except CycleError as error:
        circle = " within ".join(error.args[1])
        raise Invalid(f"Populations lie within one another: {circle}.", mend="Remove one of these rows.") from error
    return Nesting(tuple(names), tuple(pairs))
