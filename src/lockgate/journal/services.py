"""What may be done to the journal itself: redact personal content, by an act that stays to be seen."""

from django.db import transaction

from lockgate.core.actor import Actor
from lockgate.core.errors import Invalid, NotFound, NotPossibleNow
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.record import record
from lockgate.journal.recorded_act import RecordedAct


@transaction.atomic
def redact(*, by: Actor, row: int, reason: str) -> RecordedAct:
    """Remove the content and the actor's label of the row with this id; give back the act of the redaction.

    The row's act, subject, time, actor's id and digests stay, and verification names the redaction.
    Raises Invalid without a reason, NotFound where there is no such row, NotPossibleNow where it is
    redacted already. Records `journal.redacted`.
    """
    if not reason.strip():
        raise Invalid("A redaction needs a reason.", mend="Say in a sentence why.", fields={"reason": "is empty"})
    found = Row.objects.select_for_update().filter(pk=row).first()
    if found is None:
        raise NotFound(f"The journal has no row {row}.", mend="Give the id of a row, as verification prints it.")
    if found.salt is None:
        raise NotPossibleNow(f"Row {row} of the journal has been redacted already.")
    Row.objects.filter(pk=row).update(content=None, by_label="", salt=None)
    return record(act=Act.JOURNAL_REDACTED, by=by, subject=redacted_subject(row), content={"reason": reason.strip()})


def redacted_subject(row_id: int) -> str:
    """Write the subject of a redaction: verification finds the redaction of a row by it."""
    return f"journal row {row_id}"
