"""The ledger without its guards, as somebody can have it who owns the database; and so that a test can clear up."""

from django.db import connection

from lockgate.licences.ledger import guards_postgresql, guards_sqlite
from lockgate.licences.ledger.lawful import TABLE


def take_guards_away() -> None:
    """Drop the triggers, where there is a ledger; the next migration makes them again."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "sqlite":
            for name in guards_sqlite.TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in guards_postgresql.TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")
