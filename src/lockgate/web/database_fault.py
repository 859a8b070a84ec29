"""Is it the database that fails, and not Lockgate? Then whoever asked should wait and ask again, and is told so.

Called by whatever words an error that nobody expected: pages, the REST interface, the command line.
"""

import sqlite3

from django.db import InterfaceError, OperationalError

from lockgate.core.errors import Unavailable

RETRY_AFTER_S = 5
"""For how long to wait, as every answer with status 503 says in its header Retry-After."""


def database_fault(error: BaseException | None) -> Unavailable | None:
    """Say that the database is out of reach, full or too busy, where that is the error; None for any other.

    Whether the act was done is not said: a connection can break just after the commit.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    # SQLite has one name for what is wrong in a statement, which is our fault, and others for file, disk and lock.
    of_sqlite = getattr(error.__cause__, "sqlite_errorcode", None)
    if of_sqlite == sqlite3.SQLITE_ERROR:
        return None
    if of_sqlite == sqlite3.SQLITE_CANTOPEN:
        return Unavailable(
            "The file of the database cannot be opened.",
            mend="Whoever runs Lockgate should look whether its folder is there, and may be read and written.",
        )
    return Unavailable(
        "The database does not answer, is full or is too busy.",
        mend="Wait a few seconds. Then ask again under the same key (Idempotency-Key, `--key`); without one, look first"
        " whether it was done.",
    )
