"""The operational database, read as Arrow from one snapshot by ADBC, while others go on writing.

A database is named as Django's settings name it (lockgate.settings.database makes that from a URL); Django itself is
not needed. SQLite's rule must be kept: two copies of its library, and ADBC brings its own, must not have the same file
open in one process (sqlite.org/howtocorrupt.html, 2.2.1), or the one drops the other's locks. So nothing else in the
process may have it open; `live.py` sees to that for processes in which Django does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyarrow as pa
from adbc_driver_manager import Error

from lockgate.core.errors import Invalid, Unavailable

IN_MEMORY = f"PRAGMA mmap_size = {1 << 36}"
"""SQLite reads its file through the machine's memory, a quarter faster, as far as the file goes."""
Read = Callable[[str], pa.Table]
"""Runs one statement and returns its rows."""
ROWS_AT_ONCE = "adbc.sqlite.query.batch_rows"
ALL_ROWS = 10**9
"""SQLite's columns have no type: the driver takes that of the first rows that it reads, so it reads all at once."""


@contextmanager
def one_moment(database: Mapping[str, Any]) -> Iterator[Read]:
    """Give what reads from one snapshot of the database; nobody who writes has to wait.

    Raises Unavailable where the database does not answer or has not the tables of this Lockgate.
    """
    try:
        opened = _postgresql(database) if "postgresql" in database["ENGINE"] else _sqlite(Path(database["NAME"]))
        with closing(opened) as connection, connection.cursor() as cursor:

            def read(statement: str) -> pa.Table:
                cursor.execute(statement)
                return cursor.fetch_arrow_table()

            if "postgresql" in database["ENGINE"]:
                cursor.executescript("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            else:
                cursor.adbc_statement.set_options(**{ROWS_AT_ONCE: str(ALL_ROWS)})
                read(IN_MEMORY)
            yield read
            connection.rollback()
    except Error as error:
        raise Unavailable(
            f"The database cannot be read: {' '.join(str(error).split())}.",
            mend="If it is new or older than this Lockgate, run `lockgate migrate` first.",
        ) from error


def _sqlite(file: Path) -> Any:
    from adbc_driver_sqlite import dbapi  # noqa: PLC0415  one driver is loaded, not both

    if not file.is_file():
        raise Unavailable(
            f"There is no database {file}.", mend="Set LOCKGATE_DATABASE_URL, or run `lockgate init` first."
        )
    return dbapi.connect(f"file:{quote(str(file.absolute()))}?mode=ro")


def _postgresql(database: Mapping[str, Any]) -> Any:
    if find_spec("adbc_driver_postgresql") is None:
        raise Invalid(
            "The database is PostgreSQL, and the driver that reads it as Arrow is not installed.",
            mend="Install it: pip install 'lockgate[postgres]'.",
        )
    from adbc_driver_postgresql import dbapi  # noqa: PLC0415  an extra, loaded where it is needed

    user, password = (quote(str(database.get(key) or ""), safe="") for key in ("USER", "PASSWORD"))
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    host, port = quote(str(database.get("HOST") or ""), safe=""), database.get("PORT")
    options = {name: value for name, value in database.get("OPTIONS", {}).items() if isinstance(value, str)}
    where = f"{who}{host}{f':{port}' if port else ''}/{quote(str(database['NAME']), safe='')}"
    return dbapi.connect(f"postgresql://{where}{'?' + urlencode(options) if options else ''}")
