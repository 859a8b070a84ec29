"""The queue: cases in their order, with the clock of each. The number of queries never grows with the rows."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from lockgate.casework.lifecycle import CLOSED, OPEN, State
from lockgate.casework.models import Case, CaseLine, Proposal, Review, SupplyRisk
from lockgate.casework.permissions import READ_CASES
from lockgate.casework.queries.clock import clock_of
from lockgate.casework.queries.of_application import refusal_answer_by
from lockgate.casework.queries.visibility import AUTHORITY, View, view_of, visible_cases
from lockgate.casework.queues import Order, Place, Whose, place_at, place_by_risk, place_of
from lockgate.casework.statutory_clock import Reading
from lockgate.core.errors import Invalid, NotAllowed
from lockgate.core.permissions import Person, Role, check_may

PAGE = 50
_GROUPS = {"open": OPEN, "closed": CLOSED}


class QueueRow(NamedTuple):
    """One case in a list. `assigned_to` is "" where nobody has it, and for whoever may not know.

    `first` is its first line. `review` is what an adviser's own body was asked, None for everybody else. `proposed_by`
    is the account whose proposal waits to be confirmed. `answer_by` is the day until which the applicant may still
    answer an announced refusal, None where there is none to answer. `supply_risk` is what insight noted, None where it
    did not, and for whoever may not know.
    """

    case: Case
    clock: Reading
    exporter: str
    destination: str
    lines: int
    assigned_to: str
    first: CaseLine
    end_uses: tuple[str, ...]
    review: Review | None
    proposed_by: UUID | None
    answer_by: date | None
    supply_risk: SupplyRisk | None


class QueuePage(NamedTuple):
    """A page of a queue; `next_cursor` is "" on the last."""

    rows: tuple[QueueRow, ...]
    next_cursor: str


def queue(
    person: Person,
    *,
    state: str = "open",
    whose: Whose = Whose.ALL,
    order: Order = Order.DUE,
    cursor: str = "",
    limit: int = PAGE,
) -> QueuePage:
    """Return a page of the cases that somebody sees: in one state, or all that are `open` or `closed`.

    Open ones in the order of queues.py, an adviser's by the day until which its body is asked; for that order every
    open case is read, in a few queries. Closed ones newest first, read by the page. Raises NotAllowed, also for the
    `order` by what hangs on cases to whoever is not within the authority, Invalid for an unknown state or cursor.
    """
    check_may(person, READ_CASES)
    if order is Order.HANGING and not person.roles & AUTHORITY:
        raise NotAllowed("What hangs on a case is known within the authority.", mend="Order the cases by their day.")
    states = _states(state)
    after = place_at(cursor) if cursor else None
    cases = visible_cases(person).filter(_part(person, whose), state__in=states)
    if states[0] not in OPEN:
        ordered = _closed_page(cases, after, limit + 1)
    elif order is Order.HANGING:
        ordered = _page(_by_risk(cases), after, limit + 1)
    else:
        ordered = _page(_by_day(person, cases), after, limit + 1)
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


def queue_counts(person: Person) -> Mapping[Whose, int]:
    """Return how many open cases each part of the queue holds for somebody within the authority; one query."""
    check_may(person, READ_CASES)
    counted = {whose.value: Count("pk", filter=_part(person, whose), distinct=True) for whose in Whose}
    found = visible_cases(person).filter(state__in=OPEN).aggregate(**counted)
    return {whose: found[whose.value] for whose in Whose}


def state_counts(person: Person) -> Mapping[State, int]:
    """Return how many of the cases that somebody sees stand in each state; one query."""
    check_may(person, READ_CASES)
    held = dict(visible_cases(person).order_by().values_list("state").annotate(Count("pk")))
    return {state: held.get(state.value, 0) for state in State}


def _part(person: Person, whose: Whose) -> Q:
    if whose is Whose.MINE:
        return Q(assigned_to=person.account)
    if whose is Whose.UNASSIGNED:
        return Q(assigned_to=None)
    if whose is Whose.TO_CONFIRM:
        own = Q(proposed_by=person.account) if person.account else Q(pk=None)
        return Q(pk__in=Proposal.objects.filter(~own, state="open").values("case"))
    return ~Q(pk=None)


def _page(places: list[tuple[Place, UUID]], after: Place | None, most: int) -> list[tuple[Place, UUID]]:
    return [place for place in sorted(places) if after is None or place[0] > after][:most]


def _by_day(person: Person, cases: QuerySet[Case]) -> list[tuple[Place, UUID]]:
    held = cases.prefetch_related("clock_moves", _own_reviews(person))
    return [(place_of(case.reference, case.accepted_on, _due_day(person, case)), case.pk) for case in held]


def _by_risk(cases: QuerySet[Case]) -> list[tuple[Place, UUID]]:
    held = cases.values_list("reference", "accepted_on", "supply_risk__high", "pk")
    return [(place_by_risk(reference, on, high), key) for reference, on, high, key in held]


def _due_day(person: Person, case: Case) -> date | None:
    if _is_adviser(person):
        review = _review(case)
        return review.due_on if review and not review.given_at else None
    return clock_of(case).due_on


def _closed_page(cases: QuerySet[Case], after: Place | None, most: int) -> list[tuple[Place, UUID]]:
    cases = cases.order_by("-reference")
    if after is not None:
        cases = cases.filter(reference__lt=after.reference)
    return [(place_of(case.reference, case.accepted_on, None), case.pk) for case in cases[:most]]


def _is_adviser(person: Person) -> bool:
    return not person.roles & AUTHORITY and bool(person.organisations_as(Role.ADVISER))


def _own_reviews(person: Person) -> "Prefetch[str, QuerySet[Review], str]":
    own = Review.objects.filter(body__in=person.organisations_as(Role.ADVISER))
    return Prefetch("reviews", own, to_attr="own_reviews")


def _review(case: Case) -> Review | None:
    held: list[Review] = case.own_reviews  # type: ignore[attr-defined]  # set by _own_reviews
    return held[0] if held else None


def _rows(person: Person, keys: list[UUID]) -> tuple[QueueRow, ...]:
    waiting = Proposal.objects.filter(state="open")
    cases = (
        Case.objects.filter(pk__in=keys)
        .select_related("application__exporter", "assigned_to", "refusal_announcement", "supply_risk")
        .prefetch_related(
            "clock_moves",
            _own_reviews(person),
            Prefetch("lines", CaseLine.objects.select_related("line").order_by("line__number")),
            Prefetch("proposals", waiting, to_attr="waiting_proposals"),
        )
        .in_bulk()
    )
    return tuple(_row(person, cases[key]) for key in keys)


def _row(person: Person, case: Case) -> QueueRow:
    inside = view_of(person, case) is View.AUTHORITY
    lines = list(case.lines.all())
    waiting: list[Proposal] = case.waiting_proposals  # type: ignore[attr-defined]  # set by _rows
    return QueueRow(
        case=case,
        clock=clock_of(case),
        exporter=case.application.exporter.name,
        destination=case.application.destination,
        lines=len(lines),
        assigned_to=str(case.assigned_to or "") if inside else "",
        first=lines[0],
        end_uses=tuple(case.application.end_uses),
        review=_review(case) if inside else None,
        proposed_by=waiting[0].proposed_by if waiting and inside else None,
        answer_by=refusal_answer_by(case),
        supply_risk=getattr(case, "supply_risk", None) if inside else None,
    )
