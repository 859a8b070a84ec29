"""The facts of the database that this process works on, where Django has it open: for commands, before they write.

Not for a server's requests: those read an export (store.py). Other threads may be writing there, and SQLite forbids to
open the file once more beside them (see database.py).
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from lockgate.insight.facts.reading import Facts, read_facts


def facts_here() -> Facts:
    """Read the facts of the database that Django works on, with its connection closed meanwhile.

    A database in memory, which nobody else can open, is read from a copy. Raises RuntimeError inside a transaction,
    whose own writes would be missing, and Unavailable where the database cannot be read.
    """
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        connection.ensure_connection()
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.sqlite3"
            copy.write_bytes(connection.connection.serialize())
            return read_facts({**connection.settings_dict, "NAME": copy})
    if connection.in_atomic_block:
        raise RuntimeError("The facts are read from outside of a transaction.")
    connection.close()
    return read_facts(connection.settings_dict)
