"""What is wrong with a row, with the leaves of a seal, with the chain of seals? Pure; called by verify.py.

Every fault names what it is about, in a sentence for the person who must look into it. A fault that was
covered up down to the leaves cannot be pinned on one row; then the seal and the span of its rows are named.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from lockgate.journal.digest import NO_HEAD, closed_digest, leaf_data, row_digest, seal_head
from lockgate.journal.head import Head
from lockgate.journal.merkle import leaf_hash, merkle_root

SEARCH_LEAVES_MAX = 300
"""Up to so many leaves, the one that was put between others is searched for; it costs the square of them."""


class FaultKind(StrEnum):
    """The kinds of fault. The values are printed with --json and never renamed."""

    CHANGED_ROW = "changed_row"
    MISSING_ROW = "missing_row"
    REORDERED_ROW = "reordered_row"
    INSERTED_ROW = "inserted_row"
    REDACTED_WITHOUT_ACT = "redacted_without_act"
    CHANGED_SEAL = "changed_seal"
    MISSING_SEAL = "missing_seal"
    BROKEN_CHAIN = "broken_chain"
    FORGED_SIGNATURE = "forged_signature"
    UNTRUSTED_KEY = "untrusted_key"
    CHANGED_TABLE_ROW = "changed_table_row"
    MISSING_TABLE_ROW = "missing_table_row"
    RETURNED_TABLE_ROW = "returned_table_row"
    UNRECORDED_TABLE_ROW = "unrecorded_table_row"
    UNKNOWN_TABLE = "unknown_table"
    TRUNCATED = "truncated"
    REWRITTEN = "rewritten"


class Fault(NamedTuple):
    """One thing that is wrong: its kind, a sentence, and what it is about as far as that is known.

    `row` is a row of the journal. A fault in another table names that, and the key of its row; `row`, `act` and
    `subject` are then those of the act that wrote it last.
    """

    kind: FaultKind
    sentence: str
    seal: int | None = None
    row: int | None = None
    act: str | None = None
    subject: str | None = None
    table: str | None = None
    key: str | None = None


class RowRead(NamedTuple):
    """A row as it is in the database; `at` is text where that holds no time."""

    id: int
    act: str
    by_id: str
    by_label: str
    subject: str
    at: datetime | str
    content: str | None
    salt: str | None
    closed_digest: str
    digest: str


class LeafRead(NamedTuple):
    """A leaf as it is in the database, with the row that it names, or None where that row is gone."""

    seal: int
    position: int
    row_id: int
    leaf_hash: str
    row: RowRead | None

    @property
    def place(self) -> str:
        """Where it says that the row lies."""
        position = f"position {self.position}" if self.position >= 0 else "no position"
        return f"{position} of {f'seal {self.seal}' if self.seal >= 1 else 'no seal'}"


class SealRead(NamedTuple):
    """A seal as it is in the database; `sealed_at` is text where that holds no time."""

    sequence: int
    previous_head: str
    root: str
    leaf_count: int
    rows_sealed: int
    sealed_at: datetime | str
    public_key: str
    head: str
    signature: str

    @property
    def has_number(self) -> bool:
        """Whether it says which seal it is."""
        return self.sequence >= 1

    def published(self) -> Head:
        """Tell the head that this seal stands for."""
        return Head(self.sequence, self.rows_sealed, self.head, self.public_key, self.signature)

    def computed_head(self) -> str:
        """Hash what the seal says; equals `head` unless something was changed."""
        return seal_head(
            sequence=self.sequence,
            previous_head=self.previous_head,
            root=self.root,
            leaf_count=self.leaf_count,
            rows_sealed=self.rows_sealed,
            sealed_at=self.sealed_at,
            public_key=self.public_key,
        )


# One row


def row_faults(row: RowRead, leaf: LeafRead | None) -> Iterator[Fault]:
    """Compare a row with its own digests, and with its leaf if it is sealed; at most one fault."""
    is_redacted = row.salt is None
    closed = row.salt is not None and closed_digest(salt=row.salt, by_label=row.by_label, content=row.content)
    whole = row_digest(act=row.act, by_id=row.by_id, subject=row.subject, at=row.at, closed=row.closed_digest)
    if not is_redacted and closed != row.closed_digest:
        yield _about_row(FaultKind.CHANGED_ROW, row, leaf, "holds another content or actor's name than was recorded")
    elif whole != row.digest:
        yield _about_row(FaultKind.CHANGED_ROW, row, leaf, "has another act, actor, subject or time than was recorded")
    elif leaf and _hash_of(row).hex() != leaf.leaf_hash:
        text = f"is not the row that was sealed at {leaf.place}"
        yield _about_row(FaultKind.CHANGED_ROW, row, leaf, text)


def missing_row(leaf: LeafRead) -> Fault:
    """Name a row that is gone while its leaf is left."""
    if leaf.row_id < 1:
        return Fault(FaultKind.MISSING_ROW, f"The leaf at {leaf.place} names no row.", seal=_seal_of(leaf))
    sentence = f"Row {leaf.row_id} is missing: it was sealed at {leaf.place}."
    return Fault(FaultKind.MISSING_ROW, sentence, seal=_seal_of(leaf), row=leaf.row_id)


def redacted_without_act(row: RowRead, leaf: LeafRead | None) -> Fault:
    """Name a row whose content was taken away while no act of the journal says so."""
    text = "has lost its content, and no act of the journal redacted it"
    return _about_row(FaultKind.REDACTED_WITHOUT_ACT, row, leaf, text)


def _about_row(kind: FaultKind, row: RowRead, leaf: LeafRead | None, text: str) -> Fault:
    sentence = f"Row {row.id} ({row.act} on {row.subject}) {text}."
    return Fault(kind, sentence, seal=_seal_of(leaf), row=row.id, act=row.act, subject=row.subject)


def _about_leaf(kind: FaultKind, leaf: LeafRead, text: str) -> Fault:
    if leaf.row:
        return _about_row(kind, leaf.row, leaf, text)
    return Fault(kind, f"Row {leaf.row_id} {text}.", seal=_seal_of(leaf), row=leaf.row_id)


def _seal_of(leaf: LeafRead | None) -> int | None:
    return leaf.seal if leaf and leaf.seal >= 1 else None


def _hash_of(row: RowRead) -> bytes:
    return leaf_hash(leaf_data(row.id, row.digest))


def _bytes(text: str) -> bytes:
    """Read a stored hash; what is none equals no hash."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


