"""The groups that columns of a table make, each with the places of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


class Group(NamedTuple):
    """The value of each column, and the rows that have them."""

    values: tuple[str, ...]
    rows: NDArray[np.int64]


def group_numbers(table: pa.Table, by: Sequence[str]) -> NDArray[np.int64]:
    """Number each row by its values in the columns, in the order of these values; equal ones have one number."""
    numbers = np.zeros(table.num_rows, np.int64)
    for name in by:
        text = group_text(table, name)
        words = pc.unique(text).sort() if table.num_rows else pa.array([], pa.string())
        codes = pc.index_in(text, words).to_numpy().astype(np.int64)
        _, numbers = np.unique(numbers * max(len(words), 1) + codes, return_inverse=True)
    return numbers.astype(np.int64)


def groups_of(table: pa.Table, by: Sequence[str]) -> Iterator[Group]:
    """Yield the groups in the order of their values; without columns all rows, be there any or none, are one group."""
    if not by:
        yield Group((), np.arange(table.num_rows))
        return
    numbers = group_numbers(table, by)
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    texts = [group_text(table, name) for name in by]
    for rows in np.split(order, starts[1:]) if order.size else []:
        yield Group(tuple(text[int(rows[0])].as_py() for text in texts), rows)


def group_text(table: pa.Table, name: str) -> pa.ChunkedArray:
    """Return a column as text, "" where it is empty."""
    return pc.utf8_trim_whitespace(pc.fill_null(table[name].cast(pa.string()), ""))
