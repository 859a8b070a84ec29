"""What a site says of its dependence: mostly the truth of that day, sometimes that a fact is unknown, or nothing."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TypeVar

from lockgate.simulation.happenings import Declared
from lockgate.simulation.relations import Case
from lockgate.simulation.stock import Stock

NOT_DECLARED = 0.12
"""Assumed: lines of which nothing is declared."""
UNKNOWN = 0.08
"""Assumed: facts that are declared unknown."""
NOBODY_ELSE = 0.35
"""Assumed: of the sites with a single supplier, those that know of one more who could be qualified are the others."""
QUALIFYING_DAYS = 60
"""Assumed: the time to qualify a supplier who is known but does not yet supply."""

T = TypeVar("T")


def declared(case: Case, stock: Stock) -> tuple[Declared, ...]:
    """Return what the consignee's site declares for the lines of an application, on the day on which it is written."""
    return tuple(
        _declared(number, line.entry, case, stock)
        for number, line in enumerate(case.lines, 1)
        if case.lots.random() >= NOT_DECLARED
    )


def _declared(number: int, entry: str, case: Case, stock: Stock) -> Declared:
    lots, site = case.lots, case.link.site
    usage = Decimal(max(1, round(site.usage[entry] * 1000))) / 1000
    return Declared(
        number,
        site.firm.site,
        _known(lots, int(stock.held[entry])),
        _known(lots, usage),
        _known(lots, _share_permille(case, entry)),
        _known(lots, _alternatives(case)),
        _known(lots, site.makes),
    )


def _known(lots: Random, fact: T) -> T | None:
    return None if lots.random() < UNKNOWN else fact


def _share_permille(case: Case, entry: str) -> int:
    """Return how much of the item the exporter supplies to the site, of all that the site uses, in thousandths."""
    link = case.link
    supplied = sum(other.usage[entry] for other in link.site.links if other.exporter is link.exporter)
    return round(1000 * supplied / link.site.usage[entry])


def _alternatives(case: Case) -> tuple[tuple[str, int | None], ...]:
    """Name the site's other suppliers, which are qualified, and the days to qualify one of those that are not."""
    link, lots = case.link, case.lots
    others = {other.exporter.name: 0 for other in link.site.links if other.exporter is not link.exporter}
    others |= {
        firm.name: QUALIFYING_DAYS
        for firm in link.site.suppliers
        if firm is not link.exporter and firm.name not in others
    }
    if not others and lots.random() < NOBODY_ELSE:
        return ()
    return tuple((name, None if lots.random() < UNKNOWN else days) for name, days in others.items())
