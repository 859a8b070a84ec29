"""From one known solution to others that keep other limits, in which as little as can be is changed.

The sum of all changes is made least. Only limits move from one question to the next, so that the dual simplex goes on
from where it stood, and what need not change stays a whole number.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from lockgate.insight.observer.simplex import Floats, Simplex


class Nearby:
    """Solutions of matrix @ x <= uppers, x >= 0, near `known`, which is one; some rows are `seldom` broken."""

    def __init__(self, matrix: csr_array, uppers: Floats, known: NDArray[np.int64], seldom: Collection[int]) -> None:
        self._known = known.astype(float)
        # What is added to the known solution, and what is taken away.
        none, endless = np.zeros(2 * len(known)), np.full(2 * len(known), np.inf)
        self._costs = dict.fromkeys(range(2 * len(known)), 1.0)
        room = uppers - matrix @ self._known
        self._simplex = Simplex(hstack([matrix, -matrix], format="csr"), room, none, endless, seldom=seldom)

    def within(self, low: Floats, high: Floats) -> Floats | None:
        """Return a solution over the reals from `low` to `high` (inf where there is no end); None where there is none.

        Raises Unsolved.
        """
        least = np.concatenate([low - self._known, self._known - high])
        most = np.concatenate([high - self._known, self._known - low])
        found = self._simplex.least(self._costs, np.maximum(least, 0.0), np.maximum(most, 0.0))
        size = len(self._known)
        return None if found is None else self._known + found[:size] - found[size:]
