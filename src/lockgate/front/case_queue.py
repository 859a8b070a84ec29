"""The list of cases: what is due soonest first, and the next one worth doing above it, for whoever works on them.

An adviser finds what its body was asked, a senior officer what waits to be confirmed, an exporter its own.
"""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lockgate.applications.pages.choosing import country_name, labels
from lockgate.casework.lifecycle import CLOSED, State
from lockgate.casework.pages.proposed import item_words
from lockgate.casework.queries import QueuePage, QueueRow, latest_notices, queue, queue_counts, supply_reckoned_on
from lockgate.casework.queues import Order, Whose
from lockgate.casework.supply_risk_text import left_out_words, refused_words
from lockgate.core.errors import Invalid
from lockgate.core.permissions import Person, Role
from lockgate.front.case_clock import days_cell
from lockgate.front.figure_age import age_words
from lockgate.front.next_case import OFFICERS, first_to_do, is_own
from lockgate.parties.queries import person_asking
from lockgate.regimes.shelf import law_of
from lockgate.web.choice import choices
from lockgate.web.data_table import Cell, DataTable, data_table
from lockgate.web.days_in_words import written_day

INSIDE = OFFICERS | {Role.ANALYST}
PARTS = {
    Whose.TO_CONFIRM: "To confirm",
    Whose.MINE: "Mine",
    Whose.UNASSIGNED: "Unassigned",
    Whose.ALL: "All",
}
ORDERS = {Order.DUE.value: "what is due first", Order.HANGING.value: "what hangs on them"}
STATES = {"open": "open", "closed": "closed"} | {state.value: state.words for state in State}
EMPTY = {
    Whose.TO_CONFIRM: "No proposal of a colleague waits to be confirmed.",
    Whose.MINE: "You have no such case. Take one from those that are unassigned.",
    Whose.UNASSIGNED: "Every such case has an officer.",
    Whose.ALL: "There is no such case.",
}
EMPTY_OF_AN_EXPORTER = "You have no such case. A case begins when you submit an application with a line that needs one."
EMPTY_OF_AN_ADVISER = "Your body has been asked about no such case."


