"""The smallest part-shipment that makes a stop unlikely, and the latest day on which it may arrive.

A part-shipment is so much more of the item that arrives at the start of one day, whatever becomes of the pending cases.
Nothing helps more than to arrive at once, so the smallest is sought for the data's date; then the latest day on which
that amount still does. The chance falls only at amounts with which a state's deadline moves by a day: the shortfall
(k + 1) usage - what is there, of a state with some of the deliveries. Sought by halving: first among whole days of
usage, then among the shortfalls that lie within the last of them, then among the days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.run_out.arrivals import Chances, Days
from lockgate.insight.run_out.chances import Amounts, Sites, first_stops

UNLIKELY = 0.05
"""A chance below this is brought about."""

SAME = 1e-12
"""Chances that differ by less are equal but for the rounding of the machine."""


class PartShipment(NamedTuple):
    """The amount, and the last day, counted from the data's date, on which it arrives in time. Shaped (sites,)."""

    amount: Amounts
    by: Days


def is_unlikely(chance: Chances) -> NDArray[np.bool_]:
    """Tell which chances are below 5 %; one of 5 % but for rounding is not."""
    below: NDArray[np.bool_] = chance < UNLIKELY - SAME
    return below


def smallest_part_shipment(sites: Sites, by: int) -> PartShipment:
    """Return it for sites whose chance of a stop up to day `by` is 5 % or more without it."""
    none = np.zeros_like(sites.stock)

    def is_enough(amount: Amounts) -> NDArray[np.bool_]:
        return is_unlikely(first_stops(replace(sites, stock=sites.stock + amount), by).by(by))

    days = _first(lambda days: is_enough(days * sites.usage), none, none + by + 1)
    shortfalls = (days - 1) * sites.usage + _shortfalls(sites)
    place = _first(lambda place: is_enough(_pick(shortfalls, place)), none - 1, none + len(shortfalls) - 1)
    amount = _pick(shortfalls, place)
    too_late = _first(
        lambda day: ~is_unlikely(first_stops(sites.with_delivery(day, amount), by).by(by)), none, none + by + 1
    )
    return PartShipment(amount, too_late - 1)


def _first(holds: Callable[[Days], NDArray[np.bool_]], below: Days, above: Days) -> Days:
    """Return the first number for which something holds that does not hold `below`, does `above`, and all between."""
    while (above - below > 1).any():
        middle = (below + above + 1) // 2
        held = holds(middle)
        below, above = np.where(held, below, middle), np.where(held, middle, above)
    return above


def _shortfalls(sites: Sites) -> Amounts:
    """Return, ascending, what the states with some of the deliveries lack of whole days of usage: 1 up to a usage."""
    had = sites.amounts()
    come = np.concatenate([np.zeros_like(sites.stock)[None], np.cumsum(sites.granted, axis=0)])
    total = (had[:, None] + come[None]).reshape(-1, had.shape[-1])
    return np.sort(sites.usage - total % sites.usage, axis=0)


def _pick(table: Amounts, row: Days) -> Amounts:
    picked: Amounts = np.take_along_axis(table, row[None], axis=0)[0]
    return picked
