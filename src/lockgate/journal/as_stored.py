"""What a table holds, cell by cell, whatever was put into it. Read by whoever proves a table and trusts none of it.

SQLite keeps anything in any column, PostgreSQL times that Python has not, and the ORM gives up over the first such
cell. Here each cell is read by itself, and one that cannot be read stands for itself, as something that was never
written: it fits no digest, and so it is found as any other change is.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime

CHUNK = 2000
NO_NUMBER = -1
"""What is read where a number should stand and none does; no number of the journal lies below nothing."""


@contextmanager
def any_text() -> Iterator[None]:
    """Read text that is not UTF-8 with its odd bytes written out; else SQLite reads nothing more at all."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.connection.text_factory = partial(str, encoding="utf-8", errors="backslashreplace")
    try:
        yield
    finally:
        connection.connection.text_factory = str


def stored_rows(statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Stream what a statement finds; it has to read a time as text (`CAST(at AS text)`), which never fails."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, list(values))
        while some := cursor.fetchmany(CHUNK):
            yield from some


def text_in(cell: object) -> str:
    """Read a cell of text."""
    return cell if isinstance(cell, str) else f"unreadable {cell!r}"


def text_or_none_in(cell: object) -> str | None:
    """Read a cell that holds text or nothing."""
    return None if cell is None else text_in(cell)


def number_in(cell: object) -> int:
    """Read a cell of a whole number; NO_NUMBER where it holds none."""
    return cell if isinstance(cell, int) else NO_NUMBER


def moment_in(cell: object) -> datetime | str:
    """Read a time that was read as text; it stays text where it is no time."""
    text = text_in(cell)
    try:
        moment = parse_datetime(text)
        if moment is None:
            return text
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return text
