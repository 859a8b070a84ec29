"""The facts of the database that this process works on, where Django has it open: for commands, before they write.

Not for a server's requests: those read an export (export.py). Other threads may be writing there, and SQLite forbids to
open the file once more beside them (see database.py).
"""

from __future__ import annotations

from django.db import connection

from lockgate.insight.facts.reading import Facts, read_facts


def facts_here() -> Facts:
    """Read every fact of the database that Django works on, with its connection closed meanwhile.

    On PostgreSQL the facts are those that are committed. Raises RuntimeError inside a transaction on SQLite, whose
    file then cannot be closed, and Unavailable where the database cannot be read.
    """
    if connection.vendor == "sqlite":
        if connection.in_atomic_block:
            raise RuntimeError("The facts are read from outside of a transaction.")
        connection.close()
    return read_facts(connection.settings_dict)
