"""The tour of a demo: six steps, from the question whether an item is controlled to what the gate sees.

Where a step leads is looked up when it is taken, by the queries of the rooms: the next case, a licence with something
left. Where there is none, it leads to the list in which one would stand.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from lockgate.core.permissions import Person, Role
from lockgate.demo.people import SIGN_IN_AS
from lockgate.front.asked import Asked
from lockgate.front.next_case import next_case
from lockgate.licences.queries import FirstLine, first_lines, list_licences
from lockgate.licences.validity import State
from lockgate.parties.queries import person_at

ON_THE_TOUR = "demo_step"
"""Where the session keeps the step that was taken last."""


class Step(NamedTuple):
    """A step: what is done, why it is worth it, as whom, and where it leads somebody of that role.

    `role` is None where nobody has to be signed in; `leads_to` is then asked on behalf of an officer.
    """

    title: str
    sentences: str
    role: Role | None
    leads_to: Callable[[Person], str]


def step_of_visitor(request: HttpRequest) -> int:
    """Return the number of the step that a visitor took last, 0 before the first."""
    taken = request.session.get(ON_THE_TOUR, 0) if hasattr(request, "session") else 0
    return taken if taken in range(1, len(STEPS) + 1) else 0


def visitor_as(role: Role | None) -> Person:
    """Return the account that acts in a step; raise NotFound where the episode has none."""
    return person_at(SIGN_IN_AS[role or Role.OFFICER])


def _check(_: Person) -> str:
    asked = _item_of_next_case()
    return asked.link() if asked else reverse("self_check")


def _apply(_: Person) -> str:
    asked = _item_of_next_case()
    return reverse("start_application") + (f"?{urlencode(asked.pairs())}" if asked else "")


def _decide(officer: Person) -> str:
    found = next_case(officer)
    return reverse("case", args=[found.row.case.reference]) if found else reverse("cases")


def _look(person: Person) -> str:
    number, _ = _licence_with_balance(person)
    return reverse("licence", args=[number]) if number else reverse("licences")


def _draw(customs: Person) -> str:
    number, first = _licence_with_balance(customs)
    return reverse("move_line", args=[number, first.line]) if first else reverse("customs_desk")


def _read(_: Person) -> str:
    return reverse("insight")


def _item_of_next_case() -> Asked | None:
    """Return the question about the item that an officer decides about next: the steps tell one story."""
    found = next_case(visitor_as(Role.OFFICER))
    if found is None:
        return None
    row = found.row
    line = row.first.line
    return Asked(
        regime=row.case.regime,
        entry=line.entry,
        goods_code="" if line.entry else line.goods_code,
        destination=row.destination,
        end_use=row.end_uses,
    )


def _licence_with_balance(person: Person) -> tuple[str, FirstLine | None]:
    """Return the first licence in force on whose first line something is left; "" and None where there is none."""
    held = list_licences(person, state=State.IN_FORCE).licences
    lines = first_lines([row.licence.pk for row in held])
    for row in held:
        first = lines[row.licence.pk]
        if Decimal(first.balance) > 0:
            return row.licence.number, first
    return "", None


STEPS: tuple[Step, ...] = (
    Step(
        "Check an item",
        "Ask whether what an exporter applied for needs a licence today, and by which law. "
        "Then ask again for a day before 4 April 2025, when the list had not changed yet.",
        None,
        _check,
    ),
    Step(
        "Apply",
        "The exporter starts from that answer, and is told at each part what is still missing. "
        "What its customer depends on is declared here, and “not known” is an answer.",
        Role.EXPORTER,
        _apply,
    ),
    Step(
        "Decide the next case",
        "The officer finds everything about the case that is due next on one page, and proposes line by line. "
        "Somebody else has to confirm: become the senior officer, and do so.",
        Role.OFFICER,
        _decide,
    ),
    Step(
        "Look at a licence",
        "What holds today, what is left on each line, and every entry that made it so. "
        "Suspend it, and customs cannot draw another kilogram.",
        Role.OFFICER,
        _look,
    ),
    Step(
        "Draw it down at customs, and try to draw it twice",
        "Draw all that is left on the line, with any declaration number. "
        "Then send the form again, or draw once more: nothing leaves twice, and the refusal names its rule.",
        Role.CUSTOMS,
        _draw,
    ),
    Step(
        "Read what the gate sees",
        "The analyst reads how long applications took, with those that still wait counted. "
        "And who depends on whom, which sites run out when, and which open cases most production hangs on.",
        Role.ANALYST,
        _read,
    ),
)
"""The steps in their order; a visitor counts them from 1."""
