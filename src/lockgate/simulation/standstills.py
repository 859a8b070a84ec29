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


class Lines:
    """The lines of all end users."""

    def __init__(self, world: World, seed: int) -> None:
        self.ended: list[Standstill] = []
        self._stands: dict[str, tuple[date, str]] = {}
        self._fed: dict[str, dict[str, str]] = {user.key: {} for user in world.end_users}
        for link in world.links:
            self._fed[link.end_user.key][link.site.firm.key] = f"{link.site.makes} of {link.site.firm.name}"
        lots = stream(seed, "lines")
        self._room = {(user, site): days(lots, BUFFER_DAYS, 60) for user, sites in self._fed.items() for site in sites}
        self._left = dict(self._room)

    def live(self, day: date, stocks: dict[str, Stock]) -> None:
        """Let every line run for a day, or stand."""
        for user, sites in self._fed.items():
            wanting = ""
            for site, parts in sites.items():
                step = -1 if stocks[site].stands_since else 1
                left = self._left[user, site] + step
                self._left[user, site] = max(0, min(self._room[user, site], left))
                if left < 0:
                    wanting = wanting or parts
            if wanting and user not in self._stands:
                self._stands[user] = (day, wanting)
            elif not wanting and user in self._stands:
                since, wanted = self._stands.pop(user)
                self.ended.append(Standstill(user, since, day, wanted))

    def unended(self) -> list[Standstill]:
        """Return the standstills that last."""
        return [Standstill(user, since, None, wanted) for user, (since, wanted) in self._stands.items()]
