"""One writer of a table at a time: what a service asks for that adds a row by what the newest row says.

Locking that newest row is not enough on PostgreSQL: whoever waited for it finds it again, and not the row
that was added meanwhile; and where the table is empty there is nothing to lock.
"""

from django.db import connection
from django.db.models import Model


def wait_for_other_writers(table: type[Model]) -> None:
    """Let no other transaction write this table until this one ends; readers go on. Read only after this.

    On SQLite the transaction itself, begun as IMMEDIATE, does so.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