class Tab(NamedTuple):
    """A part of the queue as a link with its count."""

    words: str
    href: str
    held: int
    is_current: bool


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show a page of the queue."""
    by = person_asking(request)
    state = request.GET.get("state", "open")
    whose, order = _whose(by, request.GET), _order(request.GET)
    page = queue(by, state=state, whose=whose, order=order, cursor=request.GET.get("cursor", ""))
    inside = bool(by.roles & INSIDE)
    context = {
        "inside": inside,
        "is_adviser": not inside and Role.ADVISER in by.roles,
        "tabs": _tabs(by, whose, state, order) if inside else [],
        "whose": whose,
        "orders": choices(ORDERS, [order]),
        "states": choices(STATES, [state]),
        "next": first_to_do(by, page.rows) if "cursor" not in request.GET else None,
        "table": case_table(by, page, _empty(by, whose, inside=inside), order=order),
        "notices": _notices(by) if Role.EXPORTER in by.roles and not inside else None,
        "older": _href(whose, state, order, page.next_cursor) if page.next_cursor else "",
    }
    return render(request, "front/cases.html", context)


def _whose(by: Person, asked: QueryDict) -> Whose:
    if not by.roles & INSIDE:
        return Whose.ALL
    usual = Whose.TO_CONFIRM if Role.SENIOR_OFFICER in by.roles and "state" not in asked else Whose.ALL
    word = asked.get("whose", usual.value)
    if word not in set(Whose):
        known = ", ".join(Whose)
        fault = {"whose": "is no part of the queue"}
        raise Invalid(f"{word[:40]!r} is no part of the queue.", mend=f"The parts are: {known}.", fields=fault)
    return Whose(word)


def _order(asked: QueryDict) -> Order:
    word = asked.get("order", Order.DUE.value)
    if word not in set(Order):
        fault = {"order": "is no order of cases"}
        raise Invalid(f"{word[:40]!r} is no order of cases.", mend=f"Give one of: {', '.join(Order)}.", fields=fault)
    return Order(word)


def _tabs(by: Person, current: Whose, state: str, order: Order) -> list[Tab]:
    counts = queue_counts(by)
    shown = [part for part in PARTS if part is Whose.ALL or by.roles & OFFICERS]
    if Role.SENIOR_OFFICER not in by.roles:
        shown = [part for part in shown if part is not Whose.TO_CONFIRM]
    kept = state if state not in CLOSED and state != "closed" else "open"
    return [Tab(PARTS[part], _href(part, kept, order), counts[part], part is current) for part in shown]


def _href(whose: Whose, state: str, order: Order, cursor: str = "") -> str:
    asked = {"whose": whose.value, "state": state}
    asked |= ({"order": order.value} if order is not Order.DUE else {}) | ({"cursor": cursor} if cursor else {})
    return f"{reverse('cases')}?{urlencode(asked)}"


def case_table(by: Person, page: QueuePage, empty: str, *, caption: str = "", order: Order = Order.DUE) -> DataTable:
    """Lay out a page of the queue; without a caption the page says already what it is."""
    inside, adviser = bool(by.roles & INSIDE), Role.ADVISER in by.roles
    columns = ["Case", "Answer by" if adviser and not inside else "Clock", "State", "What", "From and to"]
    if inside:
        columns.append("With")
    reckoned_on = None
    if order is Order.HANGING:
        columns.append("Hangs on it")
        reckoned_on = supply_reckoned_on()
    return data_table(
        caption or "Cases",
        columns,
        [
            [*_cells(by, row, inside=inside), *([_risk_cell(row, reckoned_on)] if order is Order.HANGING else [])]
            for row in page.rows
        ],
        empty=empty,
        is_caption_hidden=not caption,
    )


def _cells(by: Person, row: QueueRow, *, inside: bool) -> list[Cell]:
    reference = row.case.reference
    law = law_of(row.case.regime)
    cells = [
        Cell(reference, href=reverse("case", args=[reference])),
        _review_cell(row) if row.review and not inside else days_cell(row.case.state, row.clock),
        Cell(State(row.case.state).words, tone=row.case.state, note=_state_note(by, row)),
        Cell(
            item_words(row.first.line, row.lines - 1), note=labels(law.end_uses, row.end_uses) or "end use not stated"
        ),
        Cell(row.exporter, note=f"to {country_name(row.destination)}"),
    ]
    if inside:
        mine = row.case.assigned_to_id is not None and row.case.assigned_to_id == by.account
        cells.append(Cell("you" if mine else row.assigned_to or "nobody"))
    return cells


def _risk_cell(row: QueueRow, reckoned_on: date | None) -> Cell:
    """Return what hangs on a case if it is refused, what the figure leaves out, and its age."""
    risk = row.supply_risk
    if risk is None:
        return Cell("not reckoned yet", tone="quiet")
    left_out = left_out_words(risk)
    words = f"{refused_words(risk)}, {left_out}" if left_out else refused_words(risk)
    if row.case.state in CLOSED:
        return Cell(words, note=f"as of {written_day(risk.noted_on)}, when the case was open")
    return Cell(words, note=age_words(risk.noted_on, reckoned_on))


def _review_cell(row: QueueRow) -> Cell:
    review = row.review
    if review is None or review.given_at:
        return Cell("answered", tone="done")
    if row.case.state in CLOSED:
        return Cell("closed", tone="quiet")
    return Cell(written_day(review.due_on), tone="waiting")


def _state_note(by: Person, row: QueueRow) -> str:
    if row.proposed_by is not None:
        return "you proposed" if row.proposed_by == by.account else "to be confirmed"
    asks = row.case.state == State.QUERIED or row.answer_by is not None
    return "waits for your answer" if asks and is_own(by, row) else ""


def _notices(by: Person) -> DataTable:
    rows = [
        [
            Cell(held.reference, href=reverse("notice", args=[held.reference])),
            Cell(held.application.reference, note=f"to {country_name(held.application.destination)}"),
            Cell(written_day(held.law_on)),
        ]
        for held in latest_notices(by)
    ]
    empty = "None was issued to you yet. Lines that need no licence get one when you submit."
    return data_table("No-licence-needed notices", ["Notice", "Application", "Law of"], rows, empty=empty)


def _empty(by: Person, whose: Whose, *, inside: bool) -> str:
    if inside:
        return EMPTY[whose]
    return EMPTY_OF_AN_ADVISER if Role.ADVISER in by.roles else EMPTY_OF_AN_EXPORTER
