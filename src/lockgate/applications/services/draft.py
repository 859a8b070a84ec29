"""Writing a whole application in one act of the caller's: every part by its own service, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.line import LINES_MAX
from lockgate.applications.models import Application
from lockgate.applications.party_role import PARTIES_MAX
from lockgate.applications.permissions import START_APPLICATION, SUBMIT_APPLICATION
from lockgate.applications.services.dependence import declare_dependence
from lockgate.applications.services.end_use import state_end_use
from lockgate.applications.services.lines import add_line
from lockgate.applications.services.start import start_application
from lockgate.applications.services.submit import submit_application
from lockgate.applications.services.taking_part import add_party
from lockgate.core.errors import Invalid, NotFound
from lockgate.core.faults import Faults
from lockgate.core.permissions import Person, Role, check_may
from lockgate.core.texts import checked_text, sought_text
from lockgate.parties.queries import visible_organisations
from lockgate.parties.services import NAME_LENGTH_MAX


def draft_application(*, by: Person, draft: Draft) -> Application:
    """Start an application and write all of it. Lines are numbered in their order, from 1.

    Raises NotAllowed before the transaction begins; Invalid that tells every fault by its place ("lines.2.quantity",
    "parties.1.country"), and nothing is kept; NotFound, Conflict and NotPossibleNow as the single services do.
    Records the act of each.
    """
    check_may(by, START_APPLICATION)
    _check_size(draft)
    faults = Faults()
    with transaction.atomic():
        started = start_application(
            by=by,
            regime=draft.regime,
            destination=draft.destination,
            exporter=_own_organisation(by, draft.exporter) if draft.exporter else None,
            replaces=draft.replaces,
        )
        reference = started.reference
        unnamed: set[str] = set()  # the parties that are not there because of a fault that is told
        for place, party in enumerate(draft.parties, 1):
            found_before = len(faults)
            with faults.at(f"parties.{place}"):
                add_party(by=by, application=reference, party=party)
            if len(faults) > found_before:
                unnamed |= {"", sought_text(party.name)}
        with faults.at("end_use"):
            state_end_use(by=by, application=reference, end_use=draft.end_use)
        for number, line in enumerate(draft.lines.values(), 1):
            with faults.at(f"lines.{number}"):
                _write_line(by, reference, line, unnamed)
        faults.raise_any()
        started.refresh_from_db()
    return started


def apply_at_once(*, by: Person, draft: Draft) -> Application:
    """Write an application and submit it: both or nothing. Raises and records what the two services do."""
    check_may(by, SUBMIT_APPLICATION)
    with transaction.atomic():
        drafted = draft_application(by=by, draft=draft)
        return submit_application(by=by, application=drafted.reference)


def _write_line(by: Person, reference: str, line: DraftLine, unnamed: Collection[str]) -> None:
    number = add_line(by=by, application=reference, line=line.item).number
    faults = Faults()
    for place, declared in enumerate(line.dependence, 1):
        untold = ("party",) if sought_text(declared.party) in unnamed else ()
        with faults.at(f"dependence.{place}", untold=untold):
            declare_dependence(by=by, application=reference, number=number, declared=declared)
    faults.raise_any()


def _check_size(draft: Draft) -> None:
    for field, held, most in (("lines", draft.lines, LINES_MAX), ("parties", draft.parties, PARTIES_MAX)):
        if len(held) > most:
            raise Invalid(
                f"An application has at most {most} {field}; these are {len(held)}.",
                mend="Apply for the rest separately.",
                fields={field: f"more than {most}"},
            )


def _own_organisation(by: Person, name: str) -> UUID:
    own = visible_organisations(by).filter(
        pk__in=by.organisations_as(Role.EXPORTER), name=checked_text(name, "exporter", NAME_LENGTH_MAX)
    )
    found = own.first()
    if found is None:
        raise NotFound(f"There is no exporter {name[:60]!r} that you belong to.", mend="Look at the spelling.")
    return found.pk
