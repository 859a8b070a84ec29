"""What does the database hold of these rows, now? Read by plain SQL, column for column, as the ORM would give it back.

Called by reach.py for every act. The ORM builds such a statement anew each time, which was the dearest part of a
draw-down; here it is written once a table, and the conversions are the ORM's own.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, Model

KEYS_AT_ONCE = 500
"""Keys in one statement: SQLite admits some 32,000 parameters, older builds 999."""


class Reading(NamedTuple):
    """How the rows of a table are read: the statement up to its keys, the key's field, a conversion a column."""

    select: str
    key: "Field[Any, Any]"
    conversions: tuple[Callable[[Any], Any], ...]


def saved_rows(
    model: type[Model], columns: tuple[str, ...], keys: Sequence[Any]
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield the key and the columns of each row that is there, in any order; the columns by their names."""
    reading = _reading(model, columns, connection.vendor)
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = keys[start : start + KEYS_AT_ONCE]
        places = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"{reading.select} ({places})", [reading.key.get_db_prep_value(key, connection) for key in some]
            )
            rows = cursor.fetchall()
        for row in rows:
            key, *values = (convert(cell) for convert, cell in zip(reading.conversions, row, strict=True))
            yield key, dict(zip(columns, values, strict=True))


@lru_cache
def _reading(model: type[Model], columns: tuple[str, ...], _vendor: str) -> Reading:
    meta = model._meta
    by_name = {field.attname: field for field in meta.concrete_fields}
    fields = [meta.pk, *(by_name[column] for column in columns)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    select = f"SELECT {names} FROM {quote(meta.db_table)} WHERE {quote(str(meta.pk.column))} IN"  # noqa: S608  our own names
    return Reading(select, meta.pk, tuple(_conversion(meta.db_table, field) for field in fields))


def _conversion(table: str, field: "Field[Any, Any]") -> Callable[[Any], Any]:
    column = field.get_col(table)
    steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]

    def convert(cell: Any) -> Any:
        for step in steps:
            cell = step(cell, column, connection)
        return cell

    return convert
