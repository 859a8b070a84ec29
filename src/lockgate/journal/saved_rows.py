"""What does the database hold of these rows, now? Read or added by plain SQL, and given back as the ORM would.

Called by reach.py for every act, and by whoever adds rows too often for the ORM, which builds each statement anew: that
was the dearest part of a draw-down. Here a statement is written once a table, and the conversions are the ORM's own.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper as Database
from django.db.models import Field, Model

KEYS_AT_ONCE = 500
"""Keys in one statement: SQLite admits some 32,000 parameters, older builds 999."""


class SavedRow(NamedTuple):
    """A row as the database gave it back: its table, its key, and every column by the name of its attribute."""

    table: str
    key: Any
    values: dict[str, Any]


Conversion = Callable[[Any, Database], Any]
"""What the ORM does to a cell that it has read."""


class Statements(NamedTuple):
    """How rows of a table are read (the statement up to its keys) and added; a conversion a column, or none."""

    select: str
    insert: str
    fields: tuple["Field[Any, Any]", ...]
    conversions: tuple[Conversion | None, ...]


def saved_rows(model: type[Model], keys: Sequence[Any]) -> Iterator[SavedRow]:
    """Yield each row that is there, in any order."""
    database = transaction.get_connection()
    statements = _statements(model)
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[start : start + KEYS_AT_ONCE]
        places = ", ".join(["%s"] * len(some))
        stored = [model._meta.pk.get_db_prep_value(key, database) for key in some]
        with database.cursor() as cursor:
            cursor.execute(f"{statements.select} ({places})", stored)
            rows = cursor.fetchall()
        for row in rows:
            yield _saved(model, database, row)


def insert_row(model: type[Model], cells: Sequence[Any]) -> SavedRow:
    """Add a row whose cells stand in the order of the table's columns; the statement that adds it gives it back."""
    database = transaction.get_connection()
    statements = _statements(model)
    fields = zip(statements.fields, cells, strict=True)
    stored = [field.get_db_prep_value(cell, database, prepared=True) for field, cell in fields]
    with database.cursor() as cursor:
        cursor.execute(statements.insert, stored)
        return _saved(model, database, cursor.fetchone())


def _saved(model: type[Model], database: Database, row: Sequence[Any]) -> SavedRow:
    statements = _statements(model)
    cells = zip(statements.fields, statements.conversions, row, strict=True)
    values = {field.attname: convert(cell, database) if convert else cell for field, convert, cell in cells}
    return SavedRow(model._meta.db_table, values[model._meta.pk.attname], values)


@lru_cache
def _statements(model: type[Model]) -> Statements:
    meta, quote = model._meta, connection.ops.quote_name
    fields = tuple(meta.concrete_fields)
    table = quote(meta.db_table)
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return Statements(
        f"SELECT {names} FROM {table} WHERE {quote(str(meta.pk.column))} IN",  # noqa: S608  our own names
        f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING {names}",  # noqa: S608
        fields,
        tuple(_conversion(meta.db_table, field) for field in fields),
    )


def _conversion(table: str, field: "Field[Any, Any]") -> Conversion | None:
    column = field.get_col(table)
    steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]

    def convert(cell: Any, database: Database) -> Any:
        for step in steps:
            cell = step(cell, column, database)
        return cell

    return convert if steps else None
