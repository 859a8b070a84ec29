"""Which licences does somebody see? The authority and customs all, an exporter its own, an adviser none."""

from django.db.models import QuerySet

from lockgate.core.errors import NotFound
from lockgate.core.permissions import Person, Role
from lockgate.core.texts import sought_text
from lockgate.licences.models import Licence
from lockgate.licences.permissions import READ_LICENCES

SEEING_ALL = frozenset(READ_LICENCES.roles) - {Role.EXPORTER}
"""The roles that see every licence."""


def visible_licences(person: Person) -> QuerySet[Licence]:
    """Return the licences that somebody sees at all."""
    if person.roles & SEEING_ALL:
        return Licence.objects.all()
    return Licence.objects.filter(exporter__in=person.organisations_as(Role.EXPORTER))


def visible_licence(person: Person, number: str) -> Licence:
    """Return the licence of a number; raise NotFound where there is none, or the person may not know of it."""
    found = visible_licences(person).filter(number=sought_text(number)).select_related("exporter", "case").first()
    if found is None:
        raise NotFound(
            f"There is no licence {number.strip()[:60]!r}, or you may not know of it.",
            mend="Look at the number on the paper.",
        )
    return found
