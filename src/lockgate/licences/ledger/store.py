"""How the ledger's rows are read under lock and appended: plain SQL, for this is the hot path of a border.

Called by the services. Nothing here decides anything. On PostgreSQL the chain's row is locked, and the licence's row
is held as it is until the act is done; on SQLite the transaction, begun as IMMEDIATE, is alone.
"""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from lockgate.core.identifiers import stored_id
from lockgate.journal.saved_rows import SavedRow, insert_row
from lockgate.licences.ledger.balance import Reservation
from lockgate.licences.ledger.entry import NOTHING, RESOLVING, Entry, Kind, Position, Totals
from lockgate.licences.ledger.lawful import TABLE
from lockgate.licences.ledger.movement import Declared, Line, Named
from lockgate.licences.ledger.tables import Chain, LedgerEntry

_LINE = """
SELECT licence.number, line.number, chain.id, line.unit, line.dimension,
       licence.exporter_id, licence.origin, licence.regime
FROM licences_chain AS chain
JOIN licences_licenceline AS line ON line.id = chain.line_id
JOIN licences_licence AS licence ON licence.id = line.licence_id
WHERE """
_LOCK = """
SELECT 1 FROM licences_chain AS chain
JOIN licences_licenceline AS line ON line.id = chain.line_id
JOIN licences_licence AS licence ON licence.id = line.licence_id
WHERE chain.id = %s FOR UPDATE OF chain FOR SHARE OF licence"""
_STATE = f"""
SELECT licence.standing, licence.valid_from, licence.valid_to,
       last.sequence, last.drawn_after, last.reserved_after, last.allowed_after
FROM licences_chain AS chain
JOIN licences_licenceline AS line ON line.id = chain.line_id
JOIN licences_licence AS licence ON licence.id = line.licence_id
LEFT JOIN {TABLE} AS last ON last.chain = chain.id
    AND last.sequence = (SELECT max(sequence) FROM {TABLE} WHERE chain = %s)
WHERE chain.id = %s"""  # noqa: S608  the table's own name, here and below
_RESERVES = f"""
SELECT entry.id, entry.amount, entry.at, entry.quantity, entry.unit, entry.sequence, (
    SELECT 1 FROM {TABLE} AS ending WHERE ending.resolves = entry.id AND ending.kind IN ('confirm', 'void', 'expire'))
FROM {TABLE} AS entry WHERE entry.chain = %s AND entry.kind = 'reserve' AND entry.sequence < %s
ORDER BY entry.sequence DESC LIMIT 200"""  # noqa: S608


class Standing(NamedTuple):
    """What of a licence can change: its standing and its days."""

    standing: str
    valid_from: date
    valid_to: date


def find_line(licence: str, number: int) -> Line | None:
    """Find the line of a licence by their numbers; None where there is none with a chain."""
    return _line("licence.number = %s AND line.number = %s", [licence, number])


def line_of(chain: UUID) -> Line | None:
    """Find the line whose ceiling a chain holds."""
    return _line("chain.id = %s", [chain.hex])


def _line(where: str, values: list[Any]) -> Line | None:
    with connection.cursor() as cursor:
        cursor.execute(_LINE + where, values)
        found = cursor.fetchone()
    if found is None:
        return None
    licence, number, chain, unit, dimension, exporter, origin, regime = found
    return Line(licence, number, stored_id(chain), unit, dimension, stored_id(exporter), origin, regime)


def lock(chain: UUID) -> None:
    """Let nobody else write on a chain, or change its licence, until the transaction ends; read only after this."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [chain.hex])


def state_of(chain: UUID) -> tuple[Standing, Position]:
    """Read what can change of a chain's licence, and where the chain stands."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [chain.hex, chain.hex])
        *standing, sequence, drawn, reserved, allowed = cursor.fetchone()
    position = Position(sequence, Totals(drawn, reserved, allowed)) if sequence else Position(0, NOTHING)
    return Standing(*standing), position


def open_reservations(chain: UUID, reserved: int) -> list[Reservation]:
    """Find the reservations that make up what is reserved, the newest first; the search ends when all are found."""
    found: list[Reservation] = []
    before = 2**63 - 1
    with connection.cursor() as cursor:
        while sum(reservation.amount for reservation in found) < reserved:
            cursor.execute(_RESERVES, [chain.hex, before])
            rows = cursor.fetchall()
            if not rows:
                break
            before = rows[-1][5]
            found += [
                Reservation(stored_id(row[0]), row[1], _moment(row[2]), row[3], row[4]) for row in rows if not row[6]
            ]
    return found


def find_entry(entry: UUID) -> tuple[UUID, Named] | None:
    """Find an entry, with its chain and what has become of it."""
    held = LedgerEntry.objects.filter(pk=entry).first()
    return (held.chain_id, _named(held)) if held else None


def read_again(named: Named) -> Named:
    """Read under the lock what has become of an entry."""
    return _named(LedgerEntry.objects.get(pk=named.id))


def _named(held: LedgerEntry) -> Named:
    later = LedgerEntry.objects.filter(resolves=held.pk).values_list("kind", "amount")
    ended = [Kind(kind) for kind, _ in later if kind in RESOLVING]
    return Named(
        held.pk,
        Kind(held.kind),
        held.amount,
        held.at,
        Declared(held.quantity, held.unit, held.declaration, held.office),
        ended_by=ended[0] if ended else None,
        taken_back=sum(amount for kind, amount in later if kind == Kind.REVERSE),
    )


def make_chain(line: UUID) -> Chain:
    """Make the chain of a licence line."""
    return Chain.objects.create(line_id=line)


def append(entry: Entry) -> SavedRow:
    """Write an entry and return it as the table holds it; the database refuses what is not lawful."""
    cells = (
        entry.id,
        entry.chain,
        entry.sequence,
        entry.previous_sequence,
        entry.kind.value,
        entry.amount,
        entry.before.drawn,
        entry.after.drawn,
        entry.before.reserved,
        entry.after.reserved,
        entry.before.allowed,
        entry.after.allowed,
        entry.resolves,
        entry.quantity,
        entry.unit,
        entry.declaration,
        entry.office,
        entry.at,
        entry.by,
    )
    return insert_row(LedgerEntry, cells)


def _moment(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)
