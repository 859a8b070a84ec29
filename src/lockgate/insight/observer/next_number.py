"""Which single number, if it were published, would narrow the share approved most, even where it came out worst.

The target is the share approved of applications of each population on the last day. For each of its counts that is not
known on that day: the width that the share would still have, at the value of the count that leaves it widest.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from heapq import heappop, heappush
from math import isfinite
from typing import NamedTuple

from lockgate.insight.observer.bounds import Bounds
from lockgate.insight.observer.quantity import COUNTED, Counts, Measure, Quantity

RANGES_MAX = 30
"""How many ranges of values are halved in search of the worst; what is open then is told as an upper bound."""
_NEARLY = Fraction(1, 10**6)


class Candidate(NamedTuple):
    """A count, and how wide the target share is now and would be at worst if the count were known."""

    quantity: Quantity
    width_now: Fraction
    width_worst: Fraction
    note: str


def candidates_of(bounds: Bounds, population: str, day: dt.date) -> list[Candidate]:
    """Return the unknown counts of a population on a day, the one that narrows its share most first.

    Counts of firms are looked at only where a claim speaks of firms: else none narrows the share of applications.
    """
    share = Quantity(day, population, Counts.APPLICATIONS, Measure.SHARE_APPROVED)
    now = bounds.share(share).width
    if not now:
        return []
    spoken_of = {claim.quantity.counts for claim in bounds.system.claims}
    found = []
    for counts in Counts:
        if counts is Counts.APPLICATIONS or counts in spoken_of:
            for measure in COUNTED:
                quantity = Quantity(day, population, counts, measure)
                variable = bounds.system.variable(quantity)
                if bounds.low(variable) < bounds.high(variable):
                    found.append(_candidate(bounds, quantity, share, now))
    return sorted(found, key=lambda one: one.width_worst)


def _candidate(bounds: Bounds, quantity: Quantity, share: Quantity, now: Fraction) -> Candidate:
    """Search for the worst value: the ends of the share over a range of values bound its width at each of them.

    The range that may hold the widest is halved, until one value is as wide as all ranges that are left.
    """
    variable = bounds.system.variable(quantity)

    def width(low: int, high: float) -> Fraction:
        return bounds.share(share, {variable: (low, high)}).width or Fraction(0)

    widest, at = Fraction(0), bounds.low(variable)
    ratio = (bounds.system.variable(share.of(one)) for one in (Measure.APPROVED, Measure.APPLICATIONS))
    for value in dict.fromkeys(bounds.reached(variable, *ratio)):
        widest, at = max((widest, at), (width(value, value), value))
    ranges = [(-now, bounds.low(variable), bounds.high(variable))]
    for _ in range(RANGES_MAX):
        if not ranges or -ranges[0][0] <= widest + _NEARLY:
            break
        _, low, high = heappop(ranges)
        middle = (low + int(high)) // 2 if isfinite(high) else max(2 * low, bounds.far)
        for part in ((low, middle), (middle + 1, high)):
            if part[0] == part[1]:
                widest, at = max((widest, at), (width(*part), part[0]))
            elif (most := width(*part)) > widest:
                heappush(ranges, (-most, *part))
    worst = max([widest, *(-most for most, _, _ in ranges)])
    if widest >= now - _NEARLY:
        return Candidate(quantity, now, now, f"Where it is {at}, the share is no better known than now.")
    if worst > widest + _NEARLY:
        return Candidate(quantity, now, worst, "At most: the search for the worst value was stopped.")
    return Candidate(quantity, now, widest, f"Worst where it is {at}.")
