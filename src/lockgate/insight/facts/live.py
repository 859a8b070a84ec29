"""The facts of the database that this process works on, where Django has it open: for commands, before they write.

Not for a server's requests: those read an export (export.py). Other threads may be writing there, and SQLite forbids to
open the file once more beside them (see database.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from lockgate.insight.facts.fact_table import FactTable
from lockgate.insight.facts.reading import TABLES, Facts, Reading, read_tables


def facts_here() -> Facts:
    """Read every fact of the database that Django works on; see `reading_here`."""
    return Facts.of(*reading_here(TABLES))


def reading_here(wanted: Sequence[FactTable]) -> Reading:
    """Read fact tables of the database that Django works on, with its connection closed meanwhile.

    A database in memory, which nobody else can open, is read from a copy. On PostgreSQL the facts are those that are
    committed. Raises RuntimeError inside a transaction on a SQLite file, which then cannot be closed, and Unavailable
    where the database cannot be read.
    """
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        connection.ensure_connection()
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.sqlite3"
            copy.write_bytes(connection.connection.serialize())
            return read_tables({**connection.settings_dict, "NAME": copy}, wanted)
    if connection.vendor == "sqlite":
        if connection.in_atomic_block:
            raise RuntimeError("The facts are read from outside of a transaction.")
        connection.close()
    return read_tables(connection.settings_dict, wanted)
