"""Which cases does somebody see? The authority all, an exporter its own, an adviser those sent to its body."""

from enum import StrEnum

from django.db.models import Q, QuerySet

from lockgate.casework.models import Case, Review
from lockgate.core.errors import NotFound
from lockgate.core.permissions import Person, Role
from lockgate.core.texts import sought_text

AUTHORITY = frozenset({Role.OFFICER, Role.SENIOR_OFFICER, Role.ANALYST})


class View(StrEnum):
    """How much of a case somebody sees: an adviser sees what the authority sees, an applicant what concerns it."""

    AUTHORITY = "authority"
    APPLICANT = "applicant"


def visible_cases(person: Person) -> QuerySet[Case]:
    """Return the cases that somebody sees at all."""
    if person.roles & AUTHORITY:
        return Case.objects.all()
    own = Q(application__exporter__in=person.organisations_as(Role.EXPORTER))
    sent = Review.objects.filter(body__in=person.organisations_as(Role.ADVISER)).values("case")
    return Case.objects.filter(own | Q(pk__in=sent))


def visible_case(person: Person, reference: str) -> Case:
    """Return a case by its reference; raise NotFound where there is none, or the person may not know of it."""
    found = visible_cases(person).filter(reference=sought_text(reference).upper()).first()
    if found is None:
        raise NotFound(
            f"There is no case {reference.strip()[:40]!r}, or you may not know of it.",
            mend="Look at the reference; it is like CA-2026-000123-4.",
        )
    return found


def view_of(person: Person, case: Case) -> View:
    """Say how much of a visible case somebody sees; whoever is both applicant and adviser sees it as applicant."""
    if person.roles & AUTHORITY:
        return View.AUTHORITY
    own = case.application.exporter_id in person.organisations_as(Role.EXPORTER)
    return View.APPLICANT if own else View.AUTHORITY
