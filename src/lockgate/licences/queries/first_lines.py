"""What a list says of each licence in one row: its first line with what is left on it, and how many lines there are."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from lockgate.licences.ledger.queries import totals_of
from lockgate.licences.ledger.units import told
from lockgate.licences.models import LicenceLine


class FirstLine(NamedTuple):
    """The line of a licence with the lowest number; `balance` is in `unit`, `lines` how many the licence has."""

    line: int
    item: str
    destination: str
    balance: str
    unit: str
    lines: int


def first_lines(licences: Collection[UUID]) -> dict[UUID, FirstLine]:
    """Return the first line of each licence, by the licence. Three queries, however many."""
    each = [F("licence")]
    numbered = LicenceLine.objects.filter(licence__in=licences).annotate(
        place=Window(RowNumber(), partition_by=each, order_by=["number"]),
        lines=Window(Count("pk"), partition_by=each),
    )
    lines = list(numbered.filter(place=1))
    totals = totals_of([line.pk for line in lines])
    return {
        line.licence_id: FirstLine(
            line=line.number,
            item=line.entry or line.goods_code,
            destination=line.destination,
            balance=told(totals[line.pk].free, line.unit),
            unit=line.unit,
            lines=line.lines,
        )
        for line in lines
    }
