"""In which order cases wait: what is due soonest comes first, then what is oldest; the closed ones newest first.

A case whose clock cannot tell a day (it stands still, or the regime has none) waits behind those that can. The key
of a row is also its cursor, so that a page goes on where the last one ended although rows have come and gone.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from lockgate.core.errors import Invalid

NO_DAY = "9999-99-99"
MOST = 2**63 - 1


class Whose(StrEnum):
    """Which part of the open cases somebody looks at; `to_confirm` are proposals of others."""

    ALL = "all"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    TO_CONFIRM = "to_confirm"


class Order(StrEnum):
    """By what the open cases are ordered: by the day on which they are due, or by what hangs on them."""

    DUE = "due"
    HANGING = "hanging"


class Place(NamedTuple):
    """Where a case stands in its queue: by what comes first, day of acceptance and reference, each as text that sorts.

    `first` tells the day on which it is due, or how much hangs on it, the most first.
    """

    first: str
    accepted_on: str
    reference: str

    def cursor(self) -> str:
        """Write the place as a cursor."""
        return "~".join(self)


def place_of(reference: str, accepted_on: date, due_on: date | None) -> Place:
    """Return the place of an open case.

    >>> place_of("CA-1", date(2026, 3, 2), None) > place_of("CA-2", date(2026, 3, 9), date(2026, 5, 8))
    True
    """
    return Place(due_on.isoformat() if due_on else NO_DAY, accepted_on.isoformat(), reference)


def place_by_risk(reference: str, accepted_on: date, high: int | None) -> Place:
    """Return the place of an open case by what may hang on it; one of which nobody knows waits behind the others.

    >>> place_by_risk("CA-2", date(2026, 3, 9), 85_000) < place_by_risk("CA-1", date(2026, 3, 2), 60_000)
    True
    """
    return Place(NO_DAY if high is None else f"{MOST - high:019}", accepted_on.isoformat(), reference)


def place_at(cursor: str) -> Place:
    """Read a cursor; raise Invalid for what no list has given."""
    parts = cursor.split("~")
    if len(parts) != len(Place._fields):
        raise Invalid(
            "The cursor is none that a list of cases has given.",
            mend="Give `next_cursor` of the last page, or none for the first.",
            fields={"cursor": "is no cursor"},
        )
    return Place(*parts)