# The chain


def seal_faults(seal: SealRead, before: SealRead | None, trusted: frozenset[str]) -> Iterator[Fault]:
    """Compare a seal with the one before it, with its own head, and with its signature."""
    if not seal.has_number:
        text = f"The seal with the head {seal.head} was changed: it has no number any more."
        yield Fault(FaultKind.CHANGED_SEAL, text)
        return
    yield from _chain_faults(seal, before)
    if seal.computed_head() != seal.head:
        text = f"What seal {seal.sequence} says of itself was changed: it does not fit its head."
        yield Fault(FaultKind.CHANGED_SEAL, text, seal=seal.sequence)
    if seal.public_key not in trusted:
        text = (
            f"Seal {seal.sequence} is signed with the key {seal.public_key}, which is not trusted here. If it was the "
            "key of this authority, add it to LOCKGATE_TRUSTED_SEAL_KEYS."
        )
        yield Fault(FaultKind.UNTRUSTED_KEY, text, seal=seal.sequence)
    if not seal.published().is_signed():
        text = f"The signature of seal {seal.sequence} was not made over its head with the key that it names."
        yield Fault(FaultKind.FORGED_SIGNATURE, text, seal=seal.sequence)


def _chain_faults(seal: SealRead, before: SealRead | None) -> Iterator[Fault]:
    expected = before.sequence + 1 if before else 1
    previous_head, rows_before = (before.head, before.rows_sealed) if before else (NO_HEAD, 0)
    if seal.sequence != expected:
        last = seal.sequence - 1
        which = f"Seal {expected} is" if expected == last else f"Seals {expected} to {last} are"
        yield Fault(FaultKind.MISSING_SEAL, f"{which} missing before seal {seal.sequence}.", seal=expected)
    elif seal.previous_head != previous_head:
        text = f"Seal {seal.sequence} is not chained to what stands before it: one of the two was replaced."
        yield Fault(FaultKind.BROKEN_CHAIN, text, seal=seal.sequence)
    elif min(seal.leaf_count, seal.rows_sealed, rows_before) < 0:
        pass  # what cannot be counted fits no head either, and is named by that
    elif seal.rows_sealed != rows_before + seal.leaf_count:
        text = f"Seal {seal.sequence} counts {seal.rows_sealed} rows, and {rows_before + seal.leaf_count} were sealed."
        yield Fault(FaultKind.CHANGED_SEAL, text, seal=seal.sequence)


def leaves_without_seal(leaves: Sequence[LeafRead]) -> Iterator[Fault]:
    """Name a seal that is gone while its leaves are left, or each leaf that names no seal."""
    if leaves[0].seal < 1:
        for leaf in leaves:
            yield _about_leaf(FaultKind.CHANGED_ROW, leaf, f"lies, as its leaf says now, at {leaf.place}")
        return
    text = (
        f"Seal {leaves[0].seal} is missing: {len(leaves)} leaves are left of it, over rows {leaves[0].row_id} to "
        f"{leaves[-1].row_id}, and nothing vouches for them."
    )
    yield Fault(FaultKind.MISSING_SEAL, text, seal=leaves[0].seal)


# The leaves of one seal together


def leaves_faults(seal: SealRead, leaves: Sequence[LeafRead]) -> Iterator[Fault]:
    """Find what no single row shows: leaves too many, too few, or in another order. Leaves come by position."""
    if seal.leaf_count < 0:  # the seal is named; what its root says of its leaves holds without the count
        seal = seal._replace(leaf_count=len(leaves))
    hashes = [_bytes(leaf.leaf_hash) for leaf in leaves]
    root = _bytes(seal.root)
    if len(leaves) < seal.leaf_count:
        yield from _gaps(seal, leaves)
    elif len(leaves) > seal.leaf_count:
        yield from _inserted(seal, leaves, hashes, root)
    elif merkle_root(hashes) != root:
        yield from _reordered_or_replaced(seal, leaves, hashes, root)
    else:
        for position, leaf in enumerate(leaves):
            if leaf.position != position:
                text = f"was sealed at position {position} of seal {seal.sequence}, and its leaf says {leaf.place}"
                yield _about_leaf(FaultKind.REORDERED_ROW, leaf, text)


