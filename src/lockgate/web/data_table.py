"""A table as `data_table.html` shows it: columns, and rows whose first cell names the row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Column(NamedTuple):
    """The head of a column; numbers stand to the right."""

    title: str
    is_number: bool = False


class Cell(NamedTuple):
    """What stands in a cell: a text, perhaps as a link or a tag, and a quiet note after it."""

    text: str
    href: str = ""
    tone: str = ""
    note: str = ""
    lang: str = ""


class Held(NamedTuple):
    """A cell with its column."""

    column: Column
    cell: Cell


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table, ready to be shown; `empty` is the sentence in its place where there are no rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Held, ...], ...]
    empty: str
    is_caption_hidden: bool


def data_table(
    caption: str,
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Cell | str]],
    *,
    empty: str,
    is_caption_hidden: bool = False,
) -> DataTable:
    """Lay out rows under columns. Raises ValueError for a row that has not one cell for each column."""
    heads = tuple(column if isinstance(column, Column) else Column(column) for column in columns)
    laid = tuple(
        tuple(Held(head, cell if isinstance(cell, Cell) else Cell(cell)) for head, cell in zip(heads, row, strict=True))
        for row in rows
    )
    return DataTable(caption, heads, laid, empty, is_caption_hidden)
