"""How relations order: in a rush after the change, ahead of their needs, again when their licences run low.

Each contract needs an application: it is written, the end user signs, it is handed in. A relation places as many
contracts as it was given, the next one when what is left of its licences is short, at latest on a day by lot; so a
world of a size has so many applications, and those that mend returned ones on top.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from lockgate.simulation.case import make_case
from lockgate.simulation.chronicle import moment
from lockgate.simulation.dependence import declared
from lockgate.simulation.firms import World
from lockgate.simulation.happenings import AskedLine, Drafted, Signed, Submitted
from lockgate.simulation.items import AUTOMOTIVE, ITEMS
from lockgate.simulation.lots import days, stream
from lockgate.simulation.parameters import ENDS, LIST_CHANGES
from lockgate.simulation.relations import Case, Link
from lockgate.simulation.setting import Setting
from lockgate.simulation.stock import Stock
from lockgate.simulation.wording import use_text

AHEAD_DAYS = 60
"""Who orders within so many days of the change orders ahead (assumed)."""
FIRST_ORDER_WITHIN = 100
"""By so many days after the change every relation has ordered once (assumed)."""
LATEST_ORDERS = (55, 150)
"""Days after the change between which the latest days of further contracts lie (assumed)."""

WRITTEN_WITHIN = (1, 5)
"""Assumed: days between which an application is written after the order, by lot."""
MENDED_AFTER, MENDING_DAYS, MENDING_DAYS_AT_MOST = 3, 7, 25
"""Assumed: a returned application is written again after so many days, and further ones by lot: their mean and most."""
SIGNING_DAYS, SIGNING_DAYS_AT_MOST = 4, 14
"""Assumed: mean days, and most, until the end user has signed."""
HANDED_IN_WITHIN = (1, 3)
"""Assumed: days between which it is handed in after that, by lot."""


class Ordering:
    """Places contracts and writes their applications."""

    def __init__(
        self, setting: Setting, *, world: World, stocks: dict[str, Stock], submit: Callable[[Case, date], None]
    ) -> None:
        self.cases: list[Case] = []
        self._seed, self._parameters = setting.seed, setting.parameters
        self._chronicle, self._agenda = setting.chronicle, setting.agenda
        self._world, self._stocks, self._submit = world, stocks, submit
        for link in world.links:
            self._plan(link)

    def _plan(self, link: Link) -> None:
        lots = stream(self._seed, "orders", link.number)
        automotive = link.site.industry.name == AUTOMOTIVE
        mean = self._parameters.rush_days_automotive if automotive else self._parameters.rush_days
        self._at_latest(link, 1, LIST_CHANGES + timedelta(days=days(lots, mean, FIRST_ORDER_WITHIN)))
        earliest, latest = LATEST_ORDERS
        step = (latest - earliest) / max(1, link.contracts - 1)
        for number in range(2, link.contracts + 1):
            after = earliest + (number - 2 + lots.random()) * step
            self._at_latest(link, number, LIST_CHANGES + timedelta(days=int(after)))

    def _at_latest(self, link: Link, number: int, on: date) -> None:
        def place(day: date) -> None:
            while link.placed < number:
                self._order(link, day)

        self._agenda.put(on, place)

    def order_again(self, day: date) -> None:
        """Let every relation whose licences run low, and which waits for none, place its next contract."""
        for link in self._world.links:
            if 0 < link.placed < link.contracts and not any(_waits(case) for case in link.cases):
                left = sum(case.left(number) for case in link.cases for number in case.granted)
                if link.cases and left < self._parameters.reorder_days * sum(link.usage.values()):
                    self._order(link, day)

    def _order(self, link: Link, day: date) -> None:
        link.placed += 1
        lots = stream(self._seed, "contract", link.number, link.placed)
        days_of_use = self._parameters.horizon_days / link.contracts
        if (day - LIST_CHANGES).days <= AHEAD_DAYS:
            days_of_use *= 1 + self._parameters.anticipation * lots.random()
        lines = tuple(_line(entry, use * days_of_use) for entry, use in link.usage.items())
        key = f"{link.number + 1}-{link.placed}"
        case = make_case(key=key, link=link, lines=lines, on=day, mended=False, lots=lots, parameters=self._parameters)
        self._write(case, day + timedelta(days=lots.randint(*WRITTEN_WITHIN)))

    def mend(self, returned: Case, day: date) -> None:
        """Have the exporter write a mended application some days after one was returned."""
        lots = stream(self._seed, "mended", returned.key)
        case = make_case(
            key=f"{returned.key}-mended",
            link=returned.link,
            lines=returned.lines,
            on=day,
            mended=True,
            lots=lots,
            parameters=self._parameters,
        )
        after = MENDED_AFTER + days(lots, MENDING_DAYS, MENDING_DAYS_AT_MOST)
        self._write(case, day + timedelta(days=after), replaces=returned.key)

    def _write(self, case: Case, on: date, *, replaces: str = "") -> None:
        case.link.cases.append(case)
        lots = case.lots
        signed_on = on + timedelta(days=days(lots, SIGNING_DAYS, SIGNING_DAYS_AT_MOST))
        self._agenda.put(on, partial(self._draft, case, replaces))
        self._agenda.put(signed_on, partial(self._sign, case))
        self._agenda.put(signed_on + timedelta(days=lots.randint(*HANDED_IN_WITHIN)), partial(self._hand_in, case))

    def _draft(self, case: Case, replaces: str, day: date) -> None:
        link, lots = case.link, case.lots
        self.cases.append(case)
        self._chronicle.write(
            Drafted(
                moment(day, lots.random()),
                case.key,
                exporter=link.exporter.key,
                consignee=link.site.firm.key,
                end_user=link.end_user.key,
                use=case.use,
                use_text=use_text(case),
                lines=case.lines,
                dependence=declared(case, self._stocks[link.site.firm.key]),
                replaces=replaces,
            )
        )

    def _sign(self, case: Case, day: date) -> None:
        signer = self._world.signers[case.link.end_user.key]
        self._chronicle.write(Signed(moment(day, case.lots.random()), case.key, signer))

    def _hand_in(self, case: Case, day: date) -> None:
        if day > ENDS:
            return
        case.submitted_on = day
        self._chronicle.write(Submitted(moment(day, case.lots.random()), case.key))
        self._submit(case, day)


def _waits(case: Case) -> bool:
    """Say whether an application is being written or waits for its decision."""
    return case.ended_on is None


def _line(entry: str, kg: float) -> AskedLine:
    whole = max(1, round(kg))
    return AskedLine(entry, ITEMS[entry].description, whole, whole * ITEMS[entry].usd_a_kg)
