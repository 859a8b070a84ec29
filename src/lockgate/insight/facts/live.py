"""The facts of the database that this process works on, where Django has it open: for commands, before they write.

Not for a server's requests: those read an export (export.py). Other threads may be writing there, and SQLite forbids to
open the file once more beside them (see database.py).
"""

from __future__ import annotations

from django.db import connection

from lockgate.core.errors import NotPossibleNow
from lockgate.insight.facts.reading import Facts, read_facts


def facts_here() -> Facts:
    """Read every fact of the database that Django works on, with its connection closed meanwhile.

    Raises NotPossibleNow inside a transaction, of which only its own connection knows, and Unavailable where the
    database cannot be read.
    """
    if connection.in_atomic_block:
        raise NotPossibleNow(
            "The facts cannot be read while a transaction is open: they would lack what it writes.",
            mend="Read them before it begins, or after it has ended.",
        )
    connection.close()
    return read_facts(connection.settings_dict)
