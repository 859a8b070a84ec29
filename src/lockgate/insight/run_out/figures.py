"""When each site stops, with what chance, which case would help most, and how much more would do."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.run_out.chances import FirstStops, deadlines, first_stops
from lockgate.insight.run_out.drawing import DrawnSite
from lockgate.insight.run_out.part_shipment import SAME, is_unlikely, smallest_part_shipment
from lockgate.insight.run_out.whole_sites import Block, WholeSites

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]

QUANTILES: Final = (0.05, 0.5, 0.95)
NONE: Final = -1
"""Where there is no day, no case, no amount."""

METHODS: Final = ("", "exact", "convolution", "simulation")


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """A place for each site; days count from the data's date, amounts are in the site's steps.

    `cover` is the day of its stop if no case is granted. `stops` is shaped (quantiles, sites). `method` is a place of
    METHODS: 0 where no chance was worked out. `helps` is a place in PENDING, `helps_too` how many help as much.
    """

    cover: Whole
    stops: Whole
    chance: Numbers
    chance_none: Numbers
    helps: Whole
    helps_too: Whole
    part: Whole
    part_by: Whole
    method: Whole

    @classmethod
    def of_none(cls, sites: int) -> Figures:
        """Return figures of nothing, to be filled in."""
        days = [np.full(shape, NONE, np.int64) for shape in (sites, (len(QUANTILES), sites), *(sites,) * 4)]
        cover, stops, helps, helps_too, part, part_by = days
        zeros, method = np.zeros((2, sites)), np.zeros(sites, np.int64)
        return cls(cover, stops, zeros[0], zeros[1], helps, helps_too, part, part_by, method)


def fill_cover(figures: Figures, whole: WholeSites, chosen: Flags) -> None:
    """Tell how long what is there and granted lasts."""
    for block in whole.blocks(chosen, with_cases=False):
        figures.cover[block.places] = deadlines(block.sites)[0]


def fill_chances(
    figures: Figures, whole: WholeSites, chosen: Flags, *, by: int, horizon: int, with_cases: bool = True
) -> None:
    """Tell the chances of sites all whose cases have a pace, or that need none; `by` and `horizon` are days."""
    # NumPy lets go of the interpreter while it computes, and blocks have no site in common.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(
            lambda block: _fill_block(figures, block, by, horizon), whole.blocks(chosen, with_cases=with_cases)
        ):
            pass


def _fill_block(figures: Figures, block: Block, by: int, horizon: int) -> None:
    if block.is_drawn:
        _fill_drawn(figures, block, by, horizon)
        return
    places, counts = block.places, block.sites.counts
    figures.method[places] = METHODS.index("exact" if set(counts) <= {1} else "convolution")
    _fill(figures, places, first_stops(block.sites, max(by, horizon)), by, horizon)
    chance = figures.chance[places]
    if (at := np.flatnonzero(chance > SAME)).size:
        sites = block.sites.at(at)
        with_each = [first_stops(sites.granted_today(group), by).by(by) for group in range(len(counts))]
        _fill_help(figures, places[at], block.cases[:, at], counts, with_each)
    if (at := np.flatnonzero(~is_unlikely(chance))).size:
        part = smallest_part_shipment(block.sites.at(at), by)
        figures.part[places[at]], figures.part_by[places[at]] = part
    figures.part[places[is_unlikely(chance)]] = 0


def fill_no_usage(figures: Figures, chosen: Flags) -> None:
    """Tell that a site which uses nothing never stops."""
    figures.method[chosen] = METHODS.index("exact")
    figures.chance_none[chosen] = 1.0
    figures.part[chosen] = 0


def leave_part_open(figures: Figures, chosen: Flags) -> None:
    """Tell no part-shipment of sites that need one: how much is enough rests on cases of which no chance is told."""
    needs_one = chosen & (figures.part > 0)
    figures.part[needs_one] = figures.part_by[needs_one] = NONE


def _fill_drawn(figures: Figures, block: Block, by: int, horizon: int) -> None:
    drawn = DrawnSite.of(block.sites, max(by, horizon))
    figures.method[block.places] = METHODS.index("simulation")
    _fill(figures, block.places, drawn.first_stops(), by, horizon)
    chance = figures.chance[block.places]
    if chance[0] > SAME:
        with_each = [drawn.granted_today(case).first_stops().by(by) for case in range(len(block.cases))]
        _fill_help(figures, block.places, block.cases, block.sites.counts, with_each)
    if is_unlikely(chance)[0]:
        figures.part[block.places] = 0
    else:
        figures.part[block.places], figures.part_by[block.places] = drawn.smallest_part_shipment(by)


def _fill(figures: Figures, places: Whole, stops: FirstStops, by: int, horizon: int) -> None:
    figures.chance[places] = np.minimum(stops.by(by), 1.0)
    later = np.where(stops.days > horizon, stops.chance, 0.0).sum(axis=0)
    figures.chance_none[places] = np.minimum(stops.none + later, 1.0)
    so_far = np.cumsum(stops.chance, axis=0)
    for row, share in enumerate(QUANTILES):
        reached = (so_far >= share - SAME) & (stops.days <= horizon)
        day = np.take_along_axis(stops.days, reached.argmax(axis=0)[None], axis=0)
        figures.stops[row, places] = np.where(reached.any(axis=0), day[0], NONE)


def _fill_help(
    figures: Figures, places: Whole, cases: Whole, counts: tuple[int, ...], with_each: list[Numbers]
) -> None:
    """Choose the case with which the chance is lowest, the first by its id where several are."""
    best = figures.chance[places]
    chosen, others = np.full(len(places), NONE, np.int64), np.zeros(len(places), np.int64)
    for case, count, chance in zip(cases, counts, with_each, strict=True):
        lower, same = chance < best - SAME, np.abs(chance - best) <= SAME
        others = np.where(lower, count - 1, others + np.where(same & (chosen >= 0), count, 0))
        chosen, best = np.where(lower, case, chosen), np.where(lower, chance, best)
    figures.helps[places], figures.helps_too[places] = chosen, others
