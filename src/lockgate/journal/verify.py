"""Is the journal what was sealed, and do the tables hold what its acts wrote? Reads all, writes nothing, names faults.

Called by `lockgate journal verify`; reads streams, as of one moment. Rows that were never sealed cannot be vouched
for: they are counted and said. What somebody with the seal key rewrote, or cut off at the end, shows against a
published head. How the tables are held against the acts stands in verify_reach.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Max, Q

from lockgate.journal import faults
from lockgate.journal.acts import Act
from lockgate.journal.faults import Fault, LeafRead, RowRead, SealRead
from lockgate.journal.head import Head
from lockgate.journal.models import Row, Seal, SealLeaf
from lockgate.journal.named_rows import unvouched_by, written_by
from lockgate.journal.reach import tables
from lockgate.journal.seal_key import trusted_public_keys
from lockgate.journal.services import redacted_subject
from lockgate.journal.snapshot import one_moment
from lockgate.journal.verify_reach import NotVouchedFor, reach_findings
from lockgate.journal.written_rows import WrittenRows

FAULTS_MAX = 1000
"""Faults, and rows not vouched for, that are named; beyond them they are counted."""
CHUNK = 2000


class RedactedRow(NamedTuple):
    """A row whose content was redacted, and by which act: that row's id, its time and its actor."""

    row: int
    act: str
    subject: str
    redacted_by_row: int
    redacted_at: datetime
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
    at: datetime
    by: str


def verify_journal(*, published: Head | None = None) -> Verification:
    """Verify every seal, leaf and row, and every row of every table that the acts vouch for.

    Compares with a head that was published, where one is given.
    """
    with one_moment(), WrittenRows() as written:
        found = _verify_seals(written, published)
        found.tables = len(tables())
        found.add(reach_findings(written))
    return found


def _verify_seals(written: WrittenRows, published: Head | None) -> Verification:
    latest = _seal_read(None)
    found = Verification(head=latest.published() if latest else None)
    # What is sealed while this runs counts as not sealed yet, so that both streams speak of one state.
    last = max(
        latest.sequence if latest else 0,
        SealLeaf.objects.aggregate(last=Max("seal_id"))["last"] or 0,
    )
    trusted = trusted_public_keys()
    redactions = _redactions()
    before: SealRead | None = None
    for seal, leaves in _sealed(last):
        if seal is None:
            found.add((faults.leaves_without_seal(leaves),))
        else:
            found.seals += 1
            found.add(faults.seal_faults(seal, before, trusted))
            found.add(faults.leaves_faults(seal, leaves))
            before = seal
        for leaf in leaves:
            found.rows += 1
            if leaf.row is None:
                found.add((faults.missing_row(leaf),))
            else:
                _check_row(leaf.row, leaf, redactions, found, written)
    for row in _not_sealed(last):
        found.unsealed += 1
        _check_row(row, None, redactions, found, written)
    if published:
        found.add(faults.published_faults(published, _seal_read(published.sequence), found.head, trusted))
    return found


def _check_row(
    row: RowRead, leaf: LeafRead | None, redactions: dict[str, Redaction], found: Verification, written: WrittenRows
) -> None:
    wrong = tuple(faults.row_faults(row, leaf))
    found.add(wrong)
    if row.salt is not None:
        if not wrong:  # only an act that is whole may say what a table should hold
            _take_note(row, written)
        return
    redaction = redactions.get(redacted_subject(row.id))
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
    rows = Row.objects.filter(act=Act.JOURNAL_REDACTED).values_list("subject", "id", "at", "by_label", "by_id")
    return {subject: Redaction(row_id, at, label or actor) for subject, row_id, at, label, actor in rows.iterator()}


def _seal_read(sequence: int | None) -> SealRead | None:
    """Read the seal of this number, or the newest where None is given."""
    seals = Seal.objects.order_by("-sequence") if sequence is None else Seal.objects.filter(sequence=sequence)
    values = seals.values_list(*SealRead._fields).first()
    return SealRead(*values) if values else None


def _sealed(last: int) -> Iterator[tuple[SealRead | None, list[LeafRead]]]:
    """Each seal up to number `last` with its leaves by position; None for leaves whose seal is gone."""
    groups = groupby(_leaves(last), key=lambda leaf: leaf.seal)
    group = next(groups, None)
    seals = Seal.objects.filter(sequence__lte=last).order_by("sequence").values_list(*SealRead._fields)
    for seal in (SealRead(*values) for values in seals.iterator(chunk_size=CHUNK)):
        while group and group[0] < seal.sequence:
            yield None, list(group[1])
            group = next(groups, None)
        if group and group[0] == seal.sequence:
            yield seal, list(group[1])
            group = next(groups, None)
        else:
            yield seal, []
    while group:
        yield None, list(group[1])
        group = next(groups, None)


def _leaves(last: int) -> Iterator[LeafRead]:
    """Each leaf with its row: two streams in one order, of which that of the rows lacks those that are gone."""
    leaves = SealLeaf.objects.filter(seal_id__lte=last).order_by("seal_id", "position")
    rows = Row.objects.filter(leaf__seal_id__lte=last).order_by("leaf__seal_id", "leaf__position")
    present = (RowRead(*values) for values in rows.values_list(*RowRead._fields).iterator(chunk_size=CHUNK))
    row = next(present, None)
    fields = leaves.values_list("seal_id", "position", "row_id", "leaf_hash")
    for seal, position, row_id, hashed in fields.iterator(chunk_size=CHUNK):
        if row and row.id == row_id:
            yield LeafRead(seal, position, row_id, hashed, row)
            row = next(present, None)
        else:
            yield LeafRead(seal, position, row_id, hashed, None)


def _not_sealed(last: int) -> Iterator[RowRead]:
    rows = Row.objects.filter(Q(leaf__isnull=True) | Q(leaf__seal_id__gt=last)).order_by("id")
    return (RowRead(*values) for values in rows.values_list(*RowRead._fields).iterator(chunk_size=CHUNK))
