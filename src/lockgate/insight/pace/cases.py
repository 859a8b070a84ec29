"""From lines to cases: a case is granted when any of its lines is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


class Cases(NamedTuple):
    """One entry a case: the place among the lines of the one that decides it, in the order of cases."""

    line: Whole
    case: Whole


def cases_of(case: Whole, days: Whole, codes: Whole, *, granted: int | None) -> Cases:
    """Choose the line that says how each case stands, from the number of each line's case, its days and its code.

    A case is granted with the first of its granted lines. Without one it is pending while any line is, and has waited
    as long as the longest of these; else it ended with the line that ended last, of several the one whose code is
    least. `granted` is the code for that, None where no line has it.
    """
    is_granted = codes == granted if granted is not None else np.zeros(len(codes), dtype=bool)
    rank = np.where(is_granted, 0, np.where(codes == 0, 1, 2))
    order = np.lexsort((codes, np.where(is_granted, days, -days), rank, case))
    held = case[order]
    first = np.flatnonzero(np.concatenate([[True], held[1:] != held[:-1]])) if held.size else np.zeros(0, np.int64)
    return Cases(order[first], held[first])
