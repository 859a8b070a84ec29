"""A file of flows, checked row by row: what counts, as numbers, and what is set aside, with a reason for each.

A row that does not count is as if it were not in the file, so a figure is of the rows that count, and of no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.insight.dependence.columns import FLOWS
from lockgate.insight.dependence.exact_sums import Sums, sums_of
from lockgate.insight.own_file.many_amounts import Wholes
from lockgate.insight.own_file.parsing import Amounts, amounts_of, text_of_cells, wholes_of
from lockgate.insight.own_file.set_aside import SetAside

UNDECLARED = 0
"""The number of the empty name."""
NO_ALTERNATIVE = "none"
HEADER_LINES = 1

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """The rows that count. A name is its place in `names`, which are sorted and begin with ""; so for `items`.

    Suppliers and consignees have their names in common. `amounts` are above zero, whole numbers of a step
    that each item has for itself. An alternative is `is_substitutable` in time, or is `is_open` because nobody said.
    """

    names: pa.Array
    items: pa.Array
    item: NDArray[np.int64]
    supplier: NDArray[np.int64]
    consignee: NDArray[np.int64]
    amounts: Sums
    is_substitutable: Mask
    is_open: Mask


class _Texts(NamedTuple):
    item: pa.ChunkedArray
    supplier: pa.ChunkedArray
    consignee: pa.ChunkedArray
    quantity: pa.ChunkedArray
    unit: pa.ChunkedArray
    qualify_days: pa.ChunkedArray


def counted_flows(table: pa.Table, within: int) -> tuple[Flows, list[SetAside]]:
    """Check every row. `within` has the days in which an alternative must be qualified to count as a substitute.

    The columns are those of `columns.FLOWS`, as text or as anything that can be written as text, null for empty;
    `line`, if there is one, numbers the rows, else they are numbered as if they stood in a csv.
    """
    texts = _Texts(*(_text(table, one.name) for one in FLOWS))
    amounts = amounts_of(texts.quantity, texts.unit)
    days = wholes_of(texts.qualify_days)
    none = _mask(pc.equal(pc.utf8_lower(texts.qualify_days), NO_ALTERNATIVE))
    names, (supplier, consignee) = _numbered(texts.supplier, texts.consignee)
    items, (item,) = _numbered(texts.item)
    faults = _faults(item, supplier, consignee, amounts)
    counts = np.all([~mask for mask, _ in faults], axis=0)
    off_dimension, measured = _off_dimension(item, amounts.dimensions, counts)
    lines = table["line"].to_numpy() if "line" in table.column_names else np.arange(len(item)) + HEADER_LINES + 1
    told = _Told(lines, texts)
    told.first_of(faults)
    for row in np.flatnonzero(off_dimension):
        told.add(
            row,
            f"The unit measures {amounts.dimensions[row]}, but most rows of this item measure {measured[item[row]]}, "
            "and the two cannot be added.",
        )
    counts &= ~off_dimension
    wrong_days = days.wrong & ~none
    for row in np.flatnonzero(wrong_days & counts):
        told.add(
            row,
            f"qualify_days is {texts.qualify_days[int(row)].as_py()[:60]!r}, which is no whole number of days and not "
            f"{NO_ALTERNATIVE}: it is read as not known, and the rest of the row counts.",
        )
    return Flows(
        names,
        items,
        item[counts],
        supplier[counts],
        consignee[counts],
        sums_of(_in_own_steps(amounts.values[counts], item[counts])),
        (~days.empty & ~days.wrong & (days.values.astype(np.int64) <= within))[counts],
        (days.empty | wrong_days)[counts],
    ), sorted(told.set_aside)


class _Told:
    """Collects the reasons, each with the line and the item of its row."""

    def __init__(self, lines: NDArray[np.int64], texts: _Texts) -> None:
        self.set_aside: list[SetAside] = []
        self._lines, self._items = lines, texts.item

    def add(self, row: np.int64, reason: str) -> None:
        self.set_aside.append(SetAside(int(self._lines[row]), self._items[int(row)].as_py(), reason))

    def first_of(self, faults: list[tuple[Mask, str | NDArray[np.str_]]]) -> None:
        """Tell the first fault of each row."""
        told = np.zeros(len(self._lines), dtype=bool)
        for mask, reason in faults:
            for row in np.flatnonzero(mask & ~told):
                self.add(row, reason if isinstance(reason, str) else str(reason[row]))
            told |= mask


def _faults(
    item: NDArray[np.int64], supplier: NDArray[np.int64], consignee: NDArray[np.int64], amounts: Amounts
) -> list[tuple[Mask, str | NDArray[np.str_]]]:
    """Return what keeps a row from counting, each with the rows that it is true of and what is said about them."""
    is_wrong = amounts.wrong != ""
    return [
        (item == UNDECLARED, "The item is missing."),
        (consignee == UNDECLARED, "The consignee is missing."),
        (is_wrong, amounts.wrong),
        (amounts.empty, "The quantity is missing; unknown is not zero, and no share can be told with it."),
        (amounts.values == 0, "The quantity is zero: nothing flows."),
        (
            (supplier == consignee) & (supplier != UNDECLARED),
            "The consignee is its own supplier: what it makes itself depends on nobody else.",
        ),
    ]


def _off_dimension(item: NDArray[np.int64], dimensions: NDArray[np.str_], counts: Mask) -> tuple[Mask, dict[int, str]]:
    """Return the rows that measure something else than most of their item's rows, and what most measure, by item.

    Of two dimensions with equally many rows the one counts that stands first in the file.
    """
    kinds, kind = np.unique(dimensions, return_inverse=True)
    rows = np.flatnonzero(counts)
    keys, first, number = np.unique(item[rows] * len(kinds) + kind[rows], return_index=True, return_counts=True)
    of_item = keys // max(len(kinds), 1)
    best = np.lexsort((first, -number, of_item))
    is_best = np.diff(of_item[best], prepend=-1) != 0
    chosen = np.full(item.max(initial=0) + 1, -1)
    chosen[of_item[best][is_best]] = keys[best][is_best] % max(len(kinds), 1)
    off = counts & (chosen[item] != kind)
    return off, {int(one): str(kinds[chosen[one]]) for one in np.unique(item[off])}


def _in_own_steps(amounts: Wholes, item: NDArray[np.int64]) -> Wholes:
    """Tell amounts in the largest step of which all of their item are whole: so no item's figures rest on another's."""
    step = np.zeros(item.max(initial=0) + 1, amounts.dtype)
    np.gcd.at(step, item, amounts)
    return amounts // step[item]


def _text(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name not in table.column_names and not next(one for one in FLOWS if one.name == name).required:
        return pa.chunked_array([pa.array([""] * table.num_rows, pa.string())])
    return text_of_cells(table[name])


def _numbered(*columns: pa.ChunkedArray) -> tuple[pa.Array, list[NDArray[np.int64]]]:
    """Return the distinct texts of all columns in order, "" as the first, and each column as places in them."""
    every = pa.chunked_array([pa.array([""]), *(chunk for column in columns for chunk in column.chunks)], pa.string())
    texts = pc.unique(every)
    texts = texts.take(pc.sort_indices(texts))
    return texts, [pc.index_in(column, texts).to_numpy().astype(np.int64) for column in columns]


def _mask(column: pa.ChunkedArray) -> Mask:
    return np.asarray(column.to_numpy()).astype(bool)
