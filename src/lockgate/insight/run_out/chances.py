"""The chance that a site stops, exactly: by what has arrived, on the few days on which that decides.

A site's cases stand in groups of alike ones (a group of one for each where none are alike); a *state* says how many of
each group have arrived. Each state has its deadline L, the first day whose usage exceeds what has come by then if
nothing more than this state comes. What has arrived only grows, so a site runs on day k exactly if its state of that
day has a deadline after k, and no day matters but the deadlines. Between two of them the cases of a group arrive
independently with the hazard h = (F(d') - F(d)) / (1 - F(d)), so that their number is binomial: the chances of the
states are convolved with that, and on each deadline those that it is due for have stopped.

Arrays have the site as last axis. Amounts are whole numbers, and nothing of them is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import comb, prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.run_out.arrivals import Arrivals, Chances, Days

Amounts = NDArray[np.int64]

NEVER = np.iinfo(np.int64).max // 4
"""A day that does not come."""


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Sites with as many deliveries and as many groups of cases each. Days count from the data's date.

    `stock` and `usage` (above zero) are shaped (sites,); `granted_on` (ascending) and `granted` (deliveries, sites);
    `quantity` of one case and `arrivals` (groups, sites). A group has `counts` cases, at every site the same.
    """

    stock: Amounts
    usage: Amounts
    granted_on: Days
    granted: Amounts
    quantity: Amounts
    arrivals: Arrivals
    counts: tuple[int, ...]

    @property
    def states(self) -> int:
        """How many states there are."""
        return prod(count + 1 for count in self.counts)

    def at(self, chosen: Any) -> Sites:
        """Return some of the sites, as NumPy indexes them."""
        return replace(
            self,
            stock=self.stock[chosen],
            usage=self.usage[chosen],
            granted_on=self.granted_on[:, chosen],
            granted=self.granted[:, chosen],
            quantity=self.quantity[:, chosen],
            arrivals=self.arrivals.at(np.s_[:, chosen]),
        )

    def with_delivery(self, on: Days, amount: Amounts) -> Sites:
        """Return the sites with one more delivery each."""
        days = np.concatenate([self.granted_on, on[None]])
        order = np.argsort(days, axis=0, kind="stable")
        return replace(
            self,
            granted_on=np.take_along_axis(days, order, axis=0),
            granted=np.take_along_axis(np.concatenate([self.granted, amount[None]]), order, axis=0),
        )

    def granted_today(self, group: int) -> Sites:
        """Return the sites with one case of a group granted on the data's date: it arrives after its transit."""
        fewer = list(self.counts)
        fewer[group] -= 1
        kept = [place for place, count in enumerate(fewer) if count]
        told = self.with_delivery(self.arrivals.transit[group], self.quantity[group])
        return replace(
            told,
            quantity=self.quantity[kept],
            arrivals=self.arrivals.at(kept),
            counts=tuple(fewer[place] for place in kept),
        )

    def amounts(self) -> Amounts:
        """Return what each state has brought beside the deliveries, the stock with it, shaped (states, sites)."""
        had = self.stock[None]
        for count, quantity in zip(self.counts, self.quantity, strict=True):
            more = np.arange(count + 1, dtype=np.int64)[None, :, None] * quantity
            had = (had[:, None] + more).reshape(-1, had.shape[-1])
        return had


def deadlines(sites: Sites) -> Days:
    """Return for each state the first day whose usage exceeds what is there, shaped (states, sites)."""
    had = sites.amounts()
    found = had // sites.usage
    if not len(sites.granted_on):
        return found
    found[found >= sites.granted_on[0]] = NEVER
    until = [*sites.granted_on[1:], np.full_like(sites.stock, NEVER)]
    for on, amount, end in zip(sites.granted_on, sites.granted, until, strict=True):
        had = had + amount
        stop = np.maximum(on, had // sites.usage)
        found = np.where((found == NEVER) & (stop < end), stop, found)
    return found


class FirstStops(NamedTuple):
    """The chance of a first stop on each of the days (ascending), both shaped (days, sites), and that of none."""

    days: Days
    chance: Chances
    none: Chances

    def by(self, day: int) -> Chances:
        """Return the chance of a stop up to a day, that day included."""
        total: Chances = np.where(self.days <= day, self.chance, 0.0).sum(axis=0)
        return total


def first_stops(sites: Sites, until: int) -> FirstStops:
    """Return the chances of the first stop for all days up to `until`, that day included."""
    due = np.minimum(deadlines(sites), until + 1)
    number = due.shape[1]
    if len(due) <= until + 1:
        days = np.sort(due, axis=0)
    else:
        days = np.broadcast_to(np.arange(until + 1, dtype=np.int64)[:, None], (until + 1, number))
    days = days[: max(1, int((days <= until).any(axis=1).sum()))]  # on later ones nothing is told
    states = np.zeros((sites.states, number))
    states[0] = 1.0
    chance = np.zeros(days.shape)
    before = np.zeros((len(sites.counts), number))
    for place, day in enumerate(days):
        arrived = sites.arrivals.by(day)
        waiting = before < 1.0
        hazard = np.where(waiting, (arrived - before) / np.where(waiting, 1.0 - before, 1.0), 0.0)
        states = _moved(states, np.clip(hazard, 0.0, 1.0), sites.counts)
        stopped = (due <= day) & (day <= until)
        chance[place] = np.where(stopped, states, 0.0).sum(axis=0)
        states[stopped] = 0.0
        before = arrived
    return FirstStops(days, chance, states.sum(axis=0))


def _moved(states: Chances, hazard: Chances, counts: tuple[int, ...]) -> Chances:
    """Let the cases of each group arrive with their hazard."""
    inner, number = len(states), states.shape[-1]
    for count, chance in zip(counts, hazard, strict=True):
        inner //= count + 1
        held = states.reshape(-1, count + 1, inner, number)
        if count == 1:
            come = held[:, 0] * chance
            held[:, 1] += come
            held[:, 0] *= 1.0 - chance
        else:
            held = np.einsum("akin,kln->alin", held, _binomial(count, chance))
        states = held.reshape(-1, number)
    return states


def _binomial(count: int, chance: Chances) -> Chances:
    """Return P(l have arrived | k had), shaped (k, l, sites), of `count` cases of which each that waits may arrive."""
    found = np.zeros((count + 1, count + 1, len(chance)))
    for k in range(count + 1):
        for arriving in range(count - k + 1):
            staying = count - k - arriving
            found[k, k + arriving] = comb(count - k, arriving) * chance**arriving * (1.0 - chance) ** staying
    return found
