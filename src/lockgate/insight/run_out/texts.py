"""The rows of a table as text, whether they were read from a csv or come with numbers and days of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.own_file.parsing import text_of_cells
from lockgate.insight.own_file.set_aside import SetAside

_BETWEEN = "\x1f"


def text_of(table: pa.Table, name: str, file: str) -> pa.ChunkedArray:
    """Return a column as text without surrounding blanks, unknown as ""; raises Invalid where there is none."""
    if name not in table.column_names:
        raise Invalid(f"{file} has no column {name}.", mend="`lockgate insight template run-out` shows the columns.")
    return text_of_cells(table[name])


def lines_of(table: pa.Table) -> NDArray[np.int64]:
    """Return the lines of the rows in their file, as if the first row stood below a header where nothing is said."""
    if "line" in table.column_names:
        return np.asarray(table["line"].to_numpy()).astype(np.int64)
    return np.arange(2, table.num_rows + 2, dtype=np.int64)


def joined(columns: Sequence[pa.ChunkedArray], rows: int) -> pa.ChunkedArray:
    """Put columns together into one key a row: equal where all of them are."""
    if not columns:
        return pa.chunked_array([pa.array([""] * rows, pa.string())])
    return pc.binary_join_element_wise(*columns, _BETWEEN)


class Sieve:
    """Holds for each row of a file the first reason why it cannot be used."""

    def __init__(self, rows: int) -> None:
        self._reasons = np.full(rows, "", object)

    def set_aside(self, which: NDArray[np.bool_], reason: str) -> None:
        """Set rows aside that have not been yet."""
        self._reasons[which & (self._reasons == "")] = reason

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Which rows have not been set aside."""
        kept: NDArray[np.bool_] = self._reasons == ""
        return kept

    def rows(self, file: str, lines: NDArray[np.int64], ids: Sequence[str]) -> list[SetAside]:
        """Return what has been set aside. A reason begins with its file: several have a row of the same line."""
        return [
            SetAside(int(lines[row]), ids[row], f"{file}: {self._reasons[row]}")
            for row in np.flatnonzero(~self.kept).tolist()
        ]
