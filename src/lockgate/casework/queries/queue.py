"""The queue: cases in their order, with the clock of each. The number of queries never grows with the rows."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from lockgate.casework.lifecycle import CLOSED, OPEN, State
from lockgate.casework.models import Case
from lockgate.casework.permissions import READ_CASES
from lockgate.casework.queries.clock import clock_of
from lockgate.casework.queries.visibility import View, view_of, visible_cases
from lockgate.casework.queues import Place, place_at, place_of
from lockgate.casework.statutory_clock import Reading
from lockgate.core.errors import Invalid
from lockgate.core.permissions import Person, check_may

PAGE = 50
_GROUPS = {"open": OPEN, "closed": CLOSED}


class QueueRow(NamedTuple):
    """One case in a list. `assigned_to` is "" where nobody has it, and for whoever may not know."""

    case: Case
    clock: Reading
    exporter: str
    destination: str
    lines: int
    assigned_to: str


class QueuePage(NamedTuple):
    """A page of a queue; `next_cursor` is "" on the last."""

    rows: tuple[QueueRow, ...]
    next_cursor: str


def queue(person: Person, *, state: str = "open", cursor: str = "", limit: int = PAGE) -> QueuePage:
    """Return a page of the cases that somebody sees: in one state, or all that are `open` or `closed`.

    Open ones in the order of queues.py; for that order every open case is read, in two queries. Closed ones newest
    first, read by the page. Raises NotAllowed, Invalid for an unknown state or cursor.
    """
    check_may(person, READ_CASES)
    states = _states(state)
    after = place_at(cursor) if cursor else None
    ordered = (
        _open_page(person, states, after, limit + 1)
        if states[0] in OPEN
        else _closed_page(person, states, after, limit + 1)
    )
    page = ordered[:limit]
    more = page[-1][0].cursor() if len(ordered) > limit else ""
    return QueuePage(_rows(person, [key for _, key in page]), more)


def _states(state: str) -> tuple[State, ...]:
    if state in _GROUPS:
        return _GROUPS[state]
    if state in set(State):
        return (State(state),)
    raise Invalid(
        f"{state[:60]!r} is no state of a case.",
        mend=f"Give one of: {', '.join([*_GROUPS, *State])}.",
        fields={"state": "is no state"},
    )


def _open_page(person: Person, states: Iterable[State], after: Place | None, most: int) -> list[tuple[Place, UUID]]:
    cases = visible_cases(person).filter(state__in=states).prefetch_related("clock_moves")
    places = sorted((place_of(case.reference, case.accepted_on, clock_of(case).due_on), case.pk) for case in cases)
    return [held for held in places if after is None or held[0] > after][:most]


def _closed_page(person: Person, states: Iterable[State], after: Place | None, most: int) -> list[tuple[Place, UUID]]:
    cases = visible_cases(person).filter(state__in=states).order_by("-reference")
    if after is not None:
        cases = cases.filter(reference__lt=after.reference)
    return [(place_of(case.reference, case.accepted_on, None), case.pk) for case in cases[:most]]


def _rows(person: Person, keys: list[UUID]) -> tuple[QueueRow, ...]:
    cases = (
        Case.objects.filter(pk__in=keys)
        .select_related("application__exporter", "assigned_to")
        .prefetch_related("clock_moves", "lines")
        .in_bulk()
    )
    return tuple(_row(person, cases[key]) for key in keys)


def _row(person: Person, case: Case) -> QueueRow:
    inside = view_of(person, case) is View.AUTHORITY
    return QueueRow(
        case=case,
        clock=clock_of(case),
        exporter=case.application.exporter.name,
        destination=case.application.destination,
        lines=len(case.lines.all()),
        assigned_to=str(case.assigned_to or "") if inside else "",
    )
