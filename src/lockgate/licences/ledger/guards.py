"""What the database itself holds against whoever writes: made after every migration, compared at every start.

Django writes neither triggers nor a foreign key of several columns, and drops both without a word when it rebuilds a
table on SQLite. So one function makes them again after each migration, and `missing_guards` says what is not there.
"""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from lockgate.licences.ledger import guards_postgresql, guards_sqlite
from lockgate.licences.ledger.lawful import TABLE

_OF: dict[str, Any] = {"sqlite": guards_sqlite, "postgresql": guards_postgresql}


def make_guards(using: str = "default") -> None:
    """Make every guard that is missing or other than it should be; nothing where there is no ledger yet."""
    connection = connections[using]
    if not _has_ledger(connection):
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _OF[connection.vendor].make(cursor)


def missing_guards(using: str = "default") -> list[str]:
    """Name every guard that the database lacks, or has in another form. Empty: the ledger is guarded."""
    connection = connections[using]
    if not _has_ledger(connection):
        return [f"table {TABLE}"]
    with connection.cursor() as cursor:
        return list(_OF[connection.vendor].missing(cursor))


def after_migration(*, using: str, **_: Any) -> None:
    """Make the guards when Django says that it has migrated (the signal post_migrate)."""
    make_guards(using)


def check_guards(*, databases: Iterable[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Answer Django's system check of databases: an error for each guard that is missing."""
    return [
        Error(
            f"The ledger's guard {name} is missing in the database.",
            hint="Run `lockgate migrate`, which makes it again; then `lockgate licences reconcile`.",
            id="licences.E001",
        )
        for using in databases or ()
        if _has_ledger(connections[using])
        for name in missing_guards(using)
    ]


def _has_ledger(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        return TABLE in connection.introspection.table_names(cursor)
