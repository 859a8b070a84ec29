"""A no-licence-needed notice whole: which lines of which application need no licence, by the law of which day."""

from typing import NamedTuple

from lockgate.applications.queries import ShownApplication, all_of, visible_applications
from lockgate.casework.models import Notice
from lockgate.core.errors import NotFound
from lockgate.core.permissions import Person


class NoticeSheet(NamedTuple):
    """A notice with all of the application that it is about; `application.lines` are those that it names alone."""

    notice: Notice
    application: ShownApplication


def notice_sheet(person: Person, reference: str) -> NoticeSheet:
    """Return a notice; raise NotFound where there is none on an application that this person may know of."""
    seen = Notice.objects.filter(application__in=visible_applications(person))
    found = seen.filter(reference=reference.strip().upper()).first()
    if found is None:
        raise NotFound(
            f"There is no notice {reference.strip()[:40]!r}, or you may not know of it.",
            mend="Look at the reference; it is like NO-2026-000123-4.",
        )
    shown = all_of(found.application_id)
    named = [line for line in shown.lines if line.number in found.line_numbers]
    return NoticeSheet(found, shown._replace(lines=named))
