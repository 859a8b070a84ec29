"""Stating the end use of a draft."""

from __future__ import annotations

from lockgate.applications.end_use import EndUse, checked_end_use
from lockgate.applications.models import Application
from lockgate.applications.permissions import STATE_END_USE
from lockgate.applications.services.changing import changing
from lockgate.core.permissions import Person
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.regimes.shelf import law_of


def state_end_use(*, by: Person, application: str, end_use: EndUse, seen: int | None = None) -> Application:
    """State the end use of a draft, in place of what was stated before. Records `end_use.stated`.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow, and Invalid with every field that is wrong.
    """
    act = Act.END_USE_STATED
    with changing(by=by, application=application, permission=STATE_END_USE, act=act, seen=seen) as held:
        stated = checked_end_use(law_of(held.regime), end_use)
        held.end_uses, held.end_use_text, held.answers = list(stated.words), stated.text, dict(stated.answers)
        held.save(update_fields=["end_uses", "end_use_text", "answers", "version"])
        content = {"words": held.end_uses, "answers": held.answers}
        record(act=act, by=by.actor, subject=f"application {held.reference}", content=content, rows=[held])
    return held
