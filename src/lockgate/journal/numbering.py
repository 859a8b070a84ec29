"""Which number does the next paper get? The journal counts them: one running number a series and year.

Called inside the transaction that makes the paper, so that a number is neither given twice nor lost. Two at
once wait for each other: on SQLite one writes at a time, on PostgreSQL the row of the series is locked.
"""

from django.db import connection

from lockgate.core import clock
from lockgate.core.identifiers import Reference
from lockgate.journal.models import Series

_NEXT = f"""
INSERT INTO {Series._meta.db_table} (prefix, year, last) VALUES (%s, %s, 1)
ON CONFLICT (prefix, year) DO UPDATE SET last = {Series._meta.db_table}.last + 1 RETURNING last
"""  # noqa: S608  the table's own name


def next_reference(prefix: str) -> str:
    """Give the next reference of a series, such as AP-2026-000123-4, in the year of the clock (UTC).

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number was asked for outside a transaction; it would be lost if the paper is not made.")
    year = clock.now().year
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [prefix, year])
        (number,) = cursor.fetchone()
    return str(Reference(prefix, year, number))
