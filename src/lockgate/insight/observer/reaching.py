"""Whether a ratio of two variables is reached over the reals, or only approached.

It is only approached where strict rows leave no room for it, or where the variables would have to grow without end. So
the question is asked of the counts themselves, where a room is one of counts, however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from lockgate.insight.observer.simplex import Simplex
from lockgate.insight.observer.system import Row, seldom

_ROOM = 1e-6
"""Less than this is what no room looks like to the solver."""


class Reaching:
    """The rows, a room that strict ones leave, and one more row for the ratio."""

    def __init__(self, rows: Sequence[Row], matrix: csr_array) -> None:
        self._size, self._ratio_row = matrix.shape[1], len(rows)
        uppers = np.array([float(row.upper) for row in rows])
        # A share has coefficients as large as its digits: the room is that of one with coefficients of at most 1.
        strict = np.array([float(max(abs(c) for _, c in row.terms)) if row.strict else 0.0 for row in rows])
        made = vstack([hstack([matrix, csr_array(strict[:, None])]), csr_array((1, self._size + 1))], format="csr")
        self._low = np.zeros(self._size + 1)
        self._high = np.append(np.full(self._size, np.inf), 1.0)
        self._simplex = Simplex(made, np.append(uppers, 0.0), self._low, self._high, seldom=seldom(rows))

    def reaches(self, over: int, under: int, ratio: float, *, most: bool, none: Sequence[int] = ()) -> bool:
        """Whether some counts have x_over / x_under at the ratio or beyond, where `none` are 0. Raises Unsolved."""
        low, high = self._low.copy(), self._high.copy()
        high[list(none)] = 0.0
        low[under] = 1.0
        if high[under] == 0:
            return False
        sign = -1.0 if most else 1.0
        self._simplex.change(self._ratio_row, over, sign)
        self._simplex.change(self._ratio_row, under, -sign * ratio)
        found = self._simplex.least({self._size: -1.0}, low, high)
        self._simplex.change(self._ratio_row, over, 0.0)
        self._simplex.change(self._ratio_row, under, 0.0)
        return found is not None and bool(found[self._size] > _ROOM)
