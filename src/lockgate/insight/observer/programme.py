"""Linear programmes over a system's rows: in whole numbers (HiGHS through SciPy, then checked exactly) and in reals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, vstack

from lockgate.insight.observer.system import Row, System

SECONDS_MAX = 20.0
"""How long one programme may take; what is not found by then is bounded less narrowly, and says so."""
SECONDS_OF_A_SHORT_CUT = 1.0
"""How long a good solution is looked for where any will do."""
Ends = Sequence[float] | NDArray[np.float64]
"""The least, or the most, of each variable."""
Objective = Mapping[int, int]
Within = Mapping[int, tuple[int, float]]
"""From what to what a variable is to lie, inf where there is no end."""
Whole = NDArray[np.int64]
"""A value for each variable that satisfies every row exactly."""
_OPTIMAL, _INFEASIBLE = 0, 2
_EXACT = 2.0**53
_NEARLY = 1e-6
_ROOM = 1e-6
"""Less than this is what no room looks like to the solver, and a denominator without end."""


class Unsolved(Exception):
    """The solver gave no answer that can be relied upon: too slow, unbounded, or not exact."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """An end of a ratio over the reals, and the claims with a price at it.

    It rests on no other claims, but where several ways lead there.
    """

    value: float
    claims: frozenset[int]


class Edge(NamedTuple):
    """An end of one variable where another has some value: the end, how it changes with the value, and a solution.

    The solution is None where the one that was found is not in whole numbers.
    """

    end: float
    slope: float
    whole: Whole | None


class Programme:
    """The rows that hold when only the claims at some positions are made."""

    def __init__(self, system: System, claims: Collection[int]) -> None:
        self.system = system
        self.claims = frozenset(claims)
        places = [place for place, row in enumerate(system.rows) if row.claim < 0 or row.claim in self.claims]
        self.rows = [system.rows[place] for place in places]
        self._matrix = system.coefficients[places]
        self._uppers = np.array([float(row.whole_upper) for row in self.rows])
        self._for_reals = [place for place, row in enumerate(self.rows) if not row.of_one_firm]
        self._largest = float(abs(self._matrix).sum(axis=1).max())

    def solve(
        self,
        objective: Objective,
        low: Ends | None = None,
        high: Ends | None = None,
        *,
        any_will_do: bool = False,
    ) -> Whole | None:
        """Return whole numbers that make the objective least; None where no numbers satisfy the rows.

        Where `any_will_do` they need not make it least: they are the best that were found in a short time. Raises
        Unsolved where none can be told.
        """
        n = self.system.size
        costs = np.zeros(n)
        for variable, cost in objective.items():
            costs[variable] = cost
        lows = np.zeros(n) if low is None else np.asarray(low, dtype=float)
        highs = np.full(n, np.inf) if high is None else np.asarray(high, dtype=float)
        if (lows > highs).any():
            return None
        found = milp(
            costs,
            integrality=np.ones(n),
            bounds=Bounds(lows, highs),
            constraints=LinearConstraint(self._matrix, -np.inf, self._uppers),
            options={"mip_rel_gap": 0.0, "time_limit": SECONDS_OF_A_SHORT_CUT if any_will_do else SECONDS_MAX},
        )
        if found.status == _INFEASIBLE:
            return None
        if found.x is None or (found.status != _OPTIMAL and not any_will_do):
            raise Unsolved
        rounded: Whole = np.rint(found.x).astype(np.int64)
        if not self._holds(rounded):
            raise Unsolved
        return rounded

    def edge(self, over: int, under: int, value: int, *, most: bool, low: Ends, high: Ends) -> Edge | None:
        """Return the least (or most) over the reals of x_over where x_under is `value`; None where it cannot be."""
        costs = np.zeros(self.system.size)
        costs[over] = -1.0 if most else 1.0
        limits = np.column_stack([low, high]).astype(float)
        limits[under] = value
        found = linprog(costs, A_ub=self._matrix, b_ub=self._uppers, bounds=limits)
        if found.status == _INFEASIBLE:
            return None
        if found.status != _OPTIMAL:
            raise Unsolved
        slope = float(found.lower.marginals[under] + found.upper.marginals[under])
        return Edge(float(found.x[over]), -slope if most else slope, self._whole(found.x))

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

    def ratio(self, over: int, under: int, *, most: bool, within: Within | None = None) -> Ratio | None:
        """Return the least (or most) of x_over / x_under for x_under >= 1, over the reals; None where there is none.

        Charnes and Cooper (1962): with t = 1 / x_under and y = t x the rows become A y <= u t, y_under = 1, t <= 1,
        and the ratio is y_over. Strict rows count as if they were not; t = 0 is where x_under has no end.
        """
        n = self.system.size
        rows = self._with_t()
        ends = [(at, sign, end) for at, both in (within or {}).items() for sign, end in _signed(both)]
        lefts = vstack([rows, *(self._limit(at, sign * end, sign) for at, sign, end in ends)], format="csr")
        costs = np.zeros(n + 1)
        costs[over] = -1.0 if most else 1.0
        bounds = [(0, None)] * n + [(0, 1)]
        bounds[under] = (1, 1)
        found = linprog(costs, A_ub=lefts, b_ub=np.zeros(lefts.shape[0]), bounds=bounds)
        if found.status == _INFEASIBLE:
            return None
        if found.status != _OPTIMAL:
            raise Unsolved
        priced = np.flatnonzero(np.abs(found.ineqlin.marginals[: rows.shape[0]]) > 1e-9)
        claims = {self.rows[self._for_reals[place]].claim for place in priced} - {-1}
        return Ratio(min(max(float(found.x[over]), 0.0), 1.0), frozenset(claims))

    def reaches(self, over: int, under: int, ratio: float, *, most: bool) -> bool:
        """Whether an end of the ratio is reached over the reals, and not only approached.

        It is where some t above 0 goes with it, and some room s in every strict row.
        """
        n = self.system.size
        strict = np.array([float(self.rows[place].strict) for place in self._for_reals])
        room = np.zeros((1, n + 2))
        room[0, n], room[0, n + 1] = -1.0, 1.0  # s <= t
        rows = vstack([hstack([self._with_t(), csr_array(strict[:, None])]), csr_array(room)], format="csr")
        bounds = np.array([(0.0, np.inf)] * n + [(0.0, 1.0)] * 2)
        bounds[under], bounds[over] = (1.0, 1.0), (ratio, np.inf) if most else (0.0, ratio)
        found = linprog(np.append(np.zeros(n + 1), -1.0), A_ub=rows, b_ub=np.zeros(rows.shape[0]), bounds=bounds)
        return bool(found.status == _OPTIMAL and found.x[n + 1] > _ROOM)

    def priced(self, variable: int, *, most: bool) -> tuple[float, frozenset[int]]:
        """Return the least (or most) of a variable over the reals, and the claims it rests on; inf where endless."""
        costs = np.zeros(self.system.size)
        costs[variable] = -1.0 if most else 1.0
        found = linprog(costs, A_ub=self._matrix, b_ub=self._uppers, bounds=(0, None))
        if found.status != _OPTIMAL:
            return inf, frozenset()
        priced = np.flatnonzero(np.abs(found.ineqlin.marginals) > 1e-9)
        return float(found.x[variable]), frozenset({self.rows[place].claim for place in priced} - {-1})

    def _whole(self, values: NDArray[np.float64]) -> Whole | None:
        """Return values as whole numbers where they are, and satisfy every row so."""
        whole: Whole = np.rint(values).astype(np.int64)
        return whole if np.abs(values - whole).max(initial=0.0) < _NEARLY and self._holds(whole) else None

    def _holds(self, whole: Whole) -> bool:
        """Whether every row holds: in floating point where all of it is exact there, else in whole numbers."""
        if self._largest * max(int(whole.max(initial=0)), 1) < _EXACT:
            return bool((whole >= 0).all() and (self._matrix @ whole <= self._uppers).all())
        return holds(self.rows, whole)

    def _with_t(self) -> csr_array:
        """Return the rows for the reals, with a last column that takes their upper ends times t."""
        uppers = np.array([float(self.rows[place].upper) for place in self._for_reals])
        return hstack([self._matrix[self._for_reals], csr_array(-uppers[:, None])], format="csr")

    def _limit(self, at: int, upper: float, sign: int) -> csr_array:
        """Return the row sign * y_at <= upper * t."""
        row = np.zeros((1, self.system.size + 1))
        row[0, at], row[0, -1] = sign, -upper
        return csr_array(row)


def _signed(ends: tuple[int, float]) -> list[tuple[int, float]]:
    return [(sign, end) for sign, end in zip((-1, 1), ends, strict=True) if isfinite(end)]


def holds(rows: Sequence[Row], whole: Whole) -> bool:
    """Whether every row holds, computed in whole numbers of any length."""
    values = [int(value) for value in whole]
    return min(values, default=0) >= 0 and all(
        sum(coefficient * values[variable] for variable, coefficient in row.terms) <= row.whole_upper for row in rows
    )
