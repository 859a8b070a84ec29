"""Turns columns of text into days and numbers, all rows at once; says which cells are none.

Each function returns the values and two masks, `empty` and `wrong`: a cell is a value, empty, or wrong. Where it is
not a value, the array holds a placeholder that means nothing.
"""

from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.insight.own_file.many_amounts import Wholes, converted

_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_WHOLE = r"^[0-9]{1,18}$"
_NUMBER = r"^[+-]?[0-9]{1,300}(\.[0-9]{0,300})?([eE][+-]?[0-9]{1,3})?$"


class Parsed(NamedTuple):
    """Values of rows, with masks of the same length: where the cell was empty, and where it was no such value."""

    values: NDArray[np.generic]
    empty: NDArray[np.bool_]
    wrong: NDArray[np.bool_]


def text_of_cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of any kind as it would stand in a csv: without blanks around it, null as "", no exponents.

    A table from elsewhere than a csv may hold numbers, and 1e10 is the amount 10000000000.
    """
    text = pc.utf8_trim_whitespace(pc.fill_null(column.cast(pa.string()), ""))
    if not pa.types.is_floating(column.type) or not pc.any(pc.match_substring(text, "e")).as_py():
        return text
    plain = [format(Decimal(cell), "f") if "e" in cell else cell for cell in text.to_pylist()]
    return pa.chunked_array([pa.array(plain, pa.string())])


def days_of(column: pa.ChunkedArray) -> Parsed:
    """Read ISO dates as `datetime64[D]`."""
    text, empty, looks = _told(column, _DATE)
    dates = pc.strptime(pc.if_else(looks, text, "1970-01-01"), format="%Y-%m-%d", unit="s", error_is_null=True)
    values = dates.cast(pa.timestamp("s")).cast(pa.date32())
    # The 31st of June is read as the 1st of July by some C libraries: only what is written the same again is a date.
    same = pc.equal(values.cast(pa.string()), text)
    right = _mask(pc.and_(looks, pc.coalesce(same, pa.scalar(value=False))))
    return Parsed(_numpy(pc.fill_null(values, 0)), empty, ~right & ~empty)


def wholes_of(column: pa.ChunkedArray) -> Parsed:
    """Read whole numbers of 0 or more, up to 18 digits, as int64."""
    text, empty, looks = _told(column, _WHOLE)
    values = pc.if_else(looks, text, "0").cast(pa.int64())
    return Parsed(_numpy(values), empty, ~_mask(looks) & ~empty)


def numbers_of(column: pa.ChunkedArray) -> Parsed:
    """Read decimal numbers as float64; what is too large to be one is wrong."""
    text, empty, looks = _told(column, _NUMBER)
    values = _numpy(pc.if_else(looks, text, "0").cast(pa.float64()))
    wrong = (~_mask(looks) & ~empty) | ~np.isfinite(values)
    return Parsed(np.where(wrong, 0.0, values), empty, wrong)


class Amounts(NamedTuple):
    """Whole numbers of a step, the same for all, of which `steps` make one smallest unit of the row's dimension.

    `dimensions` has the dimension's name, "" where there is none. `wrong` has a sentence for each row that is none, ""
    for the others; empty cells of `quantities` are in `empty`.
    """

    values: Wholes
    steps: int
    dimensions: NDArray[np.str_]
    empty: NDArray[np.bool_]
    wrong: NDArray[np.str_]


def amounts_of(quantities: pa.ChunkedArray, units: pa.ChunkedArray) -> Amounts:
    """Convert quantities in units of Recommendation 20 exactly; an empty quantity still needs its unit."""
    both = pa.table({"quantity": pc.utf8_trim_whitespace(quantities), "unit": pc.utf8_trim_whitespace(units)})
    distinct = both.group_by(["quantity", "unit"], use_threads=False).aggregate([])
    found = converted(distinct["quantity"], distinct["unit"])
    keys = distinct.append_column("place", pa.array(range(distinct.num_rows), pa.int64()))
    numbered = both.append_column("row", pa.array(range(both.num_rows), pa.int64()))
    joined = numbered.join(keys, ["quantity", "unit"]).sort_by("row")
    place = _numpy(joined["place"]).astype(np.int64)
    empty = _mask(pc.equal(both["quantity"], ""))
    dimensions, wrong = (np.array(texts, np.str_)[place] for texts in (found.dimensions, found.wrong))
    return Amounts(found.amounts[place], found.steps, dimensions, empty, wrong)


def _told(column: pa.ChunkedArray, pattern: str) -> tuple[pa.ChunkedArray, NDArray[np.bool_], pa.ChunkedArray]:
    text = pc.utf8_trim_whitespace(column)
    return text, _mask(pc.equal(text, "")), pc.match_substring_regex(text, pattern)


def _mask(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    return _numpy(column).astype(bool)


def _numpy(column: pa.ChunkedArray) -> NDArray[np.generic]:
    return np.asarray(column.to_numpy())
