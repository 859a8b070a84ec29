"""Starting an application."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from lockgate.applications.lifecycle import State
from lockgate.applications.models import Application
from lockgate.applications.permissions import START_APPLICATION
from lockgate.applications.queries import application_at
from lockgate.core import clock
from lockgate.core.errors import Invalid, NotFound, NotPossibleNow
from lockgate.core.permissions import Person, Role, check_may
from lockgate.journal.acts import Act
from lockgate.journal.numbering import next_reference
from lockgate.journal.record import record
from lockgate.regimes.determination.asking import destination_of
from lockgate.regimes.shelf import law_of


def start_application(
    *, by: Person, regime: str, destination: str, exporter: UUID | None = None, replaces: str = ""
) -> Application:
    """Start an application of an exporter, which may be left out by whoever belongs to one. A draft.

    `replaces` is the reference of the application of which this is the mended one. Raises NotAllowed, NotFound for an
    unknown regime, an exporter or an application that is not one's own, Invalid for a destination, NotPossibleNow
    where the replaced one is a draft still. Records `application.started`.
    """
    check_may(by, START_APPLICATION)
    assert by.account is not None, "whoever is an exporter's member has an account"
    owner = _own_exporter(by, exporter)
    law = law_of(regime)
    code = destination_of(law, destination)
    with transaction.atomic():
        made = Application(
            reference=next_reference("AP"),
            regime=law.regime.code,
            exporter_id=owner,
            destination=code,
            state=State.DRAFT,
            replaces=_replaced(by, owner, replaces) if replaces else None,
            started_at=clock.now(),
            started_by=by.account,
        )
        made.save(force_insert=True)
        content = {
            "reference": made.reference,
            "exporter": str(owner),
            "regime": made.regime,
            "destination": code,
            "replaces": made.replaces.reference if made.replaces else "",
        }
        subject = f"application {made.reference}"
        record(act=Act.APPLICATION_STARTED, by=by.actor, subject=subject, content=content, rows=[made])
    return made


def _own_exporter(by: Person, exporter: UUID | None) -> UUID:
    own = by.organisations_as(Role.EXPORTER)
    if exporter is None and len(own) == 1:
        return next(iter(own))
    if exporter is None:
        raise Invalid(
            "You belong to several exporters.",
            mend="Say for which one you apply.",
            fields={"exporter": "is missing"},
        )
    if exporter not in own:
        raise NotFound("There is no such exporter.", mend="Apply for an organisation of your own.")
    return exporter


def _replaced(by: Person, owner: UUID, reference: str) -> Application:
    held = application_at(by, reference)
    if held.exporter_id != owner:
        raise Invalid(
            f"{held.reference} is an application of another exporter.",
            mend="Name one of the same exporter.",
            fields={"replaces": "is another exporter's"},
        )
    if held.state == State.DRAFT:
        raise NotPossibleNow(f"{held.reference} is still a draft.", mend="Change that draft instead of replacing it.")
    return held
