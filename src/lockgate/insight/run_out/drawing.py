"""The chance that a site stops, by drawing when its cases arrive: where their states are too many to go through.

The draws are the same in every run. The same draws answer what a grant today changes, so that the difference between
two cases is not one between draws. A chance's standard error is at most ERROR.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.run_out.arrivals import Days
from lockgate.insight.run_out.chances import NEVER, Amounts, FirstStops, Sites
from lockgate.insight.run_out.part_shipment import PartShipment, is_unlikely

DRAWS: Final = 20_000
SEED: Final = 20250404
ERROR: Final = 0.5 / DRAWS**0.5


@dataclass(frozen=True, slots=True, eq=False)
class DrawnSite:
    """One site, and the days on which each of its cases arrives in each of the draws, shaped (draws, cases)."""

    site: Sites
    until: int
    arriving: Days

    @classmethod
    def of(cls, site: Sites, until: int, draws: int = DRAWS) -> DrawnSite:
        """Draw for one site whose cases stand in groups of one, for the days up to `until`."""
        chances = np.stack([site.arrivals.by(np.array([day], np.int64))[:, 0] for day in range(until + 1)], axis=1)
        uniform = np.random.default_rng(SEED).random((draws, len(chances)))
        arriving = np.empty(uniform.shape, np.int64)
        for case, chance in enumerate(chances):
            arriving[:, case] = np.searchsorted(chance, uniform[:, case], side="right")
        return cls(site, until, np.where(arriving > until, NEVER, arriving))

    def granted_today(self, case: int) -> DrawnSite:
        """Return the same draws with one case granted on the data's date."""
        arriving = self.arriving.copy()
        arriving[:, case] = self.site.arrivals.transit[case, 0]
        return DrawnSite(self.site, self.until, arriving)

    def first_stops(self) -> FirstStops:
        """Return the shares of the draws that stop first on each day up to `until`."""
        first = np.minimum(self._first_days(), self.until + 1)
        counted = np.bincount(first, minlength=self.until + 2) / len(first)
        days = np.arange(self.until + 1, dtype=np.int64)[:, None]
        return FirstStops(days, counted[:-1, None], counted[-1:])

    def smallest_part_shipment(self, by: int) -> PartShipment:
        """Return the least amount that a stop up to day `by` is unlikely with among the draws, and its latest day.

        A draw is saved by an amount from its greatest shortfall on, if that arrives no later than its first stop.
        """
        lacking, first = self._shortfalls(by), self._first_days()
        allowed = _most_that_are_unlikely(len(lacking))
        amount = np.sort(lacking)[len(lacking) - 1 - allowed]
        too_late = np.sort(np.where(lacking <= amount, first, -1))[allowed]
        return PartShipment(np.array([amount]), np.array([min(int(too_late), by)]))

    def _come(self) -> tuple[Days, Amounts]:
        """Return the days on which anything comes, ascending, and what is there from each on; the stock first."""
        draws, deliveries = len(self.arriving), self.site.granted_on[:, 0]
        days = np.concatenate([np.broadcast_to(deliveries, (draws, len(deliveries))), self.arriving], axis=1)
        amounts = np.concatenate([self.site.granted[:, 0], self.site.quantity[:, 0]])
        order = np.argsort(days, axis=1, kind="stable")
        had = self.site.stock[0] + np.cumsum(amounts[order], axis=1)
        started = np.zeros((draws, 1), np.int64)
        return (
            np.concatenate([started, np.take_along_axis(days, order, axis=1)], axis=1),
            np.concatenate([started + self.site.stock[0], had], axis=1),
        )

    def _first_days(self) -> Days:
        since, had = self._come()
        ending = np.concatenate([since[:, 1:], np.full((len(since), 1), NEVER)], axis=1)
        stop = np.maximum(since, had // self.site.usage[0])
        first: Days = np.where((stop < ending) & (since < NEVER), stop, NEVER).min(axis=1)
        return first

    def _shortfalls(self, by: int) -> Amounts:
        """Return the most that each draw lacks on any day up to `by`: on the last before something comes."""
        since, had = self._come()
        ending = np.concatenate([since[:, 1:], np.full((len(since), 1), NEVER)], axis=1)
        days_used = np.minimum(ending, by + 1)
        lacking: Amounts = np.where(since <= by, days_used * self.site.usage[0] - had, 0).max(axis=1)
        return np.maximum(lacking, 0)


def _most_that_are_unlikely(draws: int) -> int:
    """Return how many draws may stop for the chance to be unlikely."""
    numbers: NDArray[np.int64] = np.arange(draws)
    return int(numbers[is_unlikely(numbers / draws)][-1])
