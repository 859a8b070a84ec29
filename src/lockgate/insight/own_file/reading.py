"""Reads a firm's csv into a table of text: any of the encodings and separators that spreadsheets write.

The rows are hostile until they are checked: this checks the file and its header; `parsing` checks the cells.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from lockgate.core.csv_file import encoding_of, plain, separator_of
from lockgate.core.encoding import first_line_not_utf8
from lockgate.core.errors import Invalid
from lockgate.core.whole_file import why_refused
from lockgate.insight.own_file.column import Column
from lockgate.insight.own_file.set_aside import SetAside

LARGEST_BYTES = 4 * 2**30
COLUMNS_MAX = 200
SHOWN = 8


class UnreadableFile(Invalid):
    """A file is no table, or not the table that is asked for."""

    code = "insight.unreadable_file"


class OwnTable(NamedTuple):
    """The rows as text, "" where a cell is empty, with their `line` (int64; the header is line 1) as last column.

    The quote is off that our own files have before what a spreadsheet would take for a formula: so `-` is one value,
    whether the firm wrote it or a figure did, and what one command wrote the next one finds again.
    The columns that were asked for stand first, missing ones that may be left out as empty text; then those of
    `groups`. `set_aside` has the rows that have too few or too many cells.
    """

    rows: pa.Table
    set_aside: list[SetAside]
    header: tuple[str, ...]


def read_table(source: Path, columns: Sequence[Column], *, groups: Sequence[str] = ()) -> OwnTable:
    """Read the named columns of a csv, and those named in `groups`; other columns are left alone.

    Rows that are empty throughout are no rows. Raises UnreadableFile where the file is none, is not text, has a quote
    that is never closed, or lacks a column.
    """
    with _readable(source):
        header, separator = _head(source)
        names = _names(source, header, columns, groups)
        return _read(source, names, separator, [*(one.name for one in columns), *groups])


def header_of(source: Path) -> list[str]:
    """Return the names of all columns of a csv, in its order; raises UnreadableFile as `read_table` does."""
    with _readable(source):
        header, _ = _head(source)
    return [plain(name.strip()) for name in header]


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    """Say in a sentence why a file could not be read."""
    try:
        yield
    except UnicodeError as error:
        line = first_line_not_utf8(source)
        raise UnreadableFile(f"{source} is not UTF-8 (line {line}).", mend="Save it as UTF-8.") from error
    except csv.Error as error:
        raise UnreadableFile(f"{source} is no readable csv: {error}.", mend="Check quotes and separators.") from error
    except OSError as error:
        raise UnreadableFile(
            f"{source} cannot be read: {why_refused(error)}.", mend="Check the path and the rights."
        ) from error


def _head(source: Path) -> tuple[list[str], str]:
    if source.exists() and not source.is_file() and not source.is_dir():
        raise UnreadableFile(f"{source} is no ordinary file.", mend="Save what it gives as a file first.")
    with source.open(encoding=encoding_of(source), newline="") as stream:
        separator = separator_of(stream)
        return next(csv.reader(stream, delimiter=separator, strict=True), []), separator


def _names(source: Path, header: Sequence[str], columns: Sequence[Column], groups: Sequence[str]) -> list[str]:
    names = [plain(name.strip()) for name in header]
    shown = ", ".join(names[:SHOWN]) or "empty"
    wanted = ", ".join([*(one.name for one in columns if one.required), *groups])
    if not any(names) or len(names) > COLUMNS_MAX:
        raise UnreadableFile(
            f"{source} has no header line of at most {COLUMNS_MAX} columns.", mend=f"Its header needs {wanted}."
        )
    for name in [*(one.name for one in columns if one.required), *groups]:
        if name not in names:
            raise UnreadableFile(
                f"{source} has no column {name}; its header is: {shown}.", mend=f"The header needs {wanted}."
            )
    for name in [*(one.name for one in columns), *groups]:
        if names.count(name) > 1:
            raise UnreadableFile(f"{source} names the column {name} twice.", mend="Keep one of them.")
    # What nobody asks for may have any name, and one name twice: it is known by its place.
    asked = {*(one.name for one in columns), *groups}
    return [name if name in asked else f"{place}\0" for place, name in enumerate(names)]


def _read(source: Path, names: list[str], separator: str, asked: list[str]) -> OwnTable:
    size = source.stat().st_size
    if size > LARGEST_BYTES:
        raise UnreadableFile(f"{source} is larger than {LARGEST_BYTES >> 30} GB.", mend="Split it.")
    uneven: list[tuple[int, int]] = []

    def skip(row: arrow_csv.InvalidRow) -> str:
        uneven.append((row.number, row.actual_columns))
        return "skip"

    encoding = encoding_of(source)
    if encoding != "utf-16" and _quotes_are_odd(source):
        raise UnreadableFile(f"{source} has a quote that is never closed.", mend="Check quotes and separators.")
    try:
        rows = arrow_csv.read_csv(
            source,
            # Only one thread knows the number of a row that it skips.
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                column_names=names,
                skip_rows_after_names=1,
                encoding="utf-16" if encoding == "utf-16" else "utf8",
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[name for name in names if name in asked],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            raise UnreadableFile(
                f"{source} is not UTF-8 (line {first_line_not_utf8(source)}).", mend="Save it as UTF-8."
            ) from error
        raise UnreadableFile(f"{source} is no readable csv: {error}.", mend="Check quotes and separators.") from error
    missing = {number for number, _ in uneven}
    lines = [number for number in range(2, rows.num_rows + len(missing) + 2) if number not in missing]
    columns = {name: _column(rows, name) for name in asked}
    table = pa.table({**columns, "line": pa.array(lines, pa.int64())})
    reasons = [
        SetAside(number, "", f"The row has {cells} cells, the header {len(names)}: check quotes and separators.")
        for number, cells in uneven
    ]
    return OwnTable(_without_blank(table, asked), reasons, tuple(name for name in names if "\0" not in name))


def _column(rows: pa.Table, name: str) -> pa.ChunkedArray:
    if name in rows.column_names:
        told = rows[name]
        if pc.any(pc.starts_with(told, "'")).as_py():
            return pa.chunked_array([pa.array([plain(cell) for cell in told.to_pylist()], pa.string())])
        return told
    return pa.chunked_array([pa.array([""] * rows.num_rows, pa.string())])


def _without_blank(table: pa.Table, asked: list[str]) -> pa.Table:
    filled = None
    for name in asked:
        here = pc.not_equal(table[name], "")
        filled = here if filled is None else pc.or_(filled, here)
    return table if filled is None else table.filter(filled)


def _quotes_are_odd(source: Path) -> bool:
    count = 0
    with source.open("rb") as stream:
        while block := stream.read(1 << 20):
            count += block.count(b'"')
    return count % 2 == 1
