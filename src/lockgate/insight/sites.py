"""Puts together, site by site and item by item, what was declared and what has left for it since. Pure.

A site is known by its consignee's name, the country and its own name: each exporter introduces its parties anew. What
the gate sees is what was declared, and what left under licences. So it is assumed here that a declaration is of the day
on which its application was handed in; that what left is at the site on that day, at each of its consignee's sites that
declared the item; that nothing came in another way; and that a site uses as much each day as it declared. A site that
saves, or had goods on the way, runs out later than is told; one whose goods are long on the way, earlier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from lockgate.insight.facts.rows import DeclaredFact, LeftFact, LicensedFact
from lockgate.insight.hanging.stopping import HORIZON_DAYS, WHOLE, Supply
from lockgate.insight.run_out.walk import Delivery, RunOut, Standstill, WhyNone, run_out, stock_on


class SiteItem(NamedTuple):
    """An item at a site."""

    consignee: str
    country: str
    site: str
    entry: str

    @property
    def place(self) -> str:
        """The site by its own name and whose it is."""
        return f"{self.site}, {self.consignee} ({self.country})"


@dataclass(frozen=True, slots=True)
class SiteStanding:
    """When an item first ran out at a site, or is going to if nothing comes, by what was declared.

    `on` is None where `why_none` says why. `declared_on` is the day of the declaration from which it follows.
    `standstills` are the days without enough up to the data's date, from each declaration until the next one.
    """

    at: SiteItem
    declared_on: date
    on: date | None
    why_none: WhyNone | None
    standstills: tuple[Standstill, ...]


def site_standings(
    declared: Iterable[DeclaredFact], licensed: Iterable[LicensedFact], left: Iterable[LeftFact], data_date: date
) -> list[SiteStanding]:
    """Tell for each item of each site when it first ran out, from each declaration until the next one.

    What is used up is the usage that comes from suppliers who declared their share; a site whose stock, usage or share
    is unknown has no day. In the order of the site's name.
    """
    deliveries = _deliveries(licensed, left)
    found = []
    for at, said in sorted(_by_site(declared).items()):
        results = list(_results(said, deliveries[at.consignee, at.country, at.entry], data_date))
        told = next((one for one in results if one.result.on), results[-1])
        standstills = tuple(span for one in results for span in one.result.standstills)
        found.append(SiteStanding(at, told.declared_on, told.result.on, told.result.why_none, standstills))
    return found


def supplies_of(
    declared: Iterable[DeclaredFact], licensed: Iterable[LicensedFact], left: Iterable[LeftFact], data_date: date
) -> list[Supply]:
    """Return what each site declared last of each item from each supplier, once for each licence that it may use.

    Its stock is that of the data's date: what was declared, less what was used, with what has left for it since;
    unknown where a part of that is. A supplier without a licence in force that has a balance stands there with none.
    """
    licensed = list(licensed)
    declared = list(declared)
    deliveries = _deliveries(licensed, left)
    licences: dict[tuple[SiteItem, str], list[LicensedFact]] = defaultdict(list)
    granted = {(one.application, one.line): one for one in licensed if one.application}
    for fact in declared:
        if (licence := granted.get((fact.application, fact.line))) and _is_usable(licence, data_date):
            licences[_at(fact), fact.supplier].append(licence)
    latest = {(_at(fact), fact.supplier): fact for fact in declared}
    suppliers: dict[SiteItem, list[DeclaredFact]] = defaultdict(list)
    for (at, _), fact in latest.items():
        suppliers[at].append(fact)
    found = []
    for (at, supplier), fact in latest.items():
        came, usable = deliveries[at.consignee, at.country, at.entry], licences[at, supplier]
        bare = _supply(fact, at, stock=_stock_on(fact, suppliers[at], came, data_date))
        found += [_under(bare, licence) for licence in usable] or [bare]
    return found


def _under(bare: Supply, licence: LicensedFact) -> Supply:
    left = licence.allowed - licence.drawn - licence.reserved
    return replace(bare, licence=licence.licence, balance=left)


def _supply(fact: DeclaredFact, at: SiteItem, *, stock: int | None) -> Supply:
    return Supply(
        supplier=fact.supplier,
        site=at.place,
        item=fact.entry,
        usage_a_day=fact.usage_a_day,
        stock=stock,
        share_permille=fact.share_permille,
        qualify_days=None if fact.alternatives is None else tuple(days for _, days in fact.alternatives),
        product=fact.product or "",
    )


def _stock_on(
    fact: DeclaredFact, suppliers: Iterable[DeclaredFact], deliveries: Iterable[Delivery], data_date: date
) -> int | None:
    """Walk the stock of a declaration on: what all suppliers deliver comes, and what comes from all of them is used."""
    return stock_on(
        declared_on=fact.declared_on,
        stock=fact.stock,
        usage_a_day=_used_from_suppliers(fact.usage_a_day, suppliers),
        deliveries=deliveries,
        on=data_date,
    )


def _is_usable(licence: LicensedFact, on: date) -> bool:
    return licence.standing == "in_force" and licence.valid_to >= on and licence.allowed > licence.drawn


class _Result(NamedTuple):
    declared_on: date
    result: RunOut


def _results(said: list[DeclaredFact], deliveries: list[Delivery], data_date: date) -> Iterator[_Result]:
    days = sorted({fact.declared_on for fact in said})
    for day, following in zip(days, [*days[1:], None], strict=True):
        latest = {fact.supplier: fact for fact in said if fact.declared_on <= day}
        newest = [fact for fact in said if fact.declared_on == day][-1]
        until = following - timedelta(days=1) if following else data_date
        yield _Result(
            day,
            run_out(
                declared_on=day,
                stock=newest.stock,
                usage_a_day=_used_from_suppliers(newest.usage_a_day, latest.values()),
                deliveries=[one for one in deliveries if one.on <= until],
                data_date=until,
                horizon_days=0 if following else HORIZON_DAYS,
            ),
        )


def _used_from_suppliers(usage: int | None, facts: Iterable[DeclaredFact]) -> int | None:
    """Return the usage a day that these suppliers cover, rounded up; None where the usage or a share is unknown."""
    shares = [fact.share_permille for fact in facts]
    if usage is None or any(share is None for share in shares):
        return None
    covered = min(WHOLE, sum(share or 0 for share in shares))
    return -(-usage * covered // WHOLE)


def _at(fact: DeclaredFact) -> SiteItem:
    return SiteItem(fact.consignee, fact.country, fact.site, fact.entry)


def _by_site(declared: Iterable[DeclaredFact]) -> Mapping[SiteItem, list[DeclaredFact]]:
    found: dict[SiteItem, list[DeclaredFact]] = defaultdict(list)
    for fact in declared:
        found[_at(fact)].append(fact)
    return found


def _deliveries(
    licensed: Iterable[LicensedFact], left: Iterable[LeftFact]
) -> Mapping[tuple[str, str, str], list[Delivery]]:
    """Return what left for each consignee of each item, whether or not the application declared anything."""
    lines = {(one.licence, one.line): (one.consignee, one.country, one.entry) for one in licensed}
    found: dict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
    for one in _less_reversed(left):
        if where := lines.get((one.licence, one.line)):
            found[where].append(Delivery(one.on, one.amount))
    return found


def _less_reversed(left: Iterable[LeftFact]) -> Iterator[LeftFact]:
    """Yield what left and was not taken back: a reversal takes from what left last on its line before it."""
    held: dict[tuple[str, int], list[LeftFact]] = defaultdict(list)
    for one in left:
        mine, amount = held[one.licence, one.line], one.amount
        while amount < 0 and mine:
            last = mine.pop()
            amount += last.amount
            one = last
        if amount > 0:
            mine.append(one._replace(amount=amount))
    for mine in held.values():
        yield from mine
