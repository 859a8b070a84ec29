"""All sites with what may come to them, in whole numbers of each one's step; cut into blocks of arrays.

A block's sites have as many cases and as many deliveries each, and are worked out at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.run_out.arrivals import Arrivals, Curves
from lockgate.insight.run_out.chances import Sites
from lockgate.insight.run_out.lattice import LARGEST, Amount, Ratios, Steps, in_steps, steps_of
from lockgate.insight.run_out.rows import GrantedRows, PendingRows, StockRows

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

STATES_MAX: Final = 1024
"""Sites with more states than this are drawn: ten cases that are not alike have as many."""

_CELLS: Final = 1 << 16


class Block(NamedTuple):
    """Sites with as many cases and deliveries, by their places in STOCK; `cases` (groups, sites) are places in PENDING.

    A group's case is the first of it by its id. `is_drawn` says that there are too many states to go through.
    """

    places: Whole
    cases: Whole
    sites: Sites
    is_drawn: bool


@dataclass(frozen=True, slots=True, eq=False)
class WholeSites:
    """What the sites have, use and may get. `pending_from` and `granted_from` say where a site's rows begin.

    `uses_nothing` is a usage of 0, whatever the stock; `fits` says that its amounts can be compared exactly.
    """

    stock: Whole
    usage: Whole
    steps: Steps
    lacks_stock: Flags
    lacks_usage: Flags
    uses_nothing: Flags
    fits: Flags
    pending: Whole
    pending_from: Whole
    granted: Whole
    granted_on: Whole
    granted_from: Whole
    arrivals: Arrivals

    @property
    def is_known(self) -> Flags:
        """Where the stock and the usage are told."""
        return ~self.lacks_stock & ~self.lacks_usage

    @classmethod
    def of(cls, at: StockRows, cases: PendingRows, sure: GrantedRows, curves: Curves, days: int) -> WholeSites:
        """Convert all amounts; `days` is the last day that is looked at."""
        number = len(at.site)
        own = np.arange(number, dtype=np.int64)
        alone = Ratios(np.ones_like(own), np.zeros_like(own), np.ones_like(own), own >= 0)
        had, used = Amount(own, at.stock, alone), Amount(own, at.usage, alone)
        steps = steps_of(number, [had, used, cases.quantity, sure.quantity])
        stock, usage, coming, certain = (in_steps(one, steps) for one in (had, used, cases.quantity, sure.quantity))
        most = 1.0 * stock.values + (days + 2.0) * usage.values
        np.add.at(most, cases.quantity.site, coming.values)
        np.add.at(most, sure.quantity.site, certain.values)
        fits = (most < LARGEST) & ~stock.too_large & ~usage.too_large
        for one, whole in ((cases.quantity, coming), (sure.quantity, certain)):
            fits[one.site[whole.too_large]] = False
        on, amount, since = _by_day(number, sure, certain.values)
        return cls(
            stock=stock.values,
            usage=usage.values,
            steps=steps,
            lacks_stock=at.stock.empty,
            lacks_usage=at.usage.empty,
            uses_nothing=~at.usage.empty & (at.usage.digits == 0),
            fits=fits,
            pending=coming.values,
            pending_from=_starts(number, cases.quantity.site),
            granted=amount,
            granted_on=on,
            granted_from=since,
            arrivals=Arrivals(curves, cases.curve, cases.waited, cases.transit),
        )

    def blocks(self, chosen: Flags, *, with_cases: bool = True) -> Iterator[Block]:
        """Cut the chosen sites into blocks, with their cases or as if they had none."""
        cases = np.diff(self.pending_from) * with_cases
        deliveries = np.diff(self.granted_from)
        places = np.flatnonzero(chosen)
        places = places[np.lexsort((deliveries[places], cases[places]))]
        pairs = np.stack([cases[places], deliveries[places]])
        cuts = np.flatnonzero((np.diff(pairs, axis=1) != 0).any(axis=0)) + 1
        for alike in np.split(places, cuts):
            if len(alike):
                yield from self._cut(alike, int(cases[alike[0]]), int(deliveries[alike[0]]))

    def _cut(self, places: Whole, cases: int, deliveries: int) -> Iterator[Block]:
        if 2**cases > STATES_MAX:
            yield from (self._grouped(place, cases, deliveries) for place in places[:, None])
            return
        size = max(1, _CELLS // (2**cases * (deliveries + 1)))
        for start in range(0, len(places), size):
            some = places[start : start + size]
            yield self._block(some, self.pending_from[some] + np.arange(cases)[:, None], (1,) * cases, deliveries)

    def _grouped(self, place: Whole, cases: int, deliveries: int) -> Block:
        """Put the alike cases of one site into groups, in the order of each one's first."""
        rows = self.pending_from[place[0]] + np.arange(cases)
        pace = self.arrivals
        alike = np.stack([self.pending[rows], pace.curve[rows], pace.waited[rows], pace.transit[rows]])
        _, first, counts = np.unique(alike, axis=1, return_index=True, return_counts=True)
        order = np.argsort(first)
        if np.prod(counts + 1.0) > STATES_MAX:
            return self._block(place, rows[:, None], (1,) * cases, deliveries, is_drawn=True)
        return self._block(place, rows[first[order], None], tuple(counts[order].tolist()), deliveries)

    def _block(
        self, places: Whole, cases: Whole, counts: tuple[int, ...], deliveries: int, *, is_drawn: bool = False
    ) -> Block:
        coming = self.granted_from[places] + np.arange(deliveries)[:, None]
        sites = Sites(
            stock=self.stock[places],
            usage=self.usage[places],
            granted_on=self.granted_on[coming],
            granted=self.granted[coming],
            quantity=self.pending[cases],
            arrivals=self.arrivals.at(cases),
            counts=counts,
        )
        return Block(places, cases, sites, is_drawn)


def _starts(sites: int, site: Whole) -> Whole:
    """Return where the rows of each site begin among rows that stand by site, and where those of the last end."""
    return np.concatenate([[0], np.cumsum(np.bincount(site, minlength=sites))]).astype(np.int64)


def _by_day(sites: int, sure: GrantedRows, amounts: Whole) -> tuple[Whole, Whole, Whole]:
    """Put together what arrives at a site on one day; by site and day."""
    site = sure.quantity.site
    order = np.lexsort((sure.on, site))
    pairs = np.stack([site[order], sure.on[order]])
    is_new = np.ones(len(order), bool)
    is_new[1:] = (pairs[:, 1:] != pairs[:, :-1]).any(axis=0)
    first = np.flatnonzero(is_new)
    total = np.add.reduceat(amounts[order], first) if len(first) else amounts
    return pairs[1, first], total, _starts(sites, pairs[0, first])
