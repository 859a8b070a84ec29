"""A site's stock: goods arrive, are used while there are enough, and the site stands still when there are not.

After the day's arrivals a site uses its day's need of every item, or, where one is short, nothing: it stands still,
and starts again with stock for a few days. So no stock ever falls below zero. A site that has little left is thrifty:
it makes fewer products, or other ones (Maruti cut a plan to a third without a stop, Fortune India, 2025-09).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from lockgate.simulation.happenings import Standstill
from lockgate.simulation.items import ITEMS
from lockgate.simulation.parameters import Parameters
from lockgate.simulation.relations import Site


class Stock:
    """What lies at a site and what is on its way to it, in kg by entry."""

    def __init__(self, site: Site, days: float) -> None:
        self.site = site
        self.held = {entry: use * days for entry, use in site.usage.items()}
        self.days = days
        self.coming = dict.fromkeys(site.usage, 0.0)
        self.used = dict.fromkeys(site.usage, 0.0)
        self.stands_since: date | None = None
        self.wanting = ""
        self._arrivals: dict[date, list[tuple[str, float]]] = defaultdict(list)

    def send(self, entry: str, kg: float, *, arrives: date) -> None:
        """Put goods on their way."""
        self.coming[entry] += kg
        self._arrivals[arrives].append((entry, kg))

    def live(self, day: date, parameters: Parameters) -> Standstill | None:
        """Take in what arrives and use what the day needs; return a standstill that ended today."""
        for entry, kg in self._arrivals.pop(day, ()):
            self.coming[entry] -= kg
            self.held[entry] += kg
        needed = parameters.restart_days if self.stands_since else 1.0
        part = 1.0
        for entry, use in self.site.usage.items():
            if self.held[entry] < use * needed:
                if self.stands_since is None:
                    self.stands_since, self.wanting = day, entry
                return None
            if self.held[entry] < use * parameters.thrift_days:
                part = parameters.thrift
        for entry, use in self.site.usage.items():
            self.held[entry] -= use * part
            self.used[entry] += use * part
        ended = self._standstill(day) if self.stands_since else None
        self.stands_since = None
        return ended

    def unended(self) -> Standstill | None:
        """Return the standstill that lasts, None where the site runs."""
        return self._standstill(None) if self.stands_since else None

    def _standstill(self, until: date | None) -> Standstill:
        assert self.stands_since is not None, "asked only of a site that stood still"
        wanting = f"{ITEMS[self.wanting].description} ({self.wanting})"
        return Standstill(self.site.firm.key, self.stands_since, until, wanting)


def leaving_share(day: date, change: date, pipeline_days: float) -> float:
    """Return which share of the controlled flow leaves on a day without a licence.

    All of it before the change; afterwards what had been cleared before, less each day, none after `pipeline_days`.

    >>> change = date(2025, 4, 4)
    >>> leaving_share(date(2025, 4, 3), change, 10), leaving_share(date(2025, 4, 9), change, 10)
    (1.0, 0.5)
    """
    if day < change:
        return 1.0
    return max(0.0, 1 - (day - change) / timedelta(days=1) / pipeline_days) if pipeline_days else 0.0
