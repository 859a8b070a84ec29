"""Is a chain what it should be? Every entry against the one before, what it resolves, and its act in the journal. Pure.

The database refuses most of this when it is written; here it is proved again from what is stored, by other means, for
an auditor who trusts neither the triggers nor us. reconcile.py reads the rows and hands them over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from lockgate.journal.acts import Act
from lockgate.licences.ledger.entry import NOTHING, RESOLVING, REVERSIBLE, Kind, Totals

ACTS: Mapping[Kind, tuple[Act, ...]] = {
    Kind.AMOUNT: (Act.LICENCE_ISSUED, Act.LICENCE_IMPORTED),
    Kind.DRAW_DOWN: (Act.DRAWN_DOWN,),
    Kind.RESERVE: (Act.RESERVED,),
    Kind.CONFIRM: (Act.RESERVATION_CONFIRMED,),
    Kind.VOID: (Act.RESERVATION_VOIDED,),
    Kind.EXPIRE: (Act.RESERVATION_EXPIRED,),
    Kind.REVERSE: (Act.DRAW_DOWN_REVERSED,),
}
"""The acts that lawfully write each kind of entry."""


class FaultKind(StrEnum):
    """What is wrong. The values are printed and never renamed."""

    EMPTY = "no entry"
    LINK = "does not go on from the entry before"
    TOTAL = "wrong total"
    OVERDRAWN = "more than allowed"
    RESOLVES = "resolves what it cannot"
    TWICE = "reservation ended twice"
    REVERSED = "more taken back than was drawn down"
    AMOUNT = "unlawful amount"
    UNRECORDED = "no act in the journal"
    OTHER_ACT = "another act in the journal"
    CHANGED = "not as its act wrote it"
    MISSING = "an act's entry is missing"
    NO_LINE = "belongs to no licence line"
    UNREADABLE = "holds what its columns cannot"


class Fault(NamedTuple):
    """A fault on a line: what, at which entry (0 where it is none), and a sentence."""

    kind: FaultKind
    line: str
    sequence: int
    sentence: str


class Held(NamedTuple):
    """An entry as it is stored: what a chain rests on, the number that it says stood before it, its row's digest.

    `odd` tells the cells that hold what their columns cannot; then there is no digest.
    """

    id: UUID
    sequence: int
    previous_sequence: int | None
    kind: Kind
    amount: int
    before: Totals
    after: Totals
    resolves: UUID | None
    digest: str
    odd: str = ""


class Unreadable(NamedTuple):
    """An entry of which nothing follows, because a cell on which the chain rests holds what its column cannot."""

    id: str
    sequence: int
    odd: str


class Vouched(NamedTuple):
    """That an act wrote a row: which act, in which row of the journal, and the digest of what it wrote."""

    act: str
    journal_row: int
    digest: str


def faults_of(
    line: str,
    allowed: int,
    entries: Iterable[Held | Unreadable],
    vouched: Mapping[str, Vouched],
    redacted: Collection[str] = (),
) -> Iterator[Fault]:
    """Yield every fault of the chain of a line that allows so much.

    `vouched` holds what acts say of its entries, by the entry's id as text, `redacted` the entries whose act was
    redacted.
    """
    walk = _Walk(allowed, vouched, redacted)
    there = set()
    for held in entries:
        there.add(str(held.id))
        if isinstance(held, Unreadable):
            yield Fault(FaultKind.UNREADABLE, line, max(held.sequence, 0), f"Entry {held.id}: {held.odd}.")
            continue
        for kind, sentence in walk.step(held):
            yield Fault(kind, line, held.sequence, sentence)
    if not there:
        yield Fault(FaultKind.EMPTY, line, 0, "The chain has no entry, so nothing says how much may leave.")
    for entry, act in vouched.items():
        if entry not in there:
            yield Fault(
                FaultKind.MISSING, line, 0, f"Row {act.journal_row} of the journal wrote entry {entry}; it is gone."
            )


class _Walk:
    """A chain from its first entry to its last; it keeps the kind and amount of each for those that name it later."""

    def __init__(self, allowed: int, vouched: Mapping[str, Vouched], redacted: Collection[str]) -> None:
        self.allowed = allowed
        self.vouched = vouched
        self.redacted = redacted
        self.sequence = 0
        self.totals = NOTHING
        self.seen: dict[UUID, tuple[Kind, int]] = {}
        self.ended: set[UUID] = set()
        self.taken_back: dict[UUID, int] = defaultdict(int)

    def step(self, entry: Held) -> Iterator[tuple[FaultKind, str]]:
        """Yield what is wrong with the next entry, and go on from it as it is stored."""
        if entry.before != self.totals or (entry.previous_sequence or 0, entry.sequence - 1) != (self.sequence,) * 2:
            yield FaultKind.LINK, f"It goes on from {_said(entry.before)}; before it stood {_said(self.totals)}."
        yield from self._resolution(entry)
        yield from self._sums(entry)
        yield from self._act(entry)
        self.seen[entry.id] = (entry.kind, entry.amount)
        self.sequence, self.totals = entry.sequence, entry.after

    def _sums(self, entry: Held) -> Iterator[tuple[FaultKind, str]]:
        reserved = self.seen.get(entry.resolves, (entry.kind, 0))[1] if entry.resolves else 0
        due = entry.before.after(entry.kind, entry.amount, reserved=reserved)
        if entry.after != due or entry.amount <= 0:
            yield FaultKind.TOTAL, f"After it: {_said(entry.after)}; {entry.kind.words} makes it {_said(due)}."
        if min(entry.after) < 0 or entry.after.free < 0:
            yield FaultKind.OVERDRAWN, f"After it: {_said(entry.after)}."
        if entry.kind is Kind.AMOUNT and (entry.amount != self.allowed or entry.sequence != 1):
            yield FaultKind.AMOUNT, f"It allows {entry.amount}; the licence line says {self.allowed}."

    def _resolution(self, entry: Held) -> Iterator[tuple[FaultKind, str]]:
        wanted: tuple[Kind, ...] = (
            (Kind.RESERVE,) if entry.kind in RESOLVING else REVERSIBLE if entry.kind is Kind.REVERSE else ()
        )
        if bool(wanted) != (entry.resolves is not None):
            yield FaultKind.RESOLVES, f"{entry.kind.words.capitalize()} names {entry.resolves or 'no entry'}."
        if not wanted or entry.resolves is None:
            return
        kind, amount = self.seen.get(entry.resolves, (None, 0))
        if kind not in wanted:
            yield (
                FaultKind.RESOLVES,
                f"It names {entry.resolves}, which is {kind.words if kind else 'no earlier entry of this line'}.",
            )
        if entry.kind is Kind.REVERSE:
            self.taken_back[entry.resolves] += entry.amount
            if self.taken_back[entry.resolves] > amount:
                yield FaultKind.REVERSED, f"{self.taken_back[entry.resolves]} was taken back of {amount}."
            return
        if entry.resolves in self.ended:
            yield FaultKind.TWICE, f"The reservation {entry.resolves} was ended before."
        self.ended.add(entry.resolves)

    def _act(self, entry: Held) -> Iterator[tuple[FaultKind, str]]:
        if entry.odd:
            yield FaultKind.UNREADABLE, f"Entry {entry.id}: {entry.odd}."
        if str(entry.id) in self.redacted:
            return
        act = self.vouched.get(str(entry.id))
        if act is None:
            kind = FaultKind.AMOUNT if entry.kind is Kind.AMOUNT else FaultKind.UNRECORDED
            yield kind, f"No act in the journal wrote entry {entry.id}."
        elif act.act not in ACTS[entry.kind]:
            yield FaultKind.OTHER_ACT, f"Row {act.journal_row} of the journal is {act.act}."
        elif act.digest != entry.digest and not entry.odd:
            yield FaultKind.CHANGED, f"Row {act.journal_row} of the journal wrote something else."


def _said(totals: Totals) -> str:
    return f"drawn {totals.drawn}, reserved {totals.reserved}, allowed {totals.allowed}"
