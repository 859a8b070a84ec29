"""What is wrong with a row of a table that the journal vouches for? Pure; called by verify_reach.py."""

from typing import NamedTuple

from lockgate.journal.faults import Fault, FaultKind
from lockgate.journal.written_rows import Difference, Differs


class ActRead(NamedTuple):
    """An act as a fault names it: its row in the journal, what it was, on what, when, by whom."""

    row: int
    act: str
    subject: str
    at: str
    by: str

    def __str__(self) -> str:
        return f"{self.act} on {self.subject} by {self.by} at {self.at}, row {self.row} of the journal"


_KINDS = {
    Differs.CHANGED: FaultKind.CHANGED_TABLE_ROW,
    Differs.MISSING: FaultKind.MISSING_TABLE_ROW,
    Differs.RETURNED: FaultKind.RETURNED_TABLE_ROW,
    Differs.UNRECORDED: FaultKind.UNRECORDED_TABLE_ROW,
}
_SENTENCES = {
    Differs.CHANGED: "holds something else than the last act on it wrote ({act})",
    Differs.MISSING: "is missing; the last act on it wrote it ({act})",
    Differs.RETURNED: "is there again, and an act removed it ({act})",
    Differs.UNRECORDED: "is there, and no act of the journal wrote it",
}


def table_fault(table: str, difference: Difference, act: ActRead | None) -> Fault:
    """Name a row that differs, with the act that wrote it last; not for one that is merely not vouched for."""
    text = _SENTENCES[difference.how].format(act=act)
    return Fault(
        _KINDS[difference.how],
        f"{table} {difference.key} {text}.",
        row=difference.act,
        act=act and act.act,
        subject=act and act.subject,
        table=table,
        key=difference.key,
    )


def unknown_table(table: str, act: int) -> Fault:
    """Name a table that acts wrote and for which this Lockgate does not vouch."""
    text = f"Acts up to row {act} of the journal wrote rows of {table}, for which this Lockgate does not vouch."
    return Fault(FaultKind.UNKNOWN_TABLE, text, row=act, table=table)
