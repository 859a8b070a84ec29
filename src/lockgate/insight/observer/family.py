"""A family of populations that nesting holds together: what contradicts in it, what is left out, and its bounds."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lockgate.core.errors import Invalid
from lockgate.insight.observer.bounds import Bound, Bounds
from lockgate.insight.observer.claim import Claim
from lockgate.insight.observer.contradictions import Found, LeftOut, contradictions_of, left_out
from lockgate.insight.observer.propagation import Contradiction
from lockgate.insight.observer.quantity import Measure, Quantity
from lockgate.insight.observer.shares import Shares
from lockgate.insight.observer.simplex import Unsolved
from lockgate.insight.observer.system import System

COUNTS_MAX = 60_000
"""How many counts of one family are bounded at once: populations times days times twelve."""


class Left(NamedTuple):
    """The claims that were left out, the other ways to leave out as few, and a sentence that says so ("" for none)."""

    claims: tuple[Claim, ...]
    others: tuple[tuple[Claim, ...], ...]
    sentence: str


class Family:
    """The bounds of some populations on given days; days without a claim share those of the gap that they lie in."""

    def __init__(
        self,
        populations: Sequence[str],
        pairs: Sequence[tuple[str, str]],
        claims: Sequence[Claim],
        days: Sequence[dt.date],
    ) -> None:
        self.populations = tuple(populations)
        self.claims = tuple(claims)
        pairs = [pair for pair in pairs if pair[0] in self.populations]
        self._standing_for = _representatives(days, sorted({claim.quantity.date for claim in claims}))
        kept = list(dict.fromkeys(self._standing_for.values()))
        if len(populations) * len(kept) * 12 > COUNTS_MAX:
            raise Invalid(
                f"{len(populations):,} populations on {len(kept):,} days are too many to be compared with one another.",
                mend="Leave out the nesting that you do not need, or split the file.",
            )
        try:
            self.found, self.left, self.bounds = self._bounded(populations, kept, pairs)
        except Unsolved as slow:
            raise Invalid(
                f"The claims on {populations[0]} and what goes with it could not be compared exactly and in time.",
                mend="Leave out the nesting that you do not need, or split the file.",
            ) from slow
        self.shares = Shares(self.bounds)

    def rows(self) -> Iterator[tuple[Quantity, Bound, tuple[str, ...]]]:
        """Yield each quantity of each day with its bound and the ids of the claims that it rests on."""
        claims = self.bounds.system.claims
        days: dict[dt.date, list[dt.date]] = {}
        for date, standing in self._standing_for.items():
            days.setdefault(standing, []).append(date)
        for quantity in self.bounds.system.quantities():
            shares = [quantity.of(Measure.SHARE_APPROVED)] if quantity.measure is Measure.PENDING else []
            for one in (quantity, *shares):
                bound = self._bound(one)
                ids = tuple(claims[place].id for place in sorted(bound.because))
                for date in days[one.date]:
                    yield one._replace(date=date), bound, ids

    def day_for(self, date: dt.date) -> dt.date:
        """Return the day on which the bounds are those of `date`."""
        return self._standing_for[date]

    def _bound(self, quantity: Quantity) -> Bound:
        if quantity.measure is Measure.SHARE_APPROVED:
            return self.shares.bound(quantity)
        return self.bounds.count(self.bounds.system.variable(quantity))

    def _bounded(
        self, populations: Sequence[str], days: Sequence[dt.date], pairs: Sequence[tuple[str, str]]
    ) -> tuple[Found, Left, Bounds]:
        system = System(populations, days, pairs, self.claims)
        try:
            return Found([], complete=True), Left((), (), ""), Bounds(system)
        except Contradiction:
            found = contradictions_of(system)
            way = left_out(system, found.sets)
        rest = [claim for place, claim in enumerate(self.claims) if place not in way.chosen]
        return found, self._left(way, found), Bounds(System(populations, days, pairs, rest))

    def _left(self, way: LeftOut, found: Found) -> Left:
        def claims(places: frozenset[int]) -> tuple[Claim, ...]:
            return tuple(self.claims[place] for place in sorted(places))

        chosen, others = claims(way.chosen), tuple(claims(one) for one in way.others)
        sentence = f"Left out, because claims contradict one another: {_ids(chosen)}"
        if others:
            sentence += f"; as few would be left out with {' or '.join(_ids(one) for one in others)}"
            sentence += "" if way.all_ways else " or in other ways"
        if not found.sets:
            sentence += "; they contradict only in sets of more than four"
        return Left(chosen, others, f"{sentence}.")


def _ids(claims: Sequence[Claim]) -> str:
    return " and ".join(claim.id for claim in claims)


def _representatives(days: Sequence[dt.date], spoken_of: Sequence[dt.date]) -> dict[dt.date, dt.date]:
    """Return for each day the one that stands for it: itself where a claim is on it, else the first day of its gap."""
    first: dict[int, dt.date] = {}
    standing = {}
    for day in sorted(days):
        place = bisect_left(spoken_of, day)
        is_spoken_of = place < len(spoken_of) and spoken_of[place] == day
        standing[day] = day if is_spoken_of else first.setdefault(place, day)
    return standing
