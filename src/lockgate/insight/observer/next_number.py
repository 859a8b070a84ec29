"""Which single number, if it were published, would narrow the share approved most, even where it came out worst.

The target is the share approved of applications of each population on the last day. For each of its counts that is not
known on that day: the width that the share would still have, at the value of the count that leaves it widest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from lockgate.insight.observer.bounds import Bounds
from lockgate.insight.observer.quantity import COUNTED, Counts, Measure, Quantity

VALUES_MAX = 21
"""Of a count with more possible values, this many are tried: the ends, some between, and those at known ends."""


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
    variable, worst = bounds.system.variable(quantity), Fraction(0)
    low, high = bounds.low(variable), bounds.high(variable)
    tried = 0
    for value in _values(bounds, quantity, share):
        tried += 1
        width = bounds.share(share, {variable: value}).width
        worst = max(worst, width or Fraction(0))
        if worst >= now:
            return Candidate(quantity, now, now, f"Where it is {value}, the share is no better known than now.")
    if high == float("inf"):
        return Candidate(quantity, now, worst, f"The worst of {tried} values of {low} and more; it has no upper bound.")
    if high - low + 1 > tried:
        return Candidate(quantity, now, worst, f"The worst of {tried} values between {low} and {int(high)}.")
    return Candidate(quantity, now, worst, "")


def _values(bounds: Bounds, quantity: Quantity, share: Quantity) -> Iterator[int]:
    """Yield what the count may be, beginning with values at which the share is known to be wide."""
    variable, over, under = (
        bounds.system.variable(one)
        for one in (quantity, share.of(Measure.APPROVED), share.of(Measure.APPLICATIONS))
    )
    low, high = bounds.low(variable), min(bounds.high(variable), bounds.far)
    steps = VALUES_MAX - 1
    span = int(high) - low
    spread = range(low, int(high) + 1) if span <= steps else (low + span * step // steps for step in range(steps + 1))
    yield from dict.fromkeys([*bounds.reached(variable, over, under), *spread])
