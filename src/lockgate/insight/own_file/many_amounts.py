"""Converts many quantities at once, exactly, and rounds none: half a piece is half a piece.

All are told in one step, so small that each is a whole number of it. What is written plainly is converted in
columns, a million in a second, all else one by one.
"""

from fractions import Fraction
from math import lcm
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.core.amounts import LARGEST, exact
from lockgate.core.errors import Invalid
from lockgate.core.quantities import UNITS, quantity

_PLAIN = r"^[0-9]{1,18}(\.[0-9]{1,17})?$"
_DIGITS = 18
"""So many digits always fit into 63 bits."""

Wholes = NDArray[np.int64] | NDArray[np.object_]
"""Whole numbers: of 63 bits where all fit into them, else Python's own, which are as long as it takes."""


class Converted(NamedTuple):
    """Amounts in steps, of which `steps` make one smallest unit; the names of their dimensions; what is wrong.

    Where a sentence says what is wrong, the amount is 0 and the dimension "".
    """

    amounts: Wholes
    steps: int
    dimensions: list[str]
    wrong: list[str]


class _Alike(NamedTuple):
    """Rows of one unit with as many digits after the point: each is its `number` times `size`, in the smallest unit."""

    rows: NDArray[np.int64]
    number: NDArray[np.int64]
    size: Fraction


def converted(written: pa.ChunkedArray, units: pa.ChunkedArray) -> Converted:
    """Convert quantities in units of Recommendation 20, each taken or refused as `core.quantities.quantity` does.

    An empty quantity is 0.
    """
    codes = units.to_pylist()
    dimensions = [UNITS[code].dimension.value if code in UNITS else "" for code in codes]
    wrong = [""] * len(codes)
    plain = _plain_amounts(written, units)
    is_done = np.zeros(len(codes), bool)
    for alike in plain:
        is_done[alike.rows] = True
    single: dict[int, Fraction] = {}
    for row in np.flatnonzero(~is_done).tolist():
        amount = written[row].as_py() or "0"
        try:
            quantity(amount, codes[row])
            single[row] = exact(amount) * UNITS[codes[row]].factor
        except Invalid as refused:
            dimensions[row], wrong[row] = "", refused.sentence
    steps = lcm(*(alike.size.denominator for alike in plain), *(one.denominator for one in single.values()))
    return Converted(_in_steps(plain, single, steps, len(codes)), steps, dimensions, wrong)


def _in_steps(plain: list[_Alike], single: dict[int, Fraction], steps: int, count: int) -> Wholes:
    most = [max(int(alike.number.max()), 1) * alike.size for alike in plain] + list(single.values())
    fits = max(most, default=0) * steps <= LARGEST
    amounts: Wholes = np.zeros(count, np.int64) if fits else np.zeros(count, np.object_)
    for rows, number, size in plain:
        amounts[rows] = number.astype(amounts.dtype) * int(size * steps)
    for row, amount in single.items():
        amounts[row] = int(amount * steps)
    return amounts


def _plain_amounts(written: pa.ChunkedArray, units: pa.ChunkedArray) -> list[_Alike]:
    """Return what has few enough digits, in a unit that there is, and is no more than can be kept."""
    digits = pc.replace_substring(written, ".", "")
    is_plain = pc.and_(pc.match_substring_regex(written, _PLAIN), pc.less_equal(pc.utf8_length(digits), _DIGITS))
    number = pc.if_else(is_plain, digits, "0").cast(pa.int64()).to_numpy()
    point = pc.find_substring(written, ".").to_numpy()
    places = np.where(point < 0, 0, pc.utf8_length(written).to_numpy() - point - 1)
    known = pa.array(list(UNITS), pa.string())
    unit = pc.fill_null(pc.index_in(units, known), -1).to_numpy()
    may = np.asarray(is_plain.to_numpy()).astype(bool) & (unit >= 0)
    found = []
    for kind in np.unique(unit[may] * _DIGITS + places[may]).tolist():
        size = UNITS[known[kind // _DIGITS].as_py()].factor / 10 ** (kind % _DIGITS)
        rows = np.flatnonzero(may & (unit * _DIGITS + places == kind) & (number <= min(LARGEST // size, LARGEST)))
        if rows.size:
            found.append(_Alike(rows, number[rows], size))
    return found
