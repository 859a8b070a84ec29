"""Everything that the database holds, table by table: how many rows, and a digest of all of them."""

from hashlib import sha256

from django.db import connection

Footprint = dict[str, tuple[int, str]]


def footprint() -> Footprint:
    """Read every table there is, also those that Lockgate did not make."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = (len(rows), sha256("\n".join(rows).encode()).hexdigest())
    return found


def changed(before: Footprint, after: Footprint) -> set[str]:
    """Return the tables that are not as they were."""
    return {table for table in before.keys() | after.keys() if before.get(table) != after.get(table)}
