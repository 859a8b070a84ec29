"""Who works on a case: an officer takes it, or gives it to another."""

from django.db import transaction

from lockgate.casework.models import Case
from lockgate.casework.permissions import ASSIGN_CASE
from lockgate.casework.services.acting import begin, find, finish
from lockgate.core.errors import Invalid, NotFound
from lockgate.core.permissions import Person, Role
from lockgate.journal.acts import Act
from lockgate.parties.queries import person_at

OFFICERS = frozenset({Role.OFFICER, Role.SENIOR_OFFICER})


def assign_case(*, by: Person, case: str, to: str = "", seen: int | None = None) -> Case:
    """Assign a case to the officer under an address, to oneself where none is given. Records `case.assigned`.

    Raises NotFound, NotAllowed, Invalid for whoever is no officer, CaseChanged, NotPossibleNow for a closed case.
    """
    found = find(by, case, ASSIGN_CASE)
    officer = _officer(to) if to else by
    with transaction.atomic():
        begun = begin(by, found, Act.CASE_ASSIGNED, seen)
        begun.case.assigned_to_id = officer.account
        return finish(by, begun, content={"assigned_to": str(officer.account)})


def _officer(email: str) -> Person:
    try:
        person = person_at(email)
    except NotFound:
        person = None
    if person is None or not person.roles & OFFICERS:
        raise Invalid(
            f"There is no officer under {email.strip()[:100]!r}.",
            mend="Give the address of an officer or a senior officer.",
            fields={"to": "is no officer"},
        )
    return person
