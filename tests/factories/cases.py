"""Cases brought to each state through the services that do so in life, and the people who do it."""

from datetime import timedelta
from typing import Any, NamedTuple

from lockgate.applications.services import withdraw_application
from lockgate.casework.decision import ProposedLine
from lockgate.casework.lifecycle import State
from lockgate.casework.models import Case
from lockgate.casework.services import (
    announce_refusal,
    appeal_case,
    ask_query,
    assign_case,
    confirm_decision,
    propose_decision,
)
from lockgate.core import clock
from lockgate.core.permissions import Person, Role
from tests.factories.applications import submitted_application
from tests.factories.people import ORGANISATIONS, person

GRANT = ProposedLine(1, "granted", "civil", evidence="The end user makes motors of passenger cars.")
REFUSAL = ProposedLine(1, "refused", "military", refusal_reasons=("Diversion is likely.",), evidence="A visit.")
RETURN = ProposedLine(1, "returned", "undetermined")
REVIEWERS = ORGANISATIONS[Role.ADVISER]


class People(NamedTuple):
    """Everybody who acts on a case."""

    exporter: Person
    officer: Person
    senior: Person
    adviser: Person


def people() -> People:
    """Add one person of each role that acts on cases."""
    return People(person(Role.EXPORTER), person(Role.OFFICER), person(Role.SENIOR_OFFICER), person(Role.ADVISER))


def opened_case(exporter: Person, **facts: Any) -> Case:
    """Submit an application and return its case."""
    return Case.objects.get(application=submitted_application(exporter, **facts))


def assigned_case(held: People, **facts: Any) -> Case:
    """Return a case that the officer has taken."""
    return assign_case(by=held.officer, case=opened_case(held.exporter, **facts).reference)


def proposed_case(held: People, *lines: ProposedLine, **facts: Any) -> Case:
    """Return a case for which the officer has proposed to grant, or these lines."""
    case = assigned_case(held, **facts)
    return propose_decision(by=held.officer, case=case.reference, reasons="A civil use.", lines=lines or (GRANT,))


def decided_case(held: People, *lines: ProposedLine, **facts: Any) -> Case:
    """Return a case that is decided: granted, or as these lines say."""
    return confirm_decision(by=held.senior, case=proposed_case(held, *lines, **facts).reference)


def case_in(name: str, held: People) -> Case:
    """Return a case in a state, by the shortest way there."""
    state = State(name)
    if state is State.SUBMITTED:
        return opened_case(held.exporter)
    if state is State.DECIDED:
        return decided_case(held, REFUSAL)
    if state is State.APPEALED:
        return appeal_case(by=held.exporter, case=decided_case(held, REFUSAL).reference, reasons="It is for cars.")
    if state is State.WITHDRAWN:
        case = opened_case(held.exporter)
        withdraw_application(by=held.exporter, application=case.application.reference)
        return Case.objects.get(pk=case.pk)
    case = assigned_case(held)
    if state is State.QUERIED:
        return ask_query(by=held.officer, case=case.reference, question="Which plant?")
    if state is State.INTENT_TO_REFUSE:
        return announce_refusal(by=held.officer, case=case.reference, reasons="Diversion is likely.")
    return case


def days_ahead(days: int) -> Any:
    """Return the day so many days after the clock's."""
    return clock.now().date() + timedelta(days=days)
