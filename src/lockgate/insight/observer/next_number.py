"""Which single number, if it were published, would narrow the share approved most, even where it came out worst.

The target is the share approved of applications of a population on a day. For each of its counts that is not known on
that day: the width that the share would still have, at the value of the count that leaves it widest.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from heapq import heappop, heappush
from math import isfinite
from typing import NamedTuple

from lockgate.insight.observer.quantity import COUNTED, Counts, Measure, Quantity
from lockgate.insight.observer.shares import Shares
from lockgate.insight.observer.simplex import Unsolved

RANGES_MAX = 60
"""How many ranges of values are halved in search of the worst; what is open then is told as an upper bound."""
_NEARLY = Fraction(1, 10**6)


class Candidate(NamedTuple):
    """A count, and how wide the target share is now and would be at worst if the count were known."""

    quantity: Quantity
    width_now: Fraction
    width_worst: Fraction
    note: str


def candidates_of(shares: Shares, population: str, day: dt.date) -> list[Candidate]:
    """Return the unknown counts of a population on a day, the one that narrows its share most first.

    Counts of firms are looked at only where a claim speaks of this population's firms.
    """
    target = Quantity(day, population, Counts.APPLICATIONS, Measure.SHARE_APPROVED)
    now = shares.bound(target).width
    if not now:
        return []
    bounds = shares.bounds
    spoken_of = {one.quantity.counts for one in bounds.system.claims if one.quantity.population == population}
    found = []
    for counts in Counts:
        if counts is Counts.APPLICATIONS or counts in spoken_of:
            for measure in COUNTED:
                quantity = Quantity(day, population, counts, measure)
                variable = bounds.system.variable(quantity)
                if bounds.low[variable] < bounds.high[variable]:
                    found.append(_candidate(shares, quantity, target, now))
    return sorted(found, key=lambda one: one.width_worst)


def _candidate(shares: Shares, quantity: Quantity, target: Quantity, now: Fraction) -> Candidate:
    if _completes(shares, quantity, target):
        return Candidate(quantity, now, Fraction(0), "The other count of the share is known.")
    try:
        worst, at, is_exact = _worst(shares, shares.bounds.system.variable(quantity), target, now)
    except Unsolved:
        return Candidate(quantity, now, now, "At most: how much it would tell was not found in time.")
    if not is_exact:
        return Candidate(quantity, now, min(worst, now), "At most: the worst was not found.")
    if worst >= now - _NEARLY:
        return Candidate(quantity, now, now, f"Where it is {at}, the share is no better known than now.")
    return Candidate(quantity, now, worst, f"Worst where it is {at}.")


def _completes(shares: Shares, quantity: Quantity, target: Quantity) -> bool:
    """Whether a count is one of the two of the share, of which the other is known."""
    variables, here = shares.counts_of(target), shares.bounds.system.variable(quantity)
    low, high = shares.bounds.low, shares.bounds.high
    return here in variables and all(low[one] == high[one] for one in variables if one != here)


def _worst(shares: Shares, variable: int, target: Quantity, now: Fraction) -> tuple[Fraction, int, bool]:
    """Return the widest that the share is at any value of a count, the value, and whether that is exact.

    The ends of the share over a range of values bound its width at each of them. The range that may hold the widest is
    halved, until one value is as wide as all ranges that are left.
    """
    bounds = shares.bounds
    low, high = bounds.low[variable], bounds.high[variable]
    widest, at = Fraction(-1), low
    for value in _promising(shares, variable, target):
        widest, at = max((widest, at), (shares.width(target, variable, value, value), value))
    ranges: list[tuple[Fraction, int, float]] = [(-now, low, high)]
    for _ in range(RANGES_MAX):
        if not ranges or -ranges[0][0] <= widest + _NEARLY:
            break
        _, low, high = heappop(ranges)
        middle = (low + int(high)) // 2 if isfinite(high) else max(2 * low, bounds.far)
        if not isfinite(high):  # halving never comes to a single value where there is no end
            widest, at = max((widest, at), (shares.width(target, variable, middle, middle), middle))
        parts: list[tuple[int, float]] = [(low, middle), (middle + 1, high)]
        for least, most in parts:
            here = shares.width(target, variable, least, most)
            if least == most:
                widest, at = max((widest, at), (here, least))
            elif here > widest:
                heappush(ranges, (-here, least, most))
    open_still = -ranges[0][0] if ranges else widest
    return max(widest, open_still), at, open_still <= widest + _NEARLY


def _promising(shares: Shares, variable: int, target: Quantity) -> list[int]:
    """Return the values of a count in the known solutions that have the least and the most of the share."""
    over, under = shares.counts_of(target)
    known = shares.bounds.pool[shares.bounds.pool[:, under] > 0]
    if not len(known):
        return []
    ratios = known[:, over] / known[:, under]
    return list({int(known[place, variable]): None for place in (ratios.argmin(), ratios.argmax())})
