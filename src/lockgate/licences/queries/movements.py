"""What a page shows of the ledger of one licence: the entries, latest first, and the reservations that still hold.

The number of queries does not grow with the entries.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lockgate.core import clock
from lockgate.core.errors import NotFound
from lockgate.core.permissions import Person
from lockgate.licences.ledger.balance import LAPSES_AFTER
from lockgate.licences.ledger.entry import RESOLVING, REVERSIBLE, Kind
from lockgate.licences.ledger.permissions import keeps_ledger
from lockgate.licences.ledger.tables import LedgerEntry
from lockgate.licences.ledger.units import told
from lockgate.licences.models import Licence
from lockgate.licences.queries.visibility import visible_licence, visible_licences

PAGE_ENTRIES = 20


class ShownEntry(NamedTuple):
    """An entry of the ledger. `balance` is what was left after it, in `line_unit`.

    `to_reverse` is what of a draw-down is not taken back yet, in its own unit, "" where nothing is. `held_until` is
    None unless it is a reservation that still holds.
    """

    entry: str
    line: int
    kind: Kind
    quantity: str
    unit: str
    balance: str
    line_unit: str
    declaration: str
    office: str
    at: datetime
    to_reverse: str
    held_until: datetime | None


class LedgerPage(NamedTuple):
    """A part of the ledger of a licence; `older` is the cursor of the next part, "" at the end.

    `may_move` tells whether the person writes in this ledger at all.
    """

    may_move: bool
    reservations: tuple[ShownEntry, ...]
    entries: tuple[ShownEntry, ...]
    older: str


def ledger_page(person: Person, licence: str, *, before: str = "", limit: int = PAGE_ENTRIES) -> LedgerPage:
    """Return the entries before a cursor, latest first; raise NotFound for a licence or cursor that is not there."""
    held = visible_licence(person, licence)
    entries = _entries([held]).order_by("-at", "-sequence", "-pk")
    still = entries.filter(kind=Kind.RESERVE, is_ended=False, at__gt=clock.now() - LAPSES_AFTER)
    if before:
        entries = entries.filter(_earlier_than(_found(entries, before)))
    page = list(entries[: limit + 1])
    return LedgerPage(
        may_move=keeps_ledger(person, origin=held.origin, exporter=held.exporter_id),
        reservations=tuple(_shown(entry) for entry in still),
        entries=tuple(_shown(entry) for entry in page[:limit]),
        older=str(page[limit - 1].pk) if len(page) > limit else "",
    )


def entry_shown(person: Person, entry: str) -> tuple[Licence, ShownEntry]:
    """Return an entry and its licence; raise NotFound where there is none that the person may know of."""
    found = _found(_entries(visible_licences(person)).select_related("chain__line__licence"), entry)
    return found.chain.line.licence, _shown(found)


def _entries(licences: Iterable[Licence]) -> QuerySet[Any]:
    later = LedgerEntry.objects.filter(resolves=OuterRef("pk")).order_by()
    taken = later.filter(kind=Kind.REVERSE).values("resolves").annotate(sum=Sum("amount")).values("sum")
    return (
        LedgerEntry.objects.filter(chain__line__licence__in=licences)
        .select_related("chain__line")
        .annotate(is_ended=Exists(later.filter(kind__in=RESOLVING)), taken_back=Coalesce(Subquery(taken), 0))
    )


def _found(entries: QuerySet[Any], key: str) -> Any:
    try:
        found = entries.filter(pk=UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(
            "There is no such entry, or you may not know of it.", mend="Go back to the licence, and choose there."
        )
    return found


def _earlier_than(entry: Any) -> Q:
    same = Q(at=entry.at)
    return (
        Q(at__lt=entry.at) | same & Q(sequence__lt=entry.sequence) | same & Q(sequence=entry.sequence, pk__lt=entry.pk)
    )


def _shown(entry: Any) -> ShownEntry:
    kind, line = Kind(entry.kind), entry.chain.line
    free = entry.allowed_after - entry.drawn_after - entry.reserved_after
    left = entry.amount - entry.taken_back if kind in REVERSIBLE else 0
    until = entry.at + LAPSES_AFTER
    holds = kind is Kind.RESERVE and not entry.is_ended and clock.now() < until
    return ShownEntry(
        entry=str(entry.pk),
        line=line.number,
        kind=kind,
        quantity=entry.quantity,
        unit=entry.unit,
        balance=told(free, line.unit),
        line_unit=line.unit,
        declaration=entry.declaration,
        office=entry.office,
        at=entry.at,
        to_reverse=told(left, entry.unit) if left else "",
        held_until=until if holds else None,
    )
