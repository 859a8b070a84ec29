"""The guards of the ledger on SQLite: the foreign key to the entry before, and triggers that hold every rule again.

Foreign keys and CHECKs are settings of the connection on SQLite, and `INSERT OR REPLACE` deletes without firing a
trigger of deletion; the triggers here are no setting, and see each such try before anything is written.
"""

from django.db.backends.utils import CursorWrapper

from lockgate.licences.ledger.lawful import BESIDE_OTHERS, LINKED, LINKING, RULES, TABLE, written
from lockgate.licences.ledger.tables import COLUMNS

LINK = f'CONSTRAINT ledger_link FOREIGN KEY ({", ".join(LINKING)}) REFERENCES "{TABLE}" ({", ".join(LINKED)})'


def _refuse(name: str, rule: str) -> str:
    return f"SELECT RAISE(ABORT, '{name}') WHERE ({rule}) IS NOT TRUE;"


def _is_id(cell: str) -> str:
    return f"typeof({cell}) = 'text' AND length({cell}) = 32 AND {cell} NOT GLOB '*[^0-9a-f]*'"


def _triggers() -> dict[str, str]:
    rules = {name: written(rule, COLUMNS, prefix="NEW.") for name, rule in {**BESIDE_OTHERS, **RULES}.items()}
    rules["ledger_ids_are_ids"] = f"{_is_id('NEW.id')} AND (NEW.by IS NULL OR {_is_id('NEW.by')})"
    # NEW.rowid is -1 before the insertion where none was given.
    rules["ledger_place_once"] = f"NOT EXISTS (SELECT 1 FROM {TABLE} AS held WHERE held.rowid = NEW.rowid)"  # noqa: S608
    bodies = {
        "ledger_insert": ("BEFORE INSERT", "\n".join(_refuse(name, rule) for name, rule in rules.items())),
        "ledger_inserted": ("AFTER INSERT", _refuse("ledger_place_positive", "NEW.rowid > 0")),
        "ledger_update": ("BEFORE UPDATE", _refuse("ledger_entries_never_change", "FALSE")),
        "ledger_delete": ("BEFORE DELETE", _refuse("ledger_entries_are_kept", "FALSE")),
    }
    return {
        name: f"CREATE TRIGGER {name} {when} ON {TABLE} BEGIN\n{body}\nEND" for name, (when, body) in bodies.items()
    }


TRIGGERS = _triggers()
"""Each trigger's statement, by its name, as the database keeps it."""


def make(cursor: CursorWrapper) -> None:
    """Make every guard that is missing or other than it should be."""
    if LINK not in _table_sql(cursor):
        _link(cursor)
    held = _held_triggers(cursor)
    for name, statement in TRIGGERS.items():
        if held.get(name) != statement:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(statement)


def missing(cursor: CursorWrapper) -> list[str]:
    """Name every guard that is missing or other than it should be."""
    held = _held_triggers(cursor)
    wrong = [f"trigger {name}" for name, statement in TRIGGERS.items() if held.get(name) != statement]
    table = _table_sql(cursor)
    wrong += [f"check {name}" for name, rule in RULES.items() if f"({written(rule, COLUMNS)})" not in table]
    return wrong if LINK in table else ["foreign key ledger_link", *wrong]


def _held_triggers(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
    return dict(cursor.fetchall())


def _table_sql(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [TABLE])
    return str(cursor.fetchone()[0])


def _link(cursor: CursorWrapper) -> None:
    """Build the table again with the foreign key, which SQLite can add in no other way."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql NOT NULL", [TABLE])
    indexes = [sql for (sql,) in cursor.fetchall()]
    linked = f"{_table_sql(cursor).rstrip().removesuffix(')')}, {LINK})"
    cursor.execute(linked.replace(TABLE, f"new__{TABLE}"))  # so that its entries refer to each other, not to the old
    cursor.execute(f"INSERT INTO new__{TABLE} SELECT * FROM {TABLE}")  # noqa: S608  the table's own name
    cursor.execute(f"DROP TABLE {TABLE}")
    cursor.execute(f"ALTER TABLE new__{TABLE} RENAME TO {TABLE}")
    for index in indexes:
        cursor.execute(index)
