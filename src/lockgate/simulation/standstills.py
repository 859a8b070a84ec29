"""What stops downstream: an end user's line stands while the parts of one of its suppliers have run out.

Each line keeps some days of every supplier's parts. They shrink by a day on each day on which that supplier stands
still, and grow again when it runs. Parts do not replace each other.
"""

from __future__ import annotations

from datetime import date

from lockgate.simulation.firms import World
from lockgate.simulation.happenings import Standstill
from lockgate.simulation.lots import days, stream
from lockgate.simulation.stock import Stock

BUFFER_DAYS = 12
"""Assumed: the mean stock of parts of an end user's line, in days."""
BUFFER_DAYS_AT_MOST = 60
"""Assumed: no line keeps more."""


class Lines:
    """The lines of all end users."""

    def __init__(self, world: World, seed: int) -> None:
        self.ended: list[Standstill] = []
        self._stands: dict[str, tuple[date, str]] = {}
        self._missing: dict[tuple[str, str], int] = {}
        lots = stream(seed, "lines")
        self._room: dict[tuple[str, str], int] = {}
        self._served: dict[str, dict[str, str]] = {}
        for link in world.links:
            user, site = link.end_user.key, link.site.firm
            self._served.setdefault(site.key, {})[user] = f"{link.site.makes} of {site.name}"
            self._room[user, site.key] = days(lots, BUFFER_DAYS, BUFFER_DAYS_AT_MOST)

    def live(self, day: date, stocks: dict[str, Stock]) -> None:
        """Let every line run for a day, or stand."""
        wanting: dict[str, str] = {}
        for (user, site), missing in list(self._missing.items()):
            if not stocks[site].stands_since:
                self._missing[user, site] = missing - 1
                if missing == 1:
                    del self._missing[user, site]
        for site, stock in stocks.items():
            if stock.stands_since:
                for user, parts in self._served.get(site, {}).items():
                    missing = self._missing.get((user, site), 0)
                    if missing < self._room[user, site]:
                        self._missing[user, site] = missing + 1
                    else:
                        wanting.setdefault(user, parts)
        for user in [user for user in self._stands if user not in wanting]:
            since, wanted = self._stands.pop(user)
            self.ended.append(Standstill(user, since, day, wanted))
        for user, parts in wanting.items():
            self._stands.setdefault(user, (day, parts))

    def unended(self) -> list[Standstill]:
        """Return the standstills that last."""
        return [Standstill(user, since, None, wanted) for user, (since, wanted) in self._stands.items()]
