"""What is bounded: a measure of a population on a day, in applications or in firms."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple


class Counts(StrEnum):
    """What is counted. The values are the words of the files."""

    APPLICATIONS = "applications"
    FIRMS = "firms"


class Measure(StrEnum):
    """How many there were by a day, and of what became of them. The values are the words of the files."""

    APPLICATIONS = "applications"
    APPROVED = "approved"
    REFUSED = "refused"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"
    SHARE_APPROVED = "share_approved"


OUTCOMES = (Measure.APPROVED, Measure.REFUSED, Measure.RETURNED, Measure.WITHDRAWN)
RISING = (Measure.APPLICATIONS, *OUTCOMES)
"""Counts since the beginning: they never fall."""
COUNTED = (*RISING, Measure.PENDING)


class Quantity(NamedTuple):
    """A count or the share of a population on a day."""

    date: dt.date
    population: str
    counts: Counts
    measure: Measure

    def of(self, measure: Measure) -> Quantity:
        """Return another measure of the same population, day and kind of count."""
        return self._replace(measure=measure)
