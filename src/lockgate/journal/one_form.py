"""Which rows hold a value in another form than it is written in, and read the same? Called by verify_reach.py.

SQLite takes 2 for true or false, any text for a time and an id in capital letters. The ORM reads them as what was
there before, or as nothing, while plain SQL sees another value. PostgreSQL has types for all of these.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from lockgate.journal.as_stored import stored_rows

_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_MOMENT = f"{_DAY} [0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
_FORMS = (
    (models.BooleanField, "typeof({0}) = 'integer' AND {0} IN (0, 1)"),
    (
        models.DateTimeField,
        f"typeof({{0}}) = 'text' AND ({{0}} GLOB '{_MOMENT}' OR {{0}} GLOB '{_MOMENT}.{'[0-9]' * 6}')",
    ),
    (models.DateField, f"typeof({{0}}) = 'text' AND {{0}} GLOB '{_DAY}'"),
    (models.UUIDField, "typeof({0}) = 'text' AND length({0}) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'"),
)
"""The form of each kind of column; the first that fits counts, for a time is also a day to Django."""


def keys_of_another_form(model: type[models.Model], columns: tuple[str, ...]) -> Iterator[object]:
    """Each key, as it is stored, of a row that has such a value in one of these columns."""
    if connection.vendor != "sqlite":
        return
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if field.primary_key or field.attname in columns]
    forms = [(quote(str(field.column)), _form_of(field)) for field in fields]
    wrong = [f"{column} IS NOT NULL AND NOT ({form.format(column)})" for column, form in forms if form]
    if wrong:
        key, table = quote(str(model._meta.pk.column)), quote(model._meta.db_table)
        for (found,) in stored_rows(f"SELECT {key} FROM {table} WHERE {' OR '.join(wrong)}"):  # noqa: S608  our names
            yield found


def _form_of(field: "models.Field[Any, Any]") -> str | None:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return next((form for kind, form in _FORMS if isinstance(field, kind)), None)
