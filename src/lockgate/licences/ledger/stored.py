"""The ledger's rows as they are stored, cell by cell, whatever was put into them. Called by reconcile.py.

A key is handed back as the database gave it, so that also a row whose key is none is found again by it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from lockgate.core.errors import Invalid
from lockgate.core.identifiers import stored_id
from lockgate.journal.as_stored import moment_in, number_in, stored_rows
from lockgate.journal.named_rows import row_name
from lockgate.journal.reach import row_digest_of
from lockgate.licences.ledger.audit import Held, Unreadable
from lockgate.licences.ledger.entry import Kind, Totals
from lockgate.licences.ledger.lawful import TABLE
from lockgate.licences.ledger.tables import COLUMNS

_CELLS = ", ".join('CAST(held."at" AS text)' if column == "at" else f'held."{column}"' for column in COLUMNS)
_LINE = "licences_licenceline AS line JOIN licences_licence AS licence ON licence.id = line.licence_id"
_CHAIN = f"{_LINE} JOIN licences_chain AS chain ON chain.line_id = line.id"
_CHAINS = f"SELECT chain.id, licence.number, line.number, line.amount FROM {_CHAIN} ORDER BY chain.id"  # noqa: S608  ours
_WITHOUT_CHAIN = f"""
SELECT licence.number, line.number FROM {_LINE}
WHERE NOT EXISTS (SELECT 1 FROM licences_chain AS chain WHERE chain.line_id = line.id) ORDER BY 1, 2"""  # noqa: S608
_ENTRIES = f"SELECT {_CELLS} FROM {TABLE} AS held WHERE held.chain = %s ORDER BY held.sequence"  # noqa: S608
_OF_NO_LINE = f"""
SELECT {_CELLS} FROM {TABLE} AS held WHERE NOT EXISTS (SELECT 1 FROM {_CHAIN} WHERE chain.id = held.chain)
ORDER BY held.chain, held.sequence"""  # noqa: S608
_AMOUNTS = f"SELECT id FROM {TABLE} WHERE chain = %s AND kind = 'amount'"  # noqa: S608
LONGEST_TOLD = 60
"""Characters of a cell that are told of it."""


class StoredChain(NamedTuple):
    """A chain with what its licence line says."""

    key: object
    licence: str
    line: str
    allowed: int


class EntryOfNoLine(NamedTuple):
    """An entry whose chain is that of no licence line, or is not there."""

    entry: str
    chain: str
    sequence: int


def chains() -> list[StoredChain]:
    """Return every chain of a licence line."""
    return [
        StoredChain(key, str(licence), f"{licence}/{number}", number_in(amount))
        for key, licence, number, amount in stored_rows(_CHAINS)
    ]


def lines_without_chain() -> list[str]:
    """Name every licence line that has no chain."""
    return [f"{licence}/{number}" for licence, number in stored_rows(_WITHOUT_CHAIN)]


def entries_of_no_line() -> Iterator[EntryOfNoLine]:
    """Each entry that no licence line has, with its chain."""
    for cells in stored_rows(_OF_NO_LINE):
        stored = dict(zip(COLUMNS, cells, strict=True))
        yield EntryOfNoLine(_told_id(stored["id"]), _told_id(stored["chain"]), number_in(stored["sequence"]))


def entries_of(chain: StoredChain) -> Iterator[Held | Unreadable]:
    """Each entry of a chain, in the order of its numbers."""
    return map(_entry, stored_rows(_ENTRIES, [chain.key]))


def amounts_of(chain: StoredChain) -> set[str]:
    """Return the journal's names of the entries that say how much may leave on a chain."""
    return {row_name(TABLE, _told_id(entry)) for (entry,) in stored_rows(_AMOUNTS, [chain.key])}


def _entry(cells: tuple[Any, ...]) -> Held | Unreadable:
    stored = dict(zip(COLUMNS, cells, strict=True))
    read: dict[str, Any] = {}
    odd = []
    for column, cell in stored.items():
        try:
            read[column] = _READING[column](cell)
        except (TypeError, ValueError, AttributeError):
            odd.append(f"{column} {repr(cell)[:LONGEST_TOLD]}")
    told = _told_id(stored["id"])
    if not read.keys() >= _NEEDED:
        return Unreadable(told, number_in(stored["sequence"]), ", ".join(odd))
    return Held(
        read["id"],
        read["sequence"],
        read["previous_sequence"],
        read["kind"],
        read["amount"],
        Totals(read["drawn_before"], read["reserved_before"], read["allowed_before"]),
        Totals(read["drawn_after"], read["reserved_after"], read["allowed_after"]),
        read["resolves"],
        "" if odd else _digest(read),
        ", ".join(odd),
    )


def _digest(read: Mapping[str, Any]) -> str:
    names = {"chain": "chain_id", "resolves": "resolves_id"}
    try:
        return row_digest_of(TABLE, {names.get(column, column): cell for column, cell in read.items()})
    except Invalid:
        return ""


def _told_id(cell: Any) -> str:
    try:
        return str(_id(cell))
    except (TypeError, ValueError, AttributeError):
        return str(cell)[:LONGEST_TOLD]


def _id(cell: Any) -> UUID:
    read = stored_id(cell)
    if cell not in (read, read.hex):
        raise ValueError("An id is written in one way only, or what SQL finds by it is not what we find.")
    return read


def _number(cell: Any) -> int:
    if not isinstance(cell, int):
        raise TypeError
    return cell


def _text(cell: Any) -> str:
    if not isinstance(cell, str):
        raise TypeError
    return cell


def _moment(cell: Any) -> datetime:
    moment = moment_in(cell)
    if isinstance(moment, str):
        raise TypeError
    return moment


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda cell: None if cell is None else read(cell)


_READING: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(COLUMNS, _number),
    **dict.fromkeys(("quantity", "unit", "declaration", "office"), _text),
    "id": _id,
    "chain": _id,
    "previous_sequence": _or_none(_number),
    "kind": Kind,
    "resolves": _or_none(_id),
    "at": _moment,
    "by": _or_none(_id),
}
"""How the cell of each column is read."""
_NEEDED = frozenset(COLUMNS) - {"quantity", "unit", "declaration", "office", "at", "by", "chain"}
"""The columns on which the arithmetic of a chain rests."""
