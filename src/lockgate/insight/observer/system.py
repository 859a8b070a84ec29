"""What must hold of the counts of a family of populations, written as linear rows over whole numbers of 0 or more.

Applications: those that came are those approved, refused, returned, withdrawn and pending. Firms: a firm that has an
application in a state is counted once in it, so that each state has at most as many firms as there are that applied,
and these are at most the sum over the states, because one firm may be in several; in each state there are at most as
many firms as applications, and none only where there is no application. What has come and what was decided rises from
day to day. A population has in every state at most as many as one that holds it.

A firm that is more needs an application that is more: from a day to the next, and from a population to one that holds
it. A firm that was not pending and is has an application that had not come; one that was and is not has one that is
decided by now. Firms outside the inner population are outside in one state at least. These rows add up from day to day
and from one population to the next, so that what lies between changes nothing. No others are known that do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from lockgate.insight.observer.claim import Claim
from lockgate.insight.observer.quantity import COUNTED, OUTCOMES, RISING, Counts, Measure, Quantity

Terms = list[tuple[int, int]]
"""Variables, each with its coefficient."""
OF_ONE_FIRM = 100_000
"""No firm is taken to have more applications than this: so "no firm" and "no application" can be one linear row."""


class Row(NamedTuple):
    """sum of coefficient * variable <= upper, or < upper where it is `strict`. `claim` is a position, -1 for none.

    `of_one_firm` marks the rows that rest on OF_ONE_FIRM: they say that none is none, and set no other limit. `seldom`
    marks those that few questions need.
    """

    terms: tuple[tuple[int, int], ...]
    upper: int
    strict: bool = False
    claim: int = -1
    of_one_firm: bool = False
    seldom: bool = False

    @property
    def whole_upper(self) -> int:
        """The upper end in whole numbers, where < 5 is <= 4."""
        return self.upper - self.strict


def seldom(rows: Sequence[Row]) -> list[int]:
    """Return the places of the rows that few questions need."""
    return [place for place, row in enumerate(rows) if row.seldom]


class System:
    """The rows for a family of populations on some days, with the claims on them; variables are numbered.

    `dates` must rise and hold every day of the claims, `populations` everyone whom the claims or `pairs` name.
    """

    def __init__(
        self,
        populations: Sequence[str],
        dates: Sequence[dt.date],
        pairs: Sequence[tuple[str, str]],
        claims: Sequence[Claim],
    ) -> None:
        self.claims = tuple(claims)
        self.populations, self.dates, self.pairs = tuple(populations), tuple(dates), tuple(pairs)
        self._place = {name: place for place, name in enumerate(populations)}
        self._day = {date: place for place, date in enumerate(dates)}
        self.size = len(populations) * len(dates) * len(Counts) * len(COUNTED)
        self.rows = (*self._relations(pairs), *self._claimed())
        self.coefficients = self._coefficients()

    def variable(self, quantity: Quantity) -> int:
        """Return the number of the variable that stands for a count."""
        node = self._place[quantity.population] * len(self.dates) + self._day[quantity.date]
        counts = tuple(Counts).index(quantity.counts)
        return (node * len(Counts) + counts) * len(COUNTED) + COUNTED.index(quantity.measure)

    def quantities(self) -> Iterator[Quantity]:
        """Yield the counts, in the order of their variables."""
        for population in self.populations:
            for date in self.dates:
                for counts in Counts:
                    for measure in COUNTED:
                        yield Quantity(date, population, counts, measure)

    def _coefficients(self) -> csr_array:
        lengths = [len(row.terms) for row in self.rows]
        terms = [term for row in self.rows for term in row.terms]
        columns = np.array([variable for variable, _ in terms], dtype=np.int64)
        values = np.array([float(coefficient) for _, coefficient in terms])
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        return csr_array((values, columns, starts), shape=(len(self.rows), self.size))

    def _relations(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Row]:
        use_none = _is_moderate(self.claims)
        for population in self.populations:
            for date in self.dates:
                yield from self._of_one_day(Quantity(date, population, Counts.APPLICATIONS, Measure.PENDING), use_none)
            for before, after in pairwise(self.dates):
                for counts in Counts:
                    for measure in RISING:
                        one = Quantity(before, population, counts, measure)
                        yield self._at_most(one, one._replace(date=after))
                yield from self._of_firms_since(before, after, population)
        for inner, outer in pairs:
            for date in self.dates:
                for counts in Counts:
                    for measure in COUNTED:
                        one = Quantity(date, inner, counts, measure)
                        yield self._at_most(one, one._replace(population=outer))
                yield from self._of_firms_outside(date, inner, outer)

    def _of_one_day(self, at: Quantity, use_none: bool) -> Iterator[Row]:  # noqa: FBT001  private
        came, firms = self.variable(at.of(Measure.APPLICATIONS)), at._replace(counts=Counts.FIRMS)
        states = [self.variable(at.of(measure)) for measure in (*OUTCOMES, Measure.PENDING)]
        yield Row(((came, 1), *((state, -1) for state in states)), 0)
        yield Row(((came, -1), *((state, 1) for state in states)), 0)
        applied = self.variable(firms.of(Measure.APPLICATIONS))
        in_states = [self.variable(firms.of(measure)) for measure in (*OUTCOMES, Measure.PENDING)]
        yield Row(((applied, 1), *((state, -1) for state in in_states)), 0)
        for state in in_states:
            yield Row(((state, 1), (applied, -1)), 0)
        for few, many in zip((applied, *in_states), (came, *states), strict=True):
            yield Row(((few, 1), (many, -1)), 0)
            if use_none:
                yield Row(((many, 1), (few, -OF_ONE_FIRM)), 0, of_one_firm=True)

    def _of_firms_since(self, before: dt.date, after: dt.date, population: str) -> Iterator[Row]:
        firms = Quantity(before, population, Counts.FIRMS, Measure.APPLICATIONS)

        def more(one: Quantity) -> Terms:
            return self._more(one, one._replace(date=after))

        for measure in RISING:
            yield _no_more(more(firms.of(measure)), more(_applications(firms.of(measure))))
        pending = more(firms.of(Measure.PENDING))
        yield _no_more(pending, more(_applications(firms)))
        decided = [term for outcome in OUTCOMES for term in more(_applications(firms.of(outcome)))]
        yield _no_more([(variable, -sign) for variable, sign in pending], decided)

    def _of_firms_outside(self, date: dt.date, inner: str, outer: str) -> Iterator[Row]:
        firms = Quantity(date, inner, Counts.FIRMS, Measure.APPLICATIONS)

        def more(one: Quantity) -> Terms:
            return self._more(one, one._replace(population=outer))

        for measure in COUNTED:
            yield _no_more(more(firms.of(measure)), more(_applications(firms.of(measure))))
        in_states = [term for state in (*OUTCOMES, Measure.PENDING) for term in more(firms.of(state))]
        yield _no_more(more(firms), in_states)

    def _more(self, least: Quantity, most: Quantity) -> Terms:
        return [(self.variable(most), 1), (self.variable(least), -1)]

    def _at_most(self, few: Quantity, many: Quantity) -> Row:
        return Row(((self.variable(few), 1), (self.variable(many), -1)), 0)

    def _claimed(self) -> Iterator[Row]:
        for place, claim in enumerate(self.claims):
            if claim.quantity.measure is Measure.SHARE_APPROVED:
                yield from self._share(claim, place)
                continue
            variable, (low, high, _, _) = self.variable(claim.quantity), claim.interval
            if low is not None:
                yield Row(((variable, -1),), -int(low), claim=place)
            if high is not None:
                yield Row(((variable, 1),), int(high), claim=place)

    def _share(self, claim: Claim, place: int) -> Iterator[Row]:
        """A share speaks of at least one application: it would be none of nothing."""
        approved = self.variable(claim.quantity.of(Measure.APPROVED))
        came = self.variable(claim.quantity.of(Measure.APPLICATIONS))
        low, high, low_open, high_open = claim.interval
        yield Row(((came, -1),), -1, claim=place)
        if low is not None:
            yield Row(_terms((approved, -low.denominator), (came, low.numerator)), 0, low_open, place)
        if high is not None:
            yield Row(_terms((approved, high.denominator), (came, -high.numerator)), 0, high_open, place)


def _applications(firms: Quantity) -> Quantity:
    return firms._replace(counts=Counts.APPLICATIONS)


def _no_more(few: Terms, many: Terms) -> Row:
    return Row((*few, *((variable, -sign) for variable, sign in many)), 0, seldom=True)


def _terms(*terms: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple(term for term in terms if term[1])


def _is_moderate(claims: Sequence[Claim]) -> bool:
    """Whether no number of applications that the claims can force comes near what one firm may have."""
    ends = [(claim.quantity.measure, end) for claim in claims for end in claim.interval[:2] if end]
    counts = [end for measure, end in ends if measure is not Measure.SHARE_APPROVED]
    shares = [end for measure, end in ends if measure is Measure.SHARE_APPROVED]
    return max(counts, default=Fraction(1)) <= min(shares, default=Fraction(1)) * OF_ONE_FIRM
