"""From one known solution to others in which a variable has another value and as little else as can be is changed.

The sum of all changes is made least. Only the limits of one variable move from one question to the next, so that the
dual simplex goes on from where it stood, and what need not change stays a whole number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from lockgate.insight.observer.simplex import Floats, Simplex


class Nearby:
    """Solutions of matrix @ x <= uppers within low and high (inf where there is no end) near `known`, which is one."""

    def __init__(self, matrix: csr_array, uppers: Floats, known: NDArray[np.int64], low: Floats, high: Floats) -> None:
        self._known = known.astype(float)
        # What is added to the known solution, and what is taken away.
        self._most = np.concatenate([high - self._known, self._known - low])
        self._none = np.zeros(2 * len(known))
        self._costs = dict.fromkeys(range(2 * len(known)), 1.0)
        room = uppers - matrix @ self._known
        self._simplex = Simplex(hstack([matrix, -matrix], format="csr"), room, self._none, self._most)

    def where(self, variable: int, value: float) -> Floats | None:
        """Return a solution over the reals in which a variable has a value; None where there is none."""
        size, change = len(self._known), value - self._known[variable]
        least, most = self._none.copy(), self._most.copy()
        moved = variable if change > 0 else size + variable
        if abs(change) > most[moved]:
            return None
        least[moved] = most[moved] = abs(change)
        most[size + variable if change > 0 else variable] = 0.0
        found = self._simplex.least(self._costs, least, most)
        return None if found is None else self._known + found[:size] - found[size:]
