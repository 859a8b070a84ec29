"""Which tables the journal vouches for, and how a row of one of them is digested.

A service hands the rows it wrote or removed to `record`; the act keeps the digest of each. Verification then holds
every row of these tables against the newest act that wrote it, so a row changed behind the services is named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from lockgate.journal.digest import canonical_json, written
from lockgate.journal.named_rows import REMOVED, row_name
from lockgate.journal.saved_rows import SavedRow, saved_rows


class Reach(NamedTuple):
    """A table that the journal vouches for, and its columns: all but those that change without an act.

    `added` are those of them that the table got later: where one is null, a row is digested as it was before.
    """

    model: type[Model]
    columns: tuple[str, ...]
    added: frozenset[str] = frozenset()


_reach: dict[str, Reach] = {}
_PLAIN: Mapping[type, Callable[[Any], str]] = {UUID: str, datetime: written, date: date.isoformat}
"""How a cell is written that is no text and no number."""


def vouch_for(model: type[Model], *, except_for: Iterable[str] = (), added: Iterable[str] = ()) -> None:
    """Have the journal vouch for a table; a room calls it in `ready` of its apps.py, once for each of its tables.

    A column that a migration added to a table must be named in `added` and be null in the rows that were there: else
    verification takes each of them for one that was changed behind the services.
    """
    left_out = frozenset(except_for)
    columns = tuple(sorted(field.attname for field in model._meta.concrete_fields if field.attname not in left_out))
    _reach[model._meta.db_table] = Reach(model, columns, frozenset(added))


def tables() -> Mapping[str, Reach]:
    """Return the tables that the journal vouches for, by their name."""
    return _reach


def row_digest_of(table: str, values: Mapping[str, Any]) -> str:
    """Hash a row of a table: SHA-256 over its vouched columns, named, as canonical JSON."""
    held = {}
    reach = _reach[table]
    for column in reach.columns:
        value = values[column]
        if value is None and column in reach.added:
            continue
        plain = _PLAIN.get(type(value))
        held[column] = plain(value) if plain else value
    return sha256(f"lockgate row 1\n{table}\n{canonical_json(held)}".encode()).hexdigest()


def digests_of(rows: Iterable[Model | SavedRow], removed: Iterable[Model] = ()) -> dict[str, str]:
    """Digest rows as the database gives them back now, by their names; a row that was removed is told as such.

    Raises KeyError for a row of a table that the journal does not vouch for: its room's apps.py has to say so.
    Raises RuntimeError for a row that is not in the database, and for a removed one that has lost its key.
    """
    found: dict[str, str] = {}
    for row in _as_saved(rows):
        found[row_name(row.table, row.key)] = row_digest_of(row.table, row.values)
    return found | {_name_of_removed(row): REMOVED for row in removed}


def _as_saved(rows: Iterable[Model | SavedRow]) -> Iterator[SavedRow]:
    """Read the rows of which only an object is known, table by table; the others the database has just given back."""
    keys: dict[str, set[Any]] = {}
    for row in rows:
        if isinstance(row, SavedRow):
            yield row
        else:
            keys.setdefault(row._meta.db_table, set()).add(row._meta.pk.to_python(row.pk))
    for table, named in keys.items():
        for row in saved_rows(_reach[table].model, list(named)):
            named.remove(row.key)
            yield row
        for key in named:
            raise RuntimeError(f"{row_name(table, key)} was handed to the journal, and is not in the database.")


def _name_of_removed(row: Model) -> str:
    table = _reach[row._meta.db_table].model._meta.db_table
    if row.pk is None:
        raise RuntimeError(f"A row removed from {table} has no key any more: record the act, then delete the row.")
    return row_name(table, row._meta.pk.to_python(row.pk))