def _gaps(seal: SealRead, leaves: Sequence[LeafRead]) -> Iterator[Fault]:
    """One fault for each run of positions at which nothing lies, and for each leaf that lies at no position."""
    expected, before = 0, "the beginning of the seal"
    placed = [leaf for leaf in leaves if 0 <= leaf.position < seal.leaf_count]
    for leaf in (*placed, None):
        position = leaf.position if leaf else seal.leaf_count
        if position > expected:
            behind = f"row {leaf.row_id}" if leaf else "its end"
            text = (
                f"{position - expected} of the {seal.leaf_count} rows of seal {seal.sequence} are missing, with their "
                f"leaves: what lay between {before} and {behind}."
            )
            yield Fault(FaultKind.MISSING_ROW, text, seal=seal.sequence)
        expected, before = position + 1, f"row {leaf.row_id}" if leaf else before
    for leaf in leaves:
        if not 0 <= leaf.position < seal.leaf_count:
            text = f"lies, as its leaf says now, at {leaf.place}, which was made over {seal.leaf_count} rows"
            yield _about_leaf(FaultKind.REORDERED_ROW, leaf, text)


def _inserted(seal: SealRead, leaves: Sequence[LeafRead], hashes: list[bytes], root: bytes) -> Iterator[Fault]:
    extra = leaves[seal.leaf_count :]
    if merkle_root(hashes[: seal.leaf_count]) != root:
        extra = [leaves[index] for index in _odd_one_out(hashes, root)]
    for leaf in extra:
        text = f"was put into seal {seal.sequence} after that was made"
        yield _about_leaf(FaultKind.INSERTED_ROW, leaf, text)
    if not extra:
        text = (
            f"Seal {seal.sequence} was made over {seal.leaf_count} rows and now holds {len(leaves)}: of the rows "
            f"{leaves[0].row_id} to {leaves[-1].row_id}, some were put in later."
        )
        yield Fault(FaultKind.INSERTED_ROW, text, seal=seal.sequence)


def _odd_one_out(hashes: list[bytes], root: bytes) -> list[int]:
    """The index without which the root fits, where it is one, and the tree is small enough to try them all."""
    if len(hashes) > SEARCH_LEAVES_MAX:
        return []
    return [i for i in range(len(hashes)) if merkle_root(hashes[:i] + hashes[i + 1 :]) == root][:1]


def _reordered_or_replaced(
    seal: SealRead, leaves: Sequence[LeafRead], hashes: list[bytes], root: bytes
) -> Iterator[Fault]:
    """Rows are sealed in the order of their ids: where that order gives the root, only positions were changed."""
    by_id = sorted(leaves, key=lambda leaf: leaf.row_id)
    if merkle_root([_bytes(leaf.leaf_hash) for leaf in by_id]) == root:
        for leaf, rightful in zip(leaves, by_id, strict=True):
            if leaf is not rightful:
                text = f"lies where row {rightful.row_id} was sealed: {leaf.place}"
                yield _about_leaf(FaultKind.REORDERED_ROW, leaf, text)
    elif all(leaf.row and _hash_of(leaf.row) == hashed for leaf, hashed in zip(leaves, hashes, strict=True)):
        text = (
            f"The rows of seal {seal.sequence}, {by_id[0].row_id} to {by_id[-1].row_id}, are not those that were "
            f"sealed: at least one of the {len(leaves)} was replaced together with its digest and its leaf."
        )
        yield Fault(FaultKind.CHANGED_ROW, text, seal=seal.sequence)
    # Otherwise a leaf does not fit its row, and row_faults names that one.


# A head that was published before


def published_faults(
    published: Head, seal: SealRead | None, latest: Head | None, trusted: frozenset[str]
) -> Iterator[Fault]:
    """Compare the journal with a head that was published: `seal` is the journal's own of that number, if any."""
    if published.public_key not in trusted or not published.is_signed():
        text = "The head that was given is not signed with a key that is trusted here: it may itself be forged."
        yield Fault(FaultKind.UNTRUSTED_KEY, text, seal=published.sequence)
    if seal is None:
        ends = f"ends at seal {latest.sequence} with {latest.rows} rows" if latest else "holds no seal"
        text = (
            f"The journal was cut off: it {ends}, and the head that was given was published at seal "
            f"{published.sequence} with {published.rows} rows."
        )
        yield Fault(FaultKind.TRUNCATED, text, seal=published.sequence)
    elif seal.published()[:3] != published[:3]:
        text = (
            f"Seal {published.sequence} is not the one that was published: the journal was rewritten, there or before."
        )
        yield Fault(FaultKind.REWRITTEN, text, seal=published.sequence)
