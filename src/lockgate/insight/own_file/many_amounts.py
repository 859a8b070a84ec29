"""Converts many quantities at once, exactly as `core.quantities.quantity` converts one: a million in a second.

What is written plainly and small enough for 63-bit arithmetic is converted in columns, all else one by one.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.core.amounts import LARGEST
from lockgate.core.errors import Invalid
from lockgate.core.quantities import UNITS, quantity

_PLAIN = r"^[0-9]{1,18}(\.[0-9]{1,17})?$"
_DIGITS = 18
"""So many digits always fit into 63 bits."""


def converted(written: pa.ChunkedArray, units: pa.ChunkedArray) -> tuple[NDArray[np.int64], list[str], list[str]]:
    """Return the amounts in the smallest unit, rounded up, the names of their dimensions, and what is wrong with each.

    An empty quantity is 0. Where a sentence says what is wrong, the amount is 0 and the dimension "".
    """
    codes = units.to_pylist()
    amounts, is_done = _plain_amounts(written, units)
    dimensions = [UNITS[code].dimension.value if code in UNITS else "" for code in codes]
    wrong = [""] * len(codes)
    for row in np.flatnonzero(~is_done).tolist():
        try:
            amounts[row] = quantity(written[row].as_py() or "0", codes[row]).amount
        except Invalid as refused:
            dimensions[row], wrong[row] = "", refused.sentence
    return amounts, dimensions, wrong


def _plain_amounts(written: pa.ChunkedArray, units: pa.ChunkedArray) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the amounts, and which of them are converted: those of few enough digits in a unit that there is."""
    digits = pc.replace_substring(written, ".", "")
    is_plain = pc.and_(pc.match_substring_regex(written, _PLAIN), pc.less_equal(pc.utf8_length(digits), _DIGITS))
    number = pc.if_else(is_plain, digits, "0").cast(pa.int64()).to_numpy()
    point = pc.find_substring(written, ".").to_numpy()
    places = np.where(point < 0, 0, pc.utf8_length(written).to_numpy() - point - 1)
    known = pa.array(list(UNITS), pa.string())
    unit = pc.fill_null(pc.index_in(units, known), -1).to_numpy()
    may = np.asarray(is_plain.to_numpy()).astype(bool) & (unit >= 0)
    amounts, is_done = np.zeros(len(number), np.int64), np.zeros(len(number), bool)
    for kind in np.unique(unit[may] * _DIGITS + places[may]).tolist():
        factor = UNITS[known[kind // _DIGITS].as_py()].factor / 10 ** (kind % _DIGITS)
        if max(factor.numerator, factor.denominator) < LARGEST:
            fits = may & (unit * _DIGITS + places == kind) & (number <= LARGEST // factor.numerator)
            amounts[fits] = -(-number[fits] * factor.numerator // factor.denominator)
            is_done |= fits
    return amounts, is_done
