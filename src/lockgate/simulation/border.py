"""What leaves under licences: sites have goods sent as they need them and as their licences allow.

A site wants the stock that it had before the change, or a multiple of it. While it lacks a lot of one of its relations,
such a lot is declared on that one's oldest licences that have something left, and the next one some days later at the
earliest. So the others make up for a relation that waits for its licence, as far as their makers can. Some declarations
say too much by mistake, some come while a licence is suspended: both are written with what the border will say, and
move nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from lockgate.simulation.chronicle import moment
from lockgate.simulation.happenings import Declaration, Reinstated, Suspended
from lockgate.simulation.lots import stream
from lockgate.simulation.parameters import LIST_CHANGES
from lockgate.simulation.places import CUSTOMS_OFFICES
from lockgate.simulation.relations import Case, Link
from lockgate.simulation.setting import Setting
from lockgate.simulation.stock import Stock
from lockgate.simulation.wording import REINSTATEMENT_REASON, SUSPENSION_REASON

REST_SHARE = 0.05
"""A rest of a licence that is smaller than this goes with the last lot (assumed)."""
SUSPENDED_WORKING_DAYS = 15
SUSPENSIONS = (date(2025, 7, 14), date(2025, 8, 18))
"""Assumed: on or after these days a licence in use is suspended, one in a small world, none in the smallest."""


class Border:
    """Declares goods, and has a licence or two suspended for a while."""

    def __init__(self, setting: Setting, *, stocks: dict[str, Stock]) -> None:
        self._parameters, self._chronicle, self._agenda = setting.parameters, setting.chronicle, setting.agenda
        self._stocks, self._lots = stocks, stream(setting.seed, "border")
        self._wanted_days = {key: setting.parameters.wanted_stock * stock.days for key, stock in stocks.items()}
        self._next_lot: dict[tuple[int, str], date] = {}
        self._number = 0
        self._to_suspend = [day for day in SUSPENSIONS if setting.size >= 10][: 2 if setting.size >= 200 else 1]

    def supply(self, day: date) -> None:
        """Send every site what it lacks and may have."""
        if day < LIST_CHANGES:
            return
        self._suspend(day)
        for key, stock in self._stocks.items():
            for entry, use in stock.site.usage.items():
                lacking = use * self._wanted_days[key] - stock.held[entry] - stock.coming[entry]
                for link in stock.site.links:
                    lot = link.usage[entry] * self._parameters.lot_days
                    if lacking >= lot and self._next_lot.get((link.number, entry), day) <= day:
                        lacking -= self._send(stock, link, entry, ceil(lot), day)

    def _send(self, stock: Stock, link: Link, entry: str, lot: int, day: date) -> int:
        """Declare a lot on the licences of a relation, as far as they allow; return the kg that leave."""
        sent = 0
        for case, line in usable(link, entry, day):
            left = case.left(line)
            kg = min(lot - sent, left)
            if left - kg < REST_SHARE * case.granted[line]:
                kg = left
            at = self._lots.uniform(0.1, 0.95)
            if self._lots.random() < self._parameters.mistake_share:
                self._declare(case, line, left + 1 + kg // 3, day, at / 2, "balance-exceeded")
            self._declare(case, line, kg, day, at)
            case.drawn[line] = case.drawn.get(line, 0) + kg
            stock.send(entry, kg, arrives=day + timedelta(days=self._parameters.air_days))
            self._next_lot[link.number, entry] = day + timedelta(days=self._parameters.lot_gap_days)
            sent += kg
            if sent >= lot:
                break
        return sent

    def _declare(self, case: Case, line: int, kg: int, day: date, at: float, expected: str = "") -> None:
        self._number += 1
        number = f"{day:%Y%m%d}-{self._number:06d}"
        office = CUSTOMS_OFFICES[sum(map(ord, case.link.exporter.key)) % len(CUSTOMS_OFFICES)]
        self._chronicle.write(Declaration(moment(day, at), case.key, line, kg, number, office, expected))

    def _suspend(self, day: date) -> None:
        if not self._to_suspend or day < self._to_suspend[0] or not self._agenda.works(day):
            return
        cases = [case for stock in self._stocks.values() for link in stock.site.links for case in link.cases]
        candidates = [case for case in cases if _is_in_use(case)]
        if not candidates:
            return
        self._to_suspend.pop(0)
        case = self._lots.choice(candidates)
        case.suspended = True
        senior = self._lots.randrange(self._parameters.seniors)
        self._chronicle.write(Suspended(moment(day, self._lots.random()), case.key, senior, SUSPENSION_REASON))

        def try_all_the_same(then: date) -> None:
            line, left = next((line, case.left(line)) for line in case.granted if case.left(line) > 0)
            self._declare(case, line, max(1, left // 2), then, self._lots.uniform(0.1, 0.95), "licence-suspended")

        def reinstate(then: date) -> None:
            case.suspended = False
            at = moment(then, self._lots.uniform(0.0, 0.05))
            self._chronicle.write(Reinstated(at, case.key, senior, REINSTATEMENT_REASON))

        self._agenda.put(self._agenda.working_day(day, 3), try_all_the_same)
        self._agenda.put(self._agenda.working_day(day, SUSPENDED_WORKING_DAYS), reinstate)


def usable(link: Link, entry: str, day: date) -> list[tuple[Case, int]]:
    """Return the lines of a relation's licences on which an item may leave on a day, the oldest licence first."""
    found = [
        (case, number)
        for case in link.cases
        if case.leaves_from is not None and case.leaves_from <= day and not case.suspended
        for number in case.granted
        if case.lines[number - 1].entry == entry and case.left(number) > 0
    ]
    return sorted(found, key=lambda pair: (pair[0].decided_on, pair[0].key, pair[1]))


def _is_in_use(case: Case) -> bool:
    return (
        bool(case.drawn) and not case.suspended and any(case.left(line) > 0.2 * kg for line, kg in case.granted.items())
    )
