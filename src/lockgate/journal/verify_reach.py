"""Does every table hold what the acts of the journal wrote? Called by verify.py with all that acts say they wrote.

Each table of the reach is read once as a stream. What an act wrote that was redacted since is told, and is no fault.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, connection
from django.db.models import Field

from lockgate.core.errors import Invalid
from lockgate.journal.digest import written
from lockgate.journal.faults import Fault
from lockgate.journal.models import Row
from lockgate.journal.one_form import keys_of_another_form
from lockgate.journal.reach import Reach, row_digest_of, tables
from lockgate.journal.table_faults import ActRead, table_fault, unknown_table
from lockgate.journal.written_rows import Differs, WrittenRows

CHUNK = 2000
UNREADABLE = "unreadable"
"""The digest of a row that holds what its columns cannot: no act can have written that."""
_NOT_OF_ITS_COLUMN = (
    *(ValueError, TypeError, AttributeError, OverflowError, RecursionError, Invalid, ValidationError),
    DataError,  # a time of PostgreSQL that Python has not
)


class NotVouchedFor(NamedTuple):
    """A row of a table whose last act was redacted, and by which act."""

    table: str
    key: str
    act_row: int
    redacted_by_row: int
    redacted_at: str
    redacted_by: str


def reach_findings(rows: WrittenRows) -> Iterator[Fault | NotVouchedFor]:
    """Hold every table of the reach against what was written; name what differs, table by table, by key."""
    for table, reach in sorted(tables().items()):
        try:
            rows.hold(chain(_streamed(table, reach), _of_another_form(reach)))
        except _NOT_OF_ITS_COLUMN:
            rows.hold(chain(_one_by_one(table, reach), _of_another_form(reach)))
        for difference in rows.differences(table):
            if difference.how is Differs.NOT_VOUCHED_FOR and difference.act and difference.redacted_by:
                act = _act_read(difference.redacted_by)
                yield NotVouchedFor(table, difference.key, difference.act, act.row, act.at, act.by)
            else:
                yield table_fault(table, difference, _act_read(difference.act) if difference.act else None)
    for table, act_row in rows.tables():
        if table not in tables():
            yield unknown_table(table, act_row)


def _act_read(row_id: int) -> ActRead:
    fields = ("id", "act", "subject", "at", "by_label", "by_id")
    row, act, subject, at, label, actor = Row.objects.values_list(*fields).get(pk=row_id)
    return ActRead(row, act, subject, written(at), label or actor)


def _streamed(table: str, reach: Reach) -> Iterator[tuple[str, str]]:
    """The key and the digest of each row; raises what _NOT_OF_ITS_COLUMN lists where a row cannot even be read."""
    rows = reach.model._base_manager.values_list("pk", *reach.columns)
    for key, *values in rows.iterator(chunk_size=CHUNK):
        yield str(key), _digest(table, reach, values)


def _one_by_one(table: str, reach: Reach) -> Iterator[tuple[str, str]]:
    """The same for a table in which something cannot be read: each row by its key, so that the bad ones are named."""
    key_field = reach.model._meta.pk
    quoted = (connection.ops.quote_name(name) for name in (str(key_field.column), table))
    with connection.cursor() as cursor:
        cursor.execute("SELECT {} FROM {}".format(*quoted))  # noqa: S608  names that Django quoted
        stored = [key for (key,) in cursor.fetchall()]
    for raw in stored:
        try:
            key = key_field.to_python(raw)
            values = reach.model._base_manager.filter(pk=key).values_list(*reach.columns).get()
            yield str(key), _digest(table, reach, values)
        except (*_NOT_OF_ITS_COLUMN, ObjectDoesNotExist):
            yield _key_of(key_field, raw), UNREADABLE


def _of_another_form(reach: Reach) -> Iterator[tuple[str, str]]:
    """The rows that hold a value in a form in which nothing here is written: held twice, they fit no act."""
    key_field = reach.model._meta.pk
    for raw in keys_of_another_form(reach.model, reach.columns):
        yield _key_of(key_field, raw), UNREADABLE


def _key_of(key_field: "Field[Any, Any]", raw: object) -> str:
    try:
        return str(key_field.to_python(raw))
    except ValidationError:
        return str(raw)


def _digest(table: str, reach: Reach, values: Iterable[Any]) -> str:
    try:
        return row_digest_of(table, dict(zip(reach.columns, values, strict=True)))
    except _NOT_OF_ITS_COLUMN:
        return UNREADABLE
