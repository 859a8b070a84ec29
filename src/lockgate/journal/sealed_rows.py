"""The journal's own tables, as they are stored: each seal with its leaves and their rows, and the rows in no seal.

Called by verify.py, which holds them against each other. Everything streams.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from lockgate.journal.acts import Act
from lockgate.journal.as_stored import moment_in, number_in, stored_rows, text_in, text_or_none_in
from lockgate.journal.faults import LeafRead, RowRead, SealRead
from lockgate.journal.models import Row, Seal, SealLeaf

_ROWS, _SEALS, _LEAVES = (model._meta.db_table for model in (Row, Seal, SealLeaf))
_ROW = (
    "held.id, held.act, held.by_id, held.by_label, held.subject, CAST(held.at AS text), held.content, held.salt,"
    " held.closed_digest, held.digest"
)
_SEAL = f"""
SELECT sequence, previous_head, root, leaf_count, rows_sealed, CAST(sealed_at AS text), public_key, head, signature
FROM {_SEALS} ORDER BY sequence"""  # noqa: S608  the tables' own names, here and below
_LEAF = f"""
SELECT leaf.seal_id, leaf.position, leaf.row_id, leaf.leaf_hash, {_ROW}
FROM {_LEAVES} AS leaf LEFT JOIN {_ROWS} AS held ON held.id = leaf.row_id ORDER BY leaf.seal_id, leaf.position"""  # noqa: S608
_NOT_SEALED = f"""
SELECT {_ROW} FROM {_ROWS} AS held WHERE NOT EXISTS (SELECT 1 FROM {_LEAVES} AS leaf WHERE leaf.row_id = held.id)
ORDER BY held.id"""  # noqa: S608
_REDACTIONS = f"SELECT {_ROW} FROM {_ROWS} AS held WHERE held.act = %s ORDER BY held.id"  # noqa: S608


def sealed() -> Iterator[tuple[SealRead | None, list[LeafRead]]]:
    """Each seal with its leaves by position; None for leaves whose seal is gone, or that name no seal.

    A number that cannot be read is below all others, so that it is that of no seal.
    """
    groups = groupby(map(_leaf, stored_rows(_LEAF)), key=lambda leaf: leaf.seal)
    group = next(groups, None)
    for seal in map(_seal, stored_rows(_SEAL)):
        if seal.sequence < 1:
            yield seal, []
            continue
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


def not_sealed() -> Iterator[RowRead]:
    """Each row that no leaf names."""
    return map(_row, stored_rows(_NOT_SEALED))


def redactions() -> Iterator[RowRead]:
    """Each row that says of another that it was redacted."""
    return map(_row, stored_rows(_REDACTIONS, [Act.JOURNAL_REDACTED.value]))


def _seal(cells: tuple[Any, ...]) -> SealRead:
    sequence, previous_head, root, leaf_count, rows_sealed, sealed_at, *signed = cells
    return SealRead(
        number_in(sequence),
        text_in(previous_head),
        text_in(root),
        number_in(leaf_count),
        number_in(rows_sealed),
        moment_in(sealed_at),
        *map(text_in, signed),
    )


def _leaf(cells: tuple[Any, ...]) -> LeafRead:
    seal, position, row_id, leaf_hash, *row = cells
    place = number_in(seal), number_in(position), number_in(row_id)
    return LeafRead(*place, text_in(leaf_hash), None if row[0] is None else _row(row))


def _row(cells: tuple[Any, ...] | list[Any]) -> RowRead:
    row_id, act, by_id, by_label, subject, at, content, salt, closed_digest, digest = cells
    return RowRead(
        number_in(row_id),
        text_in(act),
        text_in(by_id),
        text_in(by_label),
        text_in(subject),
        moment_in(at),
        text_or_none_in(content),
        text_or_none_in(salt),
        text_in(closed_digest),
        text_in(digest),
    )
