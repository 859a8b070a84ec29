"""Reviews by advising bodies: which words a recommendation has, and for which bodies a decision still waits.

A body that was asked answers once. One that is silent after its day counts as having no objection; until then the
case is not decided over its head. A review never stops the statutory clock.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from lockgate.core.errors import Invalid, NotPossibleNow

LONGEST = timedelta(days=366)
"""What a body is given at most to answer; our own limit."""


class Recommendation(StrEnum):
    """What a body recommends. The values are stored and never renamed."""

    GRANT = "grant"
    GRANT_WITH_CONDITIONS = "grant_with_conditions"
    REFUSE = "refuse"
    NO_VIEW = "no_view"

    @property
    def words(self) -> str:
        """The recommendation as a sentence writes it."""
        return self.value.replace("_", " ")


class Asked(NamedTuple):
    """A body that was asked: until which day, and what it recommended, "" so far."""

    body: str
    due_on: date
    recommendation: str


def awaited(reviews: Iterable[Asked], on: date) -> tuple[Asked, ...]:
    """Return the reviews that a decision on a day still waits for; a silent body counts for nothing after its day."""
    return tuple(held for held in reviews if not held.recommendation and on <= held.due_on)


def checked_due_day(due_on: date, today: date) -> date:
    """Give the day back; raise Invalid where it does not lie after today, or more than a year ahead.

    The case waits until that day and nobody can take it back: a year that was mistyped would hold it for ever.
    """
    if due_on <= today:
        raise Invalid(
            f"The body cannot answer by {due_on}: that is today or past.",
            mend="Give a day after today.",
            fields={"due_on": "is not after today"},
        )
    if due_on - today > LONGEST:
        raise Invalid(
            f"The body would have until {due_on}, and the case would wait: that is more than a year ahead.",
            mend=f"Give a day until {today + LONGEST}.",
            fields={"due_on": "is more than a year ahead"},
        )
    return due_on


def checked_recommendation(word: str) -> Recommendation:
    """Read a recommendation; raise Invalid for another word."""
    try:
        return Recommendation(word)
    except ValueError:
        known = ", ".join(Recommendation)
        raise Invalid(
            f"{word[:60]!r} is no recommendation.",
            mend=f"Give one of: {known}.",
            fields={"recommendation": "is no recommendation"},
        ) from None


def check_reviews_are_in(reviews: Iterable[Asked], on: date) -> None:
    """Raise NotPossibleNow while a body that was asked may still answer."""
    if waiting := awaited(reviews, on):
        names = ", ".join(f"{held.body} (until {held.due_on})" for held in waiting)
        raise NotPossibleNow(
            f"A review of this case is still awaited from {names}.",
            mend="Wait for it, or for its day to pass: a body that stays silent has no objection.",
        )
