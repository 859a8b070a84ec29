"""How an act gets into the journal: one row in the transaction of the act, then the reactions of later rooms.

Called by every service as its last step. A row is never written outside a transaction, so an act and its
row stand or fall together.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from lockgate.core import clock
from lockgate.core.actor import Actor
from lockgate.journal.acts import Act
from lockgate.journal.digest import canonical_json, closed_digest, row_digest
from lockgate.journal.models import SALT_LENGTH, Row
from lockgate.journal.named_rows import ROWS
from lockgate.journal.reach import digests_of
from lockgate.journal.reactions import reactions_to
from lockgate.journal.recorded_act import RecordedAct
from lockgate.journal.saved_rows import SavedRow

# Plain SQL, for each draw-down at a border writes one.
_INSERT = f"""
INSERT INTO {Row._meta.db_table} (act, by_id, by_label, subject, at, content, salt, closed_digest, digest)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""  # noqa: S608  the table's own name


def record(
    *,
    act: Act,
    by: Actor,
    subject: str,
    content: Mapping[str, Any] | None = None,
    rows: Iterable[Model | SavedRow] = (),
    removed: Iterable[Model] = (),
) -> RecordedAct:
    """Record that `by` did `act` on `subject`, writing or removing these rows, and call what reacts to it.

    `subject` names the thing and which one: "user 0197…", "application LG-2026-000123-4". It and `by.id`
    stay for ever and hold nothing personal; personal facts belong into `content`, which can be redacted.
    `content` holds text, whole numbers, lists and mappings; no floats (raises Invalid). `rows` are those of the
    tables in the journal's reach that this act saved, `removed` those that it is about to delete: what is digested, and
    kept under "rows" of the content, is what the database gives back, whatever the object in memory says. Raises
    RuntimeError outside a transaction, for a row that is not in the database, and for content that has "rows" of its
    own beside them. When a reaction raises, the whole transaction is undone, even if the caller catches the exception.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{act} was recorded outside a transaction; open one with transaction.atomic().")
    with transaction.atomic(savepoint=False):
        kept = dict(content or {})
        if digests := digests_of(rows, removed):
            if ROWS in kept:
                raise RuntimeError(f"The content of {act} has {ROWS!r} of its own; call that something else.")
            kept[ROWS] = digests
        row, at = _write(act, by, subject, canonical_json(kept) if kept or content is not None else None)
        recorded = RecordedAct(row, act, by, subject, at, content or {})
        for _, react in reactions_to(act):
            react(recorded)
    return recorded


def _write(act: Act, by: Actor, subject: str, content: str | None) -> tuple[int, datetime]:
    at = clock.now()
    salt = secrets.token_hex(SALT_LENGTH // 2)
    closed = closed_digest(salt=salt, by_label=by.label, content=content)
    digest = row_digest(act=act, by_id=by.id, subject=subject, at=at, closed=closed)
    stored_at = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [act.value, by.id, by.label, subject, stored_at, content, salt, closed, digest])
        return cursor.fetchone()[0], at
