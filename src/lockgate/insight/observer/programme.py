"""Linear programmes over a system's rows: in whole numbers (HiGHS through SciPy, then checked exactly) and in reals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import compress
from math import ceil, floor, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, csr_array, hstack, vstack

from lockgate.insight.observer.cone import Cone, ProvedRatio, Ratio, Within
from lockgate.insight.observer.nearby import Nearby
from lockgate.insight.observer.quantity import COUNTED, Counts
from lockgate.insight.observer.reaching import Reaching
from lockgate.insight.observer.simplex import Floats, Simplex, Unbounded, Unsolved
from lockgate.insight.observer.system import Row, System, seldom

SECONDS_MAX = 20.0
"""How long one programme may take; what is not found by then is bounded less narrowly, and says so."""
NODES_OF_A_SHORT_CUT = 200
"""How many programmes a search for a solution nearby may branch into, where another way is left.

No time: what is found, and so what is told, would depend on what else the machine does.
"""
Ends = Sequence[float] | NDArray[np.float64]
"""The least, or the most, of each variable."""
Objective = Mapping[int, int]
Whole = NDArray[np.int64]
"""A value for each variable that satisfies every row exactly."""
_OPTIMAL, _INFEASIBLE = 0, 2
_EXACT = 2.0**53
_NEARLY = 1e-6
_PRICED = 1e-9
_GAP = 0.5
"""How far from the least a solution that is looked for nearby may lie."""
_OF_ONE_DAY = len(Counts) * len(COUNTED)


class Edge(NamedTuple):
    """An end of one variable where another has some value: the end, how it changes with the value, and a solution.

    The solution is None where the one that was found is not in whole numbers.
    """

    end: float
    slope: float
    whole: Whole | None


class Priced(NamedTuple):
    """An end over the reals, inf where there is none, and what has a price at it: claims, and limits of variables."""

    end: float
    claims: frozenset[int]
    lows: Sequence[int]
    highs: Sequence[int]


class Reached(NamedTuple):
    """An end of a variable over the reals, rounded, and the solution that has it, where that is in whole numbers."""

    end: int
    whole: Whole | None


class Programme:
    """The rows that hold when only the claims at some positions are made."""

    def __init__(self, system: System, claims: Collection[int]) -> None:
        self.system = system
        self.claims = frozenset(claims)
        places = [place for place, row in enumerate(system.rows) if row.claim < 0 or row.claim in self.claims]
        self.rows = self._first = [system.rows[place] for place in places]
        self._matrix = system.coefficients[places]
        self._uppers = self._first_uppers = np.array([float(row.whole_upper) for row in self.rows])
        self._for_reals = [place for place, row in enumerate(self.rows) if not row.of_one_firm]
        self._none = np.array([[v for v, _ in row.terms] for row in self.rows if row.of_one_firm], np.int64).reshape(
            -1, 2
        )
        self._largest = float(abs(self._matrix).sum(axis=1).max())
        self._everything = dict.fromkeys(range(system.size), 1.0)
        self._nearby: Nearby | None = None

    def make(self, claims: Collection[int]) -> None:
        """Make only these claims from now on, of those at first: what solves goes on from where it stood."""
        self.claims = frozenset(claims)
        is_made = np.array([row.claim < 0 or row.claim in self.claims for row in self._first])
        self.rows = list(compress(self._first, is_made))
        self._uppers = np.where(is_made, self._first_uppers, np.inf)
        self._nearby, made = None, self.__dict__
        for name in ("_reaching", "_cones_within"):
            made.pop(name, None)
        if "_real" in made:
            self._real.set_uppers(self._uppers[self._for_reals])
        if "_free" in made:
            self._free.set_uppers(self._uppers)
        if "_cone" in made:
            self._cone.make(is_made[self._for_reals])

    def start_from(self, known: Whole) -> None:
        """Look for solutions near this one from now on."""
        self._nearby = Nearby(
            self._matrix[self._for_reals], self._uppers[self._for_reals], known, self._seldom(self._for_reals)
        )

    def near(self, low: Ends, high: Ends) -> Whole | None:
        """Return whole numbers within limits, near the solution to start from; None where none are found there.

        Raises Unsolved.
        """
        lows, highs = self._limits(low, high)
        if self._nearby is None or (lows > highs).any() or (real := self._nearby.within(lows, highs)) is None:
            return None
        return self._whole_near(real, {}, lows, highs)

    def solve(
        self,
        objective: Objective,
        low: Ends | None = None,
        high: Ends | None = None,
    ) -> Whole | None:
        """Return whole numbers that make the objective least; None where no numbers satisfy the rows.

        The end over the reals is looked at first: whole numbers that reach it need no further search. Raises Unsolved
        where that cannot be told.
        """
        lows, highs = self._limits(low, high)
        if (lows > highs).any():
            return None
        # Without an objective anything will do, and what is small is likely to be whole.
        try:
            real = self._real.least(objective or self._everything, lows, highs)
        except Unbounded:
            self._free.least(objective, lows, highs)  # raises where the rows of one firm do not end it either
            return self._searched(objective, lows, highs)
        if real is None:
            return None
        if len(objective) == 1:
            ((variable, cost),) = objective.items()
            nearest = ceil(real[variable] - _NEARLY) if cost > 0 else floor(real[variable] + _NEARLY)
            at_least, at_most = lows.copy(), highs.copy()
            at_least[variable] = at_most[variable] = real[variable] = nearest
            if (found := self._whole_near(real, {}, at_least, at_most)) is not None:
                return found
        else:
            found = self._whole_near(real, objective, lows, highs)
            if found is not None and _cost(objective, found) <= ceil(_cost(objective, real) - _NEARLY):
                return found
        return self._searched(objective, lows, highs)

    def exists(self, low: Ends, high: Ends) -> Whole | None:
        """Return whole numbers within limits, near what there is to start from where it can; None where there are none.

        Raises Unsolved where that cannot be told.
        """
        with suppress(Unsolved):
            if (found := self.near(low, high)) is not None:
                return found
        return self.solve({}, low, high)

    def end(self, variable: int, low: Ends | None = None, high: Ends | None = None, *, most: bool) -> Reached | None:
        """Return a bound of a variable, that over the reals rounded; None where no numbers satisfy the rows."""
        lows, highs = self._limits(low, high)
        found = self._real.least({variable: -1.0 if most else 1.0}, lows, highs)
        if found is None:
            return None
        end = floor(found[variable] + _NEARLY) if most else ceil(found[variable] - _NEARLY)
        whole = self._whole(found, highs)
        return Reached(end, whole if whole is not None and whole[variable] == end else None)

    def some(self, objective: Objective, low: Ends, high: Ends) -> Whole | None:
        """Return whole numbers that make the objective small; None where none are found, though there may be some."""
        lows, highs = self._limits(low, high)
        if (lows > highs).any():
            return None
        real = self._real.least(objective, lows, highs)
        return None if real is None else self._whole_near(real, objective, lows, highs, widest=_OF_ONE_DAY)

    def smallest(self, low: Ends, high: Ends) -> Floats | None:
        """Return the smallest numbers over the reals within limits; None where no numbers satisfy the rows."""
        return self._real.least(self._everything, *self._limits(low, high))

    def _limits(self, low: Ends | None, high: Ends | None) -> tuple[Floats, Floats]:
        n = self.system.size
        lows = np.zeros(n) if low is None else np.asarray(low, dtype=float)
        return lows, np.full(n, np.inf) if high is None else np.asarray(high, dtype=float)

    def _searched(self, objective: Objective, lows: Floats, highs: Floats, gap: float = 0.0) -> Whole | None:
        """Search whole numbers by branching and cutting, of what is not fixed and the rows that have it."""
        costs = np.zeros(self.system.size)
        costs[list(objective)] = list(objective.values())
        free = np.flatnonzero(lows < highs)
        values = np.where(lows < highs, 0.0, lows)
        if len(free):
            matrix = self._columns[:, free]
            rows = np.unique(matrix.indices)
            nodes = {"node_limit": NODES_OF_A_SHORT_CUT} if gap else {}
            found = milp(
                costs[free],
                integrality=np.ones(len(free)),
                bounds=Bounds(lows[free], highs[free]),
                constraints=LinearConstraint(
                    matrix.tocsr()[rows], -np.inf, self._uppers[rows] - (self._matrix @ values)[rows]
                ),
                options={"mip_rel_gap": gap, "time_limit": SECONDS_MAX, **nodes},
            )
            if found.status == _INFEASIBLE:
                return None
            if found.x is None or (found.status != _OPTIMAL and not gap):
                raise Unsolved
            values[free] = found.x
        whole: Whole = np.rint(values).astype(np.int64)
        if not self._holds(whole):
            if not len(free):
                return None
            raise Unsolved
        return whole

    def _whole_near(
        self, real: Floats, objective: Objective, lows: Floats, highs: Floats, widest: int = 0
    ) -> Whole | None:
        """Return a solution in whole numbers near one that is not, or None.

        What is whole stays as it is; where that does not do, but for the days that have something else too, and at
        last but for the populations that have. `widest` is how many variables may be set free with one.
        """
        is_off = np.abs(real - np.rint(real)) > _NEARLY
        if not is_off.any() and (found := self._whole(real, highs)) is not None:
            return found
        of_all_days = _OF_ONE_DAY * len(self.system.dates)
        for together in (1, _OF_ONE_DAY, of_all_days):
            if together > (widest or of_all_days):
                break
            stays = ~np.repeat(is_off.reshape(-1, together).any(axis=1), together)
            at_least, at_most = np.where(stays, np.rint(real), lows), np.where(stays, np.rint(real), highs)
            with suppress(Unsolved):
                found = self._searched(objective, at_least, at_most, _GAP)
                if found is not None:
                    return found
        return None

    @cached_property
    def _columns(self) -> csc_array:
        return self._matrix.tocsc()

    @cached_property
    def _real(self) -> Simplex:
        return self._simplex(self._for_reals)

    @cached_property
    def _cone(self) -> Cone:
        cone = Cone([self._first[place] for place in self._for_reals], self._matrix[self._for_reals])
        cone.make(np.isfinite(self._uppers[self._for_reals]))
        return cone

    @cached_property
    def _cones_within(self) -> tuple[Cone, Cone]:
        """One for the least and one for the most: from one of these to the other it is a long way."""
        rows, matrix = [self._first[place] for place in self._for_reals], self._matrix[self._for_reals]
        return Cone(rows, matrix), Cone(rows, matrix)

    @cached_property
    def _reaching(self) -> Reaching:
        return Reaching([self.rows[place] for place in self._for_reals], self._matrix[self._for_reals])

    def _simplex(self, places: Sequence[int]) -> Simplex:
        n = self.system.size
        return Simplex(
            self._matrix[places], self._uppers[places], np.zeros(n), np.full(n, np.inf), seldom=self._seldom(places)
        )

    def _seldom(self, places: Sequence[int]) -> list[int]:
        return seldom([self._first[place] for place in places])

    def edge(self, over: int, under: int, value: int, *, most: bool, low: Ends, high: Ends) -> Edge | None:
        """Return the least (or most) over the reals of x_over where x_under is `value`; None where it cannot be."""
        lows, highs = (one.copy() for one in self._limits(low, high))
        if not lows[under] <= value <= highs[under]:
            return None
        lows[under] = highs[under] = value
        found = self._free.least({over: -1.0 if most else 1.0}, lows, highs)
        if found is None:
            return None
        slope = float(self._free.slopes()[under])
        return Edge(float(found[over]), -slope if most else slope, self._whole(found, highs))

    def endless(self, high: Sequence[float]) -> NDArray[np.bool_]:
        """Return which variables have no upper bound, of rows that can be satisfied.

        They are those that some direction in which the rows allow to go for ever raises; directions add up, so that
        one programme finds the one that raises most of them. `high` tells what is certainly 0.
        """
        n, matrix = self.system.size, self._matrix[self._for_reals]
        eye = csr_array((np.ones(n), (np.arange(n), np.arange(n))), shape=(n, n))
        rows = vstack([hstack([matrix, csr_array((matrix.shape[0], n))]), hstack([-eye, eye])], format="csr")
        stays = np.isfinite(np.asarray(high, dtype=float))
        tops = [(0.0, 0.0 if one else None) for one in stays] + [(0.0, 1.0)] * n
        found = linprog(
            np.concatenate([np.zeros(n), -np.ones(n)]), A_ub=rows, b_ub=np.zeros(rows.shape[0]), bounds=tops
        )
        if found.status != _OPTIMAL:
            raise Unsolved
        return np.asarray(found.x[n:] > 0.5)

    def ratio(
        self, over: int, under: int, *, most: bool, within: Within | None = None, high: Ends | None = None
    ) -> Ratio | None:
        """Return the least (or most) of x_over / x_under for x_under >= 1, over the reals; None where there is none.

        Of `high` only what is certainly 0 is looked at: that none is none is no row of the cone.
        """
        cone = self._cone if within is None else self._cones_within[most]
        return cone.ratio(over, under, most=most, within=within, none=_none(high))

    def proved_ratio(self, over: int, under: int, *, most: bool, high: Ends) -> ProvedRatio | None:
        """Return what `ratio` does, proved exactly where it can be."""
        return self._cone.proved_ratio(over, under, most=most, none=_none(high))

    def reaches(self, over: int, under: int, ratio: float, *, most: bool, high: Ends) -> bool:
        """Whether an end of the ratio is reached over the reals, and not only approached; `high` as for `ratio`."""
        return self._reaching.reaches(over, under, ratio, most=most, none=_none(high))

    def rounded(self, counts: Floats) -> Whole | None:
        """Return counts in whole numbers where these satisfy every row."""
        if counts.max(initial=0.0) >= _EXACT:
            return None
        whole: Whole = np.rint(counts).astype(np.int64)
        whole = self._with_firms(whole)
        return whole if self._holds(whole) else None

    def priced(self, variable: int, *, most: bool, low: Ends | None = None, high: Ends | None = None) -> Priced:
        """Return the least (or most) of a variable over the reals within limits, and what it rests on."""
        try:
            found = self._free.least({variable: -1.0 if most else 1.0}, *self._limits(low, high))
        except Unsolved:
            found = None
        if found is None:
            return Priced(inf, frozenset(), (), ())
        rows, slopes = np.flatnonzero(np.abs(self._free.prices()) > _PRICED), self._free.slopes()
        return Priced(
            float(found[variable]),
            frozenset({self._first[place].claim for place in rows} - {-1}),
            np.flatnonzero(slopes > _PRICED).tolist(),
            np.flatnonzero(slopes < -_PRICED).tolist(),
        )

    @cached_property
    def _free(self) -> Simplex:
        """All rows, also those of one firm: what they rule out must be ruled out of prices and of ratios too."""
        return self._simplex(range(len(self._first)))

    def _whole(self, values: Floats, highs: Floats) -> Whole | None:
        """Return values as whole numbers where they are, and satisfy every row so: some firm has what there is."""
        whole: Whole = np.rint(values).astype(np.int64)
        if np.abs(values - whole).max(initial=0.0) >= _NEARLY:
            return None
        whole = self._with_firms(whole)
        return whole if (whole <= highs).all() and self._holds(whole) else None

    def _with_firms(self, whole: Whole) -> Whole:
        many, few = self._none.T
        made = whole.copy()
        made[few] = np.maximum(made[few], np.minimum(made[many], 1))
        return made

    def _holds(self, whole: Whole) -> bool:
        """Whether every row holds: in floating point where all of it is exact there, else in whole numbers."""
        if self._largest * max(int(whole.max(initial=0)), 1) < _EXACT:
            return bool((whole >= 0).all() and (self._matrix @ whole <= self._uppers).all())
        return holds(self.rows, whole)


def _none(high: Ends | None) -> list[int]:
    return [] if high is None else np.flatnonzero(np.asarray(high) == 0).tolist()


def _cost(objective: Objective, values: Floats | Whole) -> float:
    return sum(cost * float(values[variable]) for variable, cost in objective.items())


def holds(rows: Sequence[Row], whole: Whole) -> bool:
    """Whether every row holds, computed in whole numbers of any length."""
    values = [int(value) for value in whole]
    return min(values, default=0) >= 0 and all(
        sum(coefficient * values[variable] for variable, coefficient in row.terms) <= row.whole_upper for row in rows
    )
