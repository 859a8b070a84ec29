"""What may be done to the journal itself: redact personal content, by an act that stays to be seen."""

from django.db import transaction

from lockgate.core.errors import Invalid, NotFound, NotPossibleNow
from lockgate.core.permissions import Person, check_may
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.named_rows import UNVOUCHED, unvouched_by, written_by
from lockgate.journal.permissions import REDACT_ROW
from lockgate.journal.record import record
from lockgate.journal.recorded_act import RecordedAct


def redact_row(*, by: Person, row: int, reason: str) -> RecordedAct:
    """Remove the content and the actor's label of the row with this id; give back the act of the redaction.

    The row's act, subject, time, actor's id and digests stay, and verification names the redaction. The act of the
    redaction keeps the names of the table rows that the redacted act wrote: nothing vouches for them from now on,
    until another act writes them.

    Raises NotAllowed, Invalid without a reason, NotFound where there is no such row, NotPossibleNow where it is
    redacted already. Records `journal.redacted`.
    """
    check_may(by, REDACT_ROW)
    if not reason.strip():
        raise Invalid("A redaction needs a reason.", mend="Say in a sentence why.", fields={"reason": "is empty"})
    with transaction.atomic():
        found = Row.objects.select_for_update().filter(pk=row).first()
        if found is None:
            raise NotFound(f"The journal has no row {row}.", mend="Give the id of a row, as verification prints it.")
        if found.salt is None:
            raise NotPossibleNow(f"Row {row} of the journal has been redacted already.")
        unvouched = _unvouched_without(found)
        Row.objects.filter(pk=row).update(content=None, by_label="", salt=None)
        content = {"reason": reason.strip()} | ({UNVOUCHED: unvouched} if unvouched else {})
        return record(act=Act.JOURNAL_REDACTED, by=by.actor, subject=redacted_subject(row), content=content)


def _unvouched_without(row: Row) -> dict[str, list[str]]:
    """Name the table rows of which this journal row alone told; a redaction tells of those of the act it redacted."""
    told = unvouched_by(row.content) if row.act == Act.JOURNAL_REDACTED else {}
    if wrote := written_by(row.content):
        told[row.pk] = sorted(wrote)
    return {str(act): names for act, names in told.items()}


def redacted_subject(row_id: int) -> str:
    """Write the subject of a redaction: verification finds the redaction of a row by it."""
    return f"journal row {row_id}"
