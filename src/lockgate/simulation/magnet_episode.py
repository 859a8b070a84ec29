"""The magnet episode of 2025: a world is made, lives through seven months day by day, and tells what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from lockgate.simulation.agenda import Agenda
from lockgate.simulation.border import Border
from lockgate.simulation.chamber import brought
from lockgate.simulation.chronicle import Chronicle
from lockgate.simulation.department import Department
from lockgate.simulation.firms import make_world
from lockgate.simulation.happenings import Episode, Standstill
from lockgate.simulation.lots import spread, stream
from lockgate.simulation.ordering import Ordering
from lockgate.simulation.parameters import BEGINS, ENDS, FITTED, LIST_CHANGES, Parameters
from lockgate.simulation.relations import Case
from lockgate.simulation.setting import Setting
from lockgate.simulation.standstills import Lines
from lockgate.simulation.stock import Stock, leaving_share

LARGEST = 10_000
EUROPEAN_AUTOMOTIVE = "european_automotive"
BROUGHT_TO_THE_CHAMBER = "brought_to_the_chamber"


def live_through(
    *, size: int, seed: int, working_days: Callable[[date], bool], parameters: Parameters = FITTED
) -> Episode:
    """Live through the episode with so many applications (1 to 10,000), those that mend returned ones on top.

    `working_days` says on which days the department works. The same arguments give the same episode.
    Raises ValueError for another size.
    """
    if not 1 <= size <= LARGEST:
        raise ValueError(f"A world of {size} applications cannot be made: give 1 to {LARGEST}.")
    lived = Life(size, seed, working_days, parameters)
    for day in _days(BEGINS, ENDS):
        lived.live(day)
    return lived.told()


class Life:
    """A world that lives day by day."""

    def __init__(self, size: int, seed: int, working_days: Callable[[date], bool], parameters: Parameters) -> None:
        self._setting = Setting(size, seed, parameters, Chronicle(), Agenda(working_days))
        self._parameters = parameters
        self._world = make_world(size, seed, parameters)
        lots = stream(seed, "stocks")
        self.stocks = {
            site.firm.key: Stock(site, spread(lots, parameters.stock_days, parameters.stock_spread))
            for site in self._world.sites
        }
        self._department = Department(self._setting, world=self._world, mend=self._mend)
        self._ordering = Ordering(self._setting, world=self._world, stocks=self.stocks, submit=self._department.receive)
        self._border = Border(self._setting, stocks=self.stocks)
        self._lines = Lines(self._world, seed)
        self._ended: list[Standstill] = []
        self._free_kg: dict[date, int] = {}
        self._send_what_is_at_sea()

    @property
    def cases(self) -> list[Case]:
        """All applications that were written."""
        return self._ordering.cases

    def live(self, day: date) -> None:
        """Live through a day."""
        self._leave_freely(day)
        for stock in self.stocks.values():
            if ended := stock.live(day, self._parameters):
                self._ended.append(ended)
        self._lines.live(day, self.stocks)
        self._setting.agenda.do(day)
        self._ordering.order_again(day)
        self._department.work(day)
        self._border.supply(day)

    def told(self) -> Episode:
        """Tell what happened."""
        standing = [held for stock in self.stocks.values() if (held := stock.unended())]
        stood = [*self._ended, *self._lines.ended, *standing, *self._lines.unended()]
        return Episode(
            seed=self._setting.seed,
            size=self._setting.size,
            begins=BEGINS,
            ends=ENDS,
            control_list_changes=LIST_CHANGES,
            firms=self._world.firms,
            officers=self._parameters.officers,
            seniors=self._parameters.seniors,
            happenings=self._setting.chronicle.in_order(),
            free_kg=self._free_kg,
            populations={
                EUROPEAN_AUTOMOTIVE: frozenset(
                    case.key for case in self.cases if case.is_european_automotive and case.submitted_on
                ),
                BROUGHT_TO_THE_CHAMBER: brought(self.cases, self._setting.seed, self._parameters),
            },
            standstills=tuple(sorted(stood, key=lambda held: (held.since, held.firm))),
        )

    def _mend(self, case: Case, day: date) -> None:
        self._ordering.mend(case, day)

    def _send_what_is_at_sea(self) -> None:
        for day in _days(BEGINS - timedelta(days=self._parameters.sea_days), BEGINS - timedelta(days=1)):
            self._ship(day, 1.0)

    def _leave_freely(self, day: date) -> None:
        """Let leave what needs no licence: before the change everything, and after it what had been cleared."""
        parameters = self._parameters
        share = leaving_share(day, LIST_CHANGES, parameters.pipeline_days)
        free = parameters.share_free + (1 - parameters.share_free) * share
        self._free_kg[day] = round(parameters.magnet_kg_a_day * free)
        if share:
            self._ship(day, share)

    def _ship(self, day: date, share: float) -> None:
        arrives = day + timedelta(days=self._parameters.sea_days)
        for stock in self.stocks.values():
            for entry, use in stock.site.usage.items():
                stock.send(entry, use * share, arrives=arrives)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
