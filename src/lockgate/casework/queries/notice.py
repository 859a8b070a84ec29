"""A no-licence-needed notice whole: which lines of which application need no licence, by the law of which day."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from lockgate.applications.queries import ShownApplication, all_of, visible_applications
from lockgate.casework.models import Notice
from lockgate.core.errors import NotFound
from lockgate.core.permissions import Person
from lockgate.core.texts import sought_text

LATEST = 20


class NoticeSheet(NamedTuple):
    """A notice with all of the application that it is about; `application.lines` are those that it names alone."""

    notice: Notice
    application: ShownApplication


def notice_sheet(person: Person, reference: str) -> NoticeSheet:
    """Return a notice; raise NotFound where there is none on an application that this person may know of."""
    found = _visible(person).filter(reference=sought_text(reference).upper()).first()
    if found is None:
        raise NotFound(
            f"There is no notice {reference.strip()[:40]!r}, or you may not know of it.",
            mend="Look at the reference; it is like NO-2026-000123-4.",
        )
    shown = all_of(found.application_id)
    named = [line for line in shown.lines if line.number in found.line_numbers]
    return NoticeSheet(found, shown._replace(lines=named))


def notice_of_application(person: Person, application: UUID) -> Notice | None:
    """Return the notice on an application; None where it has none that this person sees."""
    return _visible(person).filter(application=application).first()


def latest_notices(person: Person) -> list[Notice]:
    """Return the newest notices that somebody sees, at most LATEST, each with its application."""
    return list(_visible(person).select_related("application__exporter").order_by("-reference")[:LATEST])


def _visible(person: Person) -> QuerySet[Notice]:
    return Notice.objects.filter(application__in=visible_applications(person))
