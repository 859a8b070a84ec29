"""The guards of the ledger on PostgreSQL: the foreign key to the entry before, and triggers that hold every rule again.

The triggers are ENABLE ALWAYS: a session that calls itself a replica switches foreign keys off, and not these.
"""

from django.db.backends.utils import CursorWrapper

from lockgate.licences.ledger.lawful import BESIDE_OTHERS, LINKED, LINKING, RULES, TABLE, written
from lockgate.licences.ledger.tables import COLUMNS

LINK = f"FOREIGN KEY ({', '.join(LINKING)}) REFERENCES {TABLE}({', '.join(LINKED)})"


def _refuse(name: str, rule: str) -> str:
    return f"IF ({rule}) IS NOT TRUE THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF;"


def _functions() -> dict[str, str]:
    rules = {name: written(rule, COLUMNS, prefix="NEW.") for name, rule in {**BESIDE_OTHERS, **RULES}.items()}
    lawful = "\n".join(_refuse(name, rule) for name, rule in rules.items())
    # Emptying an empty table harms nothing.
    kept = _refuse("ledger_entries_are_kept", f"TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT 1 FROM {TABLE})")  # noqa: S608
    return {
        "ledger_lawful": f"BEGIN\n{lawful}\nRETURN NEW;\nEND",
        "ledger_kept": f"BEGIN\n{kept}\nRETURN NULL;\nEND",
    }


FUNCTIONS = _functions()
"""The body of each function, by its name."""
TRIGGERS = {
    "ledger_insert": f"BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION ledger_lawful()",
    "ledger_change": f"BEFORE DELETE OR UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION ledger_kept()",
    "ledger_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION ledger_kept()",
}
"""What follows the name of each trigger, as the database writes it."""


def make(cursor: CursorWrapper) -> None:
    """Make every guard that is missing or other than it should be."""
    if not missing(cursor):
        return
    for name, body in FUNCTIONS.items():
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$\n{body}\n$guard$"
        )
    for name, rest in TRIGGERS.items():
        cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")
        cursor.execute(f"CREATE TRIGGER {name} {rest}")
        cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}")
    cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS ledger_link")
    cursor.execute(f"ALTER TABLE {TABLE} ADD CONSTRAINT ledger_link {LINK}")


def missing(cursor: CursorWrapper) -> list[str]:
    """Name every guard that is missing, switched off, or other than it should be."""
    cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s)", [list(FUNCTIONS)])
    bodies = dict(cursor.fetchall())
    wrong = [f"function {name}" for name, body in FUNCTIONS.items() if bodies.get(name, "").strip() != body]
    cursor.execute(
        "SELECT tgname, pg_get_triggerdef(oid, true) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'A'",
        [TABLE],
    )
    held = dict(cursor.fetchall())
    wrong += [f"trigger {name}" for name, rest in TRIGGERS.items() if held.get(name) != f"CREATE TRIGGER {name} {rest}"]
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid, true) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND convalidated",
        [TABLE],
    )
    constraints = dict(cursor.fetchall())
    wrong += [f"check {name}" for name in RULES if name not in constraints]
    return wrong if constraints.get("ledger_link") == LINK else ["foreign key ledger_link", *wrong]
