"""Is the journal what was sealed, and do the tables hold what its acts wrote? Reads all, writes nothing, names faults.

Called by `lockgate journal verify`; reads streams, as of one moment. Rows that were never sealed cannot be vouched
for: they are counted and said. What somebody with the seal key rewrote, or cut off at the end, shows against a
published head. sealed_rows.py reads the journal's own tables, verify_reach.py holds the others against the acts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from lockgate.journal import faults
from lockgate.journal.acts import Act
from lockgate.journal.as_stored import any_text
from lockgate.journal.faults import Fault, LeafRead, RowRead, SealRead
from lockgate.journal.head import Head
from lockgate.journal.named_rows import unvouched_by, written_by
from lockgate.journal.reach import tables
from lockgate.journal.seal_key import trusted_public_keys
from lockgate.journal.sealed_rows import not_sealed, redactions, sealed
from lockgate.journal.services import redacted_subject
from lockgate.journal.snapshot import one_moment
from lockgate.journal.verify_reach import NotVouchedFor, reach_findings
from lockgate.journal.written_rows import WrittenRows

FAULTS_MAX = 1000
"""Faults, and rows not vouched for, that are named; beyond them they are counted."""


class RedactedRow(NamedTuple):
    """A row whose content was redacted, and by which act: that row's id, its time and its actor."""

    row: int
    act: str
    subject: str
    redacted_by_row: int
    redacted_at: datetime | str
    redacted_by: str


@dataclass
class Verification:
    """What was found. `rows` and `seals` were verified; `unsealed` rows are held by no seal yet.

    `tables` were held against the acts; for the table rows in `not_vouched_for`, the act that wrote them was redacted.
    """

    head: Head | None
    rows: int = 0
    seals: int = 0
    unsealed: int = 0
    tables: int = 0
    redacted: list[RedactedRow] = field(default_factory=list)
    not_vouched_for: list[NotVouchedFor] = field(default_factory=list)
    not_vouched_for_count: int = 0
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong with what was sealed."""
        return self.fault_count == 0

    def add(self, found: Iterable[Fault | NotVouchedFor]) -> None:
        """Count what was found of each sort, and keep FAULTS_MAX of it."""
        for one in found:
            if isinstance(one, Fault):
                self.fault_count += 1
                if len(self.faults) < FAULTS_MAX:
                    self.faults.append(one)
            else:
                self.not_vouched_for_count += 1
                if len(self.not_vouched_for) < FAULTS_MAX:
                    self.not_vouched_for.append(one)


class Redaction(NamedTuple):
    """The row of an act that redacted another row."""

    row: int
    at: datetime | str
    by: str


def verify_journal(*, published: Head | None = None) -> Verification:
    """Verify every seal, leaf and row, and every row of every table that the acts vouch for.

    Compares with a head that was published, where one is given.
    """
    with one_moment(), any_text(), WrittenRows() as written:
        found = _verify_seals(written, published)
        found.tables = len(tables())
        found.add(reach_findings(written))
    return found


def _verify_seals(written: WrittenRows, published: Head | None) -> Verification:
    found = Verification(head=None)
    trusted = trusted_public_keys()
    acts_of_redaction = _redactions()
    before: SealRead | None = None
    same_number: SealRead | None = None
    for seal, leaves in sealed():
        if seal is None:
            found.add(faults.leaves_without_seal(leaves))
        else:
            found.seals += 1
            found.add(faults.seal_faults(seal, before, trusted))
            if seal.has_number:
                found.add(faults.leaves_faults(seal, leaves))
                before = seal
            same_number = seal if published and seal.sequence == published.sequence else same_number
        for leaf in leaves:
            found.rows += 1
            if leaf.row is None:
                found.add((faults.missing_row(leaf),))
            else:
                _check_row(leaf.row, leaf, acts_of_redaction, found, written)
    for row in not_sealed():
        found.unsealed += 1
        _check_row(row, None, acts_of_redaction, found, written)
    found.head = before and before.published()
    if published:
        found.add(faults.published_faults(published, same_number, found.head, trusted))
    return found


def _check_row(
    row: RowRead,
    leaf: LeafRead | None,
    acts_of_redaction: dict[str, Redaction],
    found: Verification,
    written: WrittenRows,
) -> None:
    wrong = tuple(faults.row_faults(row, leaf))
    found.add(wrong)
    if row.salt is not None:
        if not wrong:  # only an act that is whole may say what a table should hold
            _take_note(row, written)
        return
    redaction = acts_of_redaction.get(redacted_subject(row.id))
    if redaction:
        found.redacted.append(RedactedRow(row.id, row.act, row.subject, *redaction))
    else:
        found.add((faults.redacted_without_act(row, leaf),))


def _take_note(row: RowRead, written: WrittenRows) -> None:
    written.wrote(row.id, written_by(row.content))
    if row.act == Act.JOURNAL_REDACTED:
        for act, names in unvouched_by(row.content).items():
            written.redacted(act, names, by=row.id)


def _redactions() -> dict[str, Redaction]:
    return {row.subject: Redaction(row.id, row.at, row.by_label or row.by_id) for row in redactions()}
