"""What has left, what is left, and what was written, of lines that the asker has found visible before."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery, Sum

from lockgate.core import clock
from lockgate.journal.digest import written
from lockgate.licences.ledger.balance import LAPSES_AFTER
from lockgate.licences.ledger.entry import RESOLVING, Kind, Totals
from lockgate.licences.ledger.tables import Chain, LedgerEntry
from lockgate.licences.ledger.units import told

ENTRY_FIELDS = (
    "line",
    "entry",
    "sequence",
    "kind",
    "quantity",
    "unit",
    "drawn_after",
    "reserved_after",
    "allowed_after",
    "line_unit",
    "resolves",
    "declaration",
    "office",
    "at",
)
"""What is told of an entry, in this order."""
TAKING = (Kind.DRAW_DOWN, Kind.RESERVE, Kind.CONFIRM)
"""What takes goods off a line under a declaration."""


def last_said(column: str) -> Subquery:
    """Return what a chain's last entry says in a column, for a query of chains; the index finds it, however long."""
    last = LedgerEntry.objects.filter(chain=OuterRef("pk")).order_by("-sequence")
    return Subquery(last.values(column)[:1])


def totals_of(lines: Collection[UUID]) -> dict[UUID, Totals]:
    """Return the totals of each line today: a reservation that has lapsed holds nothing. Two queries, however many."""
    columns = map(last_said, ("drawn_after", "reserved_after", "allowed_after"))
    held = Chain.objects.filter(line__in=lines).values_list("line_id", *columns)
    lapsed = _lapsed(lines)
    return {line: Totals(drawn, reserved - lapsed.get(line, 0), allowed) for line, drawn, reserved, allowed in held}


def balances_of(licence: UUID) -> list[dict[str, Any]]:
    """Return what is left on each line of a licence, in the unit of the line."""
    lines = list(Chain.objects.filter(line__licence=licence).order_by("line__number").select_related("line"))
    totals = totals_of([chain.line_id for chain in lines])
    return [_balance(chain.line.number, chain.line.unit, totals[chain.line_id]) for chain in lines]


def _balance(line: int, unit: str, totals: Totals) -> dict[str, Any]:
    return {
        "line": line,
        "unit": unit,
        "allowed": told(totals.allowed, unit),
        "drawn": told(totals.drawn, unit),
        "reserved": told(totals.reserved, unit),
        "balance": told(totals.free, unit),
    }


def _lapsed(lines: Collection[UUID]) -> dict[UUID, int]:
    ending = LedgerEntry.objects.filter(resolves=OuterRef("pk"), kind__in=RESOLVING)
    reserves = LedgerEntry.objects.filter(
        ~Exists(ending), kind=Kind.RESERVE, at__lte=clock.now() - LAPSES_AFTER, chain__line__in=lines
    )
    return dict(reserves.order_by().values_list("chain__line_id").annotate(Sum("amount")))


def last_of_declaration(licence: UUID, line: int, declaration: str) -> dict[str, Any] | None:
    """Return the newest entry that took goods off a line under a declaration, None where there is none."""
    if not declaration:
        return None
    held = LedgerEntry.objects.filter(
        chain__line__licence=licence, chain__line__number=line, declaration=declaration, kind__in=TAKING
    )
    found = held.select_related("chain__line").order_by("-sequence").first()
    return _told(found) if found else None


def entries_of(licence: UUID) -> Iterator[dict[str, Any]]:
    """Yield every entry of a licence as plain values, by line and sequence; totals in the unit of the line."""
    held = LedgerEntry.objects.filter(chain__line__licence=licence).order_by("chain__line__number", "sequence")
    for entry in held.select_related("chain__line").iterator(chunk_size=1000):
        yield _told(entry)


def _told(entry: LedgerEntry) -> dict[str, Any]:
    line = entry.chain.line
    return {
        "line": line.number,
        "entry": str(entry.pk),
        "sequence": entry.sequence,
        "kind": entry.kind,
        "quantity": entry.quantity,
        "unit": entry.unit,
        "drawn_after": told(entry.drawn_after, line.unit),
        "reserved_after": told(entry.reserved_after, line.unit),
        "allowed_after": told(entry.allowed_after, line.unit),
        "line_unit": line.unit,
        "resolves": str(entry.resolves_id) if entry.resolves_id else "",
        "declaration": entry.declaration,
        "office": entry.office,
        "at": written(entry.at),
    }
