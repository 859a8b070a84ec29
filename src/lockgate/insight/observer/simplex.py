"""One linear programme that is solved again and again, with other costs and limits, from where it stood.

SciPy's `linprog` builds a programme anew each time, which costs more than solving it from a solution that is near. This
keeps one in HiGHS, the solver that `linprog` calls too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
_STATUS = highspy.HighsModelStatus
_CHOOSE = 0
"""Dual simplex where limits have moved, primal where costs have: HiGHS looks at what is still feasible."""


class Unsolved(Exception):
    """The solver gave no answer that can be relied upon: too slow, unbounded, or not exact."""


class Unbounded(Unsolved):
    """The objective falls without end."""


class Simplex:
    """min costs @ x for matrix @ x <= uppers and low <= x <= high. What is asked of a solution is of the last one.

    Rows that are `seldom` broken are given to the solver only once they are: each makes all that follows slower.
    """

    def __init__(
        self,
        matrix: csr_array,
        uppers: Floats,
        low: Floats,
        high: Floats,
        *,
        seldom: Collection[int] = (),
        tolerance: float = 1e-7,
    ) -> None:
        self.size, self._tolerance = matrix.shape[1], tolerance
        self._matrix, self._uppers = matrix, uppers
        self._low, self._high, self._costs = low.copy(), high.copy(), np.zeros(self.size)
        self._apart = np.array(sorted(seldom), dtype=np.int64)
        self._given = np.setdiff1d(np.arange(matrix.shape[0]), self._apart)
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)  # noqa: FBT003  HiGHS takes them so
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", _CHOOSE)
        self._solver.setOptionValue("primal_feasibility_tolerance", tolerance)
        self._solver.setOptionValue("dual_feasibility_tolerance", tolerance)
        given, rows = matrix[self._given], len(self._given)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, rows
        model.col_cost_, model.col_lower_, model.col_upper_ = self._costs, low, high
        model.row_lower_, model.row_upper_ = np.full(rows, -np.inf), uppers[self._given]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.num_col_, model.a_matrix_.num_row_ = self.size, rows
        model.a_matrix_.start_, model.a_matrix_.index_ = given.indptr, given.indices
        model.a_matrix_.value_ = given.data
        self._solver.passModel(model)

    def least(self, costs: Mapping[int, float], low: Floats, high: Floats) -> Floats | None:
        """Return x that makes the costs least; None where none is possible. Raises Unsolved, or Unbounded."""
        self._set_costs(costs)
        self._set_limits(low, high)
        while True:
            status = self._run()
            if status == _STATUS.kInfeasible:
                return None
            if status == _STATUS.kUnbounded:
                if not len(self._apart):
                    raise Unbounded
                self._give(self._apart)
                continue
            if status != _STATUS.kOptimal:
                raise Unsolved
            found = self.solution()
            broken = self._matrix[self._apart] @ found > self._uppers[self._apart] + self._tolerance
            if not broken.any():
                return found
            self._give(self._apart[broken])

    def _run(self) -> highspy.HighsModelStatus:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status not in (_STATUS.kOptimal, _STATUS.kInfeasible, _STATUS.kUnbounded):
            self._solver.clearSolver()
            self._solver.run()
            status = self._solver.getModelStatus()
        return status

    def _give(self, rows: NDArray[np.int64]) -> None:
        more = self._matrix[rows]
        lower, upper = np.full(len(rows), -np.inf), self._uppers[rows]
        self._solver.addRows(
            len(rows),
            lower,
            upper,
            more.nnz,
            more.indptr[:-1].astype(np.int32),
            more.indices.astype(np.int32),
            more.data,
        )
        self._given = np.concatenate([self._given, rows])
        self._apart = np.setdiff1d(self._apart, rows)

    def solution(self) -> Floats:
        """Return x."""
        return np.array(self._solver.getSolution().col_value)

    def basic(self) -> list[int]:
        """Return the variables that the solution is made of: none of them has a slope."""
        status = self._solver.getBasis().col_status
        return [place for place, one in enumerate(status) if one == highspy.HighsBasisStatus.kBasic]

    def prices(self) -> Floats:
        """Return by how much the costs would change with the upper end of each row."""
        prices = np.zeros(self._matrix.shape[0])
        prices[self._given] = self._solver.getSolution().row_dual
        return prices

    def slopes(self) -> Floats:
        """Return by how much the costs would change with the value of each variable."""
        return np.array(self._solver.getSolution().col_dual)

    def change(self, row: int, variable: int, coefficient: float) -> None:
        """Set a coefficient of the matrix, in a row that is not seldom broken."""
        self._solver.changeCoeff(int(np.flatnonzero(self._given == row)[0]), variable, coefficient)

    def set_uppers(self, uppers: Floats) -> None:
        """Set the upper ends of all rows; a row whose end is inf is as good as none."""
        of_given = uppers[self._given]
        changed = np.flatnonzero(of_given != self._uppers[self._given]).astype(np.int32)
        if len(changed):
            self._solver.changeRowsBounds(len(changed), changed, np.full(len(changed), -np.inf), of_given[changed])
        self._uppers = uppers.copy()

    def _set_costs(self, costs: Mapping[int, float]) -> None:
        new = np.zeros(self.size)
        new[list(costs)] = list(costs.values())
        if len(changed := np.flatnonzero(new != self._costs).astype(np.int32)):
            self._solver.changeColsCost(len(changed), changed, new[changed])
            self._costs = new

    def _set_limits(self, low: Floats, high: Floats) -> None:
        changed = np.flatnonzero((low != self._low) | (high != self._high)).astype(np.int32)
        if len(changed):
            self._solver.changeColsBounds(len(changed), changed, low[changed], high[changed])
            self._low, self._high = low.copy(), high.copy()
