"""Which act wrote each row last, and does the table hold what that act wrote? Pure; called by verify_reach.py.

Acts and rows are put into a temporary file that SQLite makes and removes, so that memory does not grow with them;
the order in which acts come does not matter.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

from lockgate.journal.named_rows import REMOVED, table_and_key

_TABLES = """
CREATE TABLE written (
    place TEXT, key TEXT, digest TEXT, act INTEGER, redacted_by INTEGER, PRIMARY KEY (place, key)
) WITHOUT ROWID;
CREATE TABLE held (key TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
"""
_WRITE = """
INSERT INTO written VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
SET digest = excluded.digest, act = excluded.act, redacted_by = excluded.redacted_by WHERE excluded.act >= act
"""
# A key that is held twice can only be one key written in two ways; then neither is what an act wrote.
_HOLD = "INSERT INTO held VALUES (?, ?) ON CONFLICT DO UPDATE SET digest = 'held twice'"
_DIFFERENCES = f"""
SELECT key, act, redacted_by, CASE
    WHEN redacted_by IS NOT NULL THEN 'not vouched for'
    WHEN written.digest = '{REMOVED}' THEN 'returned'
    WHEN held.digest IS NULL THEN 'missing'
    ELSE 'changed' END
FROM written LEFT JOIN held USING (key)
WHERE place = :place AND (redacted_by IS NOT NULL OR ifnull(held.digest, '{REMOVED}') <> written.digest)
UNION ALL
SELECT key, NULL, NULL, 'unrecorded'
FROM held WHERE NOT EXISTS (SELECT 1 FROM written WHERE place = :place AND written.key = held.key)
ORDER BY key
"""  # noqa: S608  a constant of this file


class Differs(StrEnum):
    """How a row of a table is not what the newest act that names it left behind."""

    CHANGED = "changed"
    MISSING = "missing"
    RETURNED = "returned"
    UNRECORDED = "unrecorded"
    NOT_VOUCHED_FOR = "not vouched for"


class Difference(NamedTuple):
    """A row that differs: its key, the journal row of the newest act that names it, and what redacted that, if any."""

    key: str
    act: int | None
    redacted_by: int | None
    how: Differs


class WrittenRows:
    """The newest act for each row, gathered act by act; use it in a `with`, which removes the temporary file."""

    def __enter__(self) -> Self:
        """Open the temporary file."""
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES + "BEGIN;")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        """Remove it."""
        self._file.close()

    def wrote(self, act: int, digests: Mapping[str, str]) -> None:
        """Take note of the rows that the act in this row of the journal wrote or removed, by their names."""
        self._file.executemany(_WRITE, ((*table_and_key(name), digest, act, None) for name, digest in digests.items()))

    def redacted(self, act: int, names: Iterable[str], *, by: int) -> None:
        """Take note of rows that an act wrote of which nothing more is known: `by` redacted it."""
        self._file.executemany(_WRITE, ((*table_and_key(name), None, act, by) for name in names))

    def tables(self) -> Iterator[tuple[str, int]]:
        """List the tables that acts named, each with the newest act that did."""
        yield from self._file.execute("SELECT place, max(act) FROM written GROUP BY place ORDER BY place").fetchall()

    def hold(self, held: Iterable[tuple[str, str]]) -> None:
        """Take the table that is to be compared now: the key and the digest of each of its rows."""
        self._file.execute("DELETE FROM held")
        self._file.executemany(_HOLD, held)

    def differences(self, table: str) -> Iterator[Difference]:
        """Compare the table that is held, which is the one of this name, with what was noted of it."""
        for key, act, redacted_by, how in self._file.execute(_DIFFERENCES, {"place": table}):
            yield Difference(key, act, redacted_by, Differs(how))
