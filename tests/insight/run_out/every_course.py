"""The chance of a stop by going through every course that the cases may take, a day at a time, in fractions.

Knows nothing of deadlines, hazards or states: a course says on which day each case arrives, and is walked.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product


@dataclass(frozen=True)
class Case:
    """`grants` has the chance of a grant on each day after today (by the day), of one that still waits."""

    id: str
    quantity: int
    grants: dict[int, Fraction]
    transit: int

    def arrivals(self):
        told = {day + self.transit: chance for day, chance in self.grants.items()}
        return [*told.items(), (None, 1 - sum(told.values()))]


@dataclass(frozen=True)
class Site:
    stock: int
    usage: int
    granted: tuple[tuple[int, int], ...]
    cases: tuple[Case, ...]


def first_stop(site, arriving, until):
    left = site.stock
    for day in range(until + 1):
        left += sum(amount for on, amount in site.granted if on == day)
        left += sum(case.quantity for case, on in zip(site.cases, arriving, strict=True) if on == day)
        if left < site.usage:
            return day
        left -= site.usage
    return None


def stops(site, until):
    """Return the chance of a first stop on each day, and of none under None."""
    told = dict.fromkeys([*range(until + 1), None], Fraction(0))
    for course in product(*(case.arrivals() for case in site.cases)):
        chance = Fraction(1)
        for _, share in course:
            chance *= share
        if chance:
            told[first_stop(site, [on for on, _ in course], until)] += chance
    return told


def chance_by(site, by):
    return 1 - stops(site, by)[None]


def quantile(told, share):
    total = Fraction(0)
    for day, chance in told.items():
        total += chance
        if day is not None and total >= share:
            return day
    return None


def help_first(site, by):
    """Return the case whose grant today lowers the chance most, the first by id; None where none lowers it."""
    chances = []
    for case in site.cases:
        others = tuple(one for one in site.cases if one is not case)
        granted = (*site.granted, (case.transit, case.quantity))
        chances.append((chance_by(replace(site, cases=others, granted=granted), by), case.id))
    best = min(chances, default=(Fraction(1), ""))
    return best[1] if best[0] < chance_by(site, by) else None


def part_shipment(site, by):
    """Try every amount from the least on, and for it every day from the last on."""
    amount = 0
    while True:
        # What does not do on the first day does on no other; that it need not be tried is what is to be shown.
        for day in range(by, -1, -1):
            if chance_by(replace(site, granted=(*site.granted, (day, amount))), by) < Fraction(1, 20):
                return amount, day
        amount += 1
