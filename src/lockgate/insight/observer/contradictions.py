"""Which claims cannot all be true: every smallest set of up to four, and the fewest to leave out so that the rest can.

A set is searched for from below. For a set that can be true there is a world in which it is; a contradiction that
holds the set must hold a claim that is false in that world. So only those claims are added, one at a time, and no
contradiction is missed. To leave out the fewest is to meet every contradiction with the fewest claims, whatever its
size: those that are known are met, the rest is tried, and if it cannot be true there is one more to be known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds as Limits
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from lockgate.insight.observer.part import part_of
from lockgate.insight.observer.programme import SECONDS_MAX, Programme, Whole
from lockgate.insight.observer.propagation import Contradiction, Narrowed
from lockgate.insight.observer.simplex import Unsolved
from lockgate.insight.observer.subset import minimal
from lockgate.insight.observer.system import System

LARGEST_SET = 4
WORLDS_MAX = 400
"""How many worlds are looked for in one search; where more would be needed, the list may lack sets and says so."""
WAYS_MAX = 10
Set = frozenset[int]
"""Positions of claims."""


class Found(NamedTuple):
    """The smallest contradicting sets of up to LARGEST_SET claims; all of them where `complete`."""

    sets: list[Set]
    complete: bool


class LeftOut(NamedTuple):
    """What is left out, and the other sets of the same size that would do; `all_ways` where no more would."""

    chosen: Set
    others: list[Set]
    all_ways: bool


class _World(NamedTuple):
    counts: Whole
    false: Set


def contradictions_of(system: System) -> Found:
    """Return the smallest sets of up to four claims that cannot all be true, smaller ones first."""
    worlds: list[_World] = []
    found: list[Set] = []
    level: set[Set] = {frozenset()}
    looked_for = 0
    for size in range(LARGEST_SET + 1):
        next_level: set[Set] = set()
        for these in sorted(level, key=sorted):
            if any(known <= these for known in found):
                continue
            if (world := _known_world(worlds, these)) is None:
                if _is_ruled_out(system, these):
                    found.append(these)
                    continue
                if (looked_for := looked_for + 1) > WORLDS_MAX:
                    return Found(found, complete=False)
                if (world := _world(system, these)) is None:
                    found.append(these)
                    continue
                worlds.append(world)
            if size < LARGEST_SET:
                next_level |= {these | {claim} for claim in world.false}
        level = next_level
    return Found(found, complete=True)


def left_out(system: System, known: Sequence[Set]) -> LeftOut:
    """Return the fewest claims without which the rest can all be true; of several ways, the one latest in the file.

    Latest: compared by the last line that it leaves out, then by the one before. Raises Unsolved.
    """
    everything = frozenset(range(len(system.claims)))
    sets = list(known)
    while True:
        ways, all_ways = _fewest(sets, len(everything))
        fresh = [more for way in ways if (more := _contradiction(system, everything - way)) is not None]
        if not fresh:
            ways.sort(key=lambda way: sorted((system.claims[claim].line for claim in way), reverse=True), reverse=True)
            return LeftOut(ways[0], ways[1:], all_ways)
        sets += dict.fromkeys(fresh)


def can_be_true(system: System, claims: Set) -> bool:
    """Whether a set of claims can all be true. Raises Unsolved."""
    programme = Programme(system, claims)
    try:
        narrowed = Narrowed(programme.rows, system.size)
    except Contradiction:
        return False
    return programme.solve({}, narrowed.low, narrowed.high) is not None


def _contradiction(system: System, claims: Set) -> Set | None:
    """Return a smallest contradicting set within `claims`; None where they can all be true."""
    try:
        Narrowed(Programme(system, claims).rows, system.size)
    except Contradiction as found:
        start = found.because
    else:
        if can_be_true(system, claims):
            return None
        start = claims
    return minimal(start, lambda these: not can_be_true(system, these))


def _is_ruled_out(system: System, claims: Set) -> bool:
    """Whether rows that narrow one another show at once that some claims cannot all be true."""
    part, _ = part_of(system, claims)
    try:
        Narrowed(part.rows, part.size)
    except Contradiction:
        return True
    return False


def _known_world(worlds: Sequence[_World], true: Set) -> _World | None:
    fitting = [world for world in worlds if not world.false & true]
    return min(fitting, key=lambda world: len(world.false), default=None)


def _world(system: System, true: Set) -> _World | None:
    """Return a world in which these claims are true and the others are as little off as can be; None if there is none.

    How far a claim is off is the sum of what its rows lack, each by its largest coefficient.
    """
    soft = [place for place, row in enumerate(system.rows) if row.claim >= 0 and row.claim not in true]
    n, rows = system.size, len(system.rows)
    slack = csr_array((-np.ones(len(soft)), (soft, np.arange(len(soft)))), shape=(rows, len(soft)))
    prices = [1.0 / max(abs(coefficient) for _, coefficient in system.rows[place].terms) for place in soft]
    found = milp(
        np.concatenate([np.zeros(n), prices]),
        integrality=np.concatenate([np.ones(n), np.zeros(len(soft))]),
        bounds=Limits(np.zeros(n + len(soft)), np.inf),
        constraints=LinearConstraint(
            hstack([system.coefficients, slack], format="csr"),
            -np.inf,
            np.array([float(row.whole_upper) for row in system.rows]),
        ),
        options={"mip_rel_gap": 0.0, "time_limit": SECONDS_MAX},
    )
    if found.status == 2:  # no numbers satisfy the rows
        return None
    if found.x is None:
        raise Unsolved
    counts = np.rint(found.x[:n]).astype(np.int64)
    values = [int(value) for value in counts]
    broken = {
        row.claim
        for row in system.rows
        if sum(coefficient * values[variable] for variable, coefficient in row.terms) > row.whole_upper
    }
    if broken & ({-1} | true):
        raise Unsolved
    return _World(counts, frozenset(broken))


def _fewest(sets: Collection[Set], claims: int) -> tuple[list[Set], bool]:
    """Return the smallest sets that meet all of `sets`, up to WAYS_MAX of them, and whether these are all."""
    ways: list[Set] = []
    while len(ways) < WAYS_MAX:
        rows, least, most = [_ones(one, claims) for one in sets], [1.0] * len(sets), [np.inf] * len(sets)
        for way in ways:
            rows.append(_ones(way, claims))
            least.append(-np.inf)
            most.append(len(way) - 1.0)
        constraints = LinearConstraint(np.array(rows), least, most) if rows else None
        found = milp(np.ones(claims), integrality=np.ones(claims), bounds=Limits(0, 1), constraints=constraints)
        if found.x is None:
            return ways, True
        way = frozenset(int(place) for place in np.flatnonzero(found.x > 0.5))
        if ways and len(way) > len(ways[0]):
            return ways, True
        ways.append(way)
        if not way:
            return ways, True
    return ways, False


def _ones(places: Set, size: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    row = np.zeros(size)
    row[list(places)] = 1.0
    return row
