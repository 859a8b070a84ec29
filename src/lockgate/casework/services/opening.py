"""What a submitted application becomes: a case for the lines that need work, a notice for those that need no licence.

Called by this room's reactions. A withdrawn application closes its case.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from lockgate.casework.lifecycle import ClockEffect, State, follow
from lockgate.casework.models import Case, CaseLine, ClockMove, Notice
from lockgate.casework.permissions import CLOSE_CASE, OPEN_CASE
from lockgate.casework.queries import local_day
from lockgate.casework.services.acting import Begun, finish
from lockgate.core import clock
from lockgate.core.permissions import Person, check_may
from lockgate.journal.acts import Act
from lockgate.journal.numbering import next_reference
from lockgate.journal.record import record

ACCEPTED = "accepted: nothing is missing"
NOT_REQUIRED = "not_required"


def open_case(*, by: Person, application: UUID, law_on: date, outcomes: Mapping[int, str]) -> Case | None:
    """Open the case of a submitted application, and start its clock. Records `case.opened`, and `notice.issued`.

    `outcomes` are those of its lines, by number; lines that need no licence go into a notice, and where all do there
    is no case (None). The day of acceptance is the regime's local day.
    """
    check_may(by, OPEN_CASE)
    with transaction.atomic():
        free = [number for number, outcome in outcomes.items() if outcome == NOT_REQUIRED]
        if free:
            _issue_notice(by, application, law_on, free)
        if len(free) == len(outcomes):
            return None
        case = Case(
            reference=next_reference("CA"),
            application_id=application,
            state=State.SUBMITTED.value,
            opened_at=clock.now(),
        )
        case.regime = case.application.regime
        case.accepted_on = local_day(case)
        case.save(force_insert=True)
        lines = [CaseLine(case=case, line=line) for line in case.application.lines.exclude(number__in=free)]
        CaseLine.objects.bulk_create(lines)
        start = ClockMove.objects.create(case=case, kind=ClockEffect.START.value, on=case.accepted_on, reason=ACCEPTED)
        content = {"case": str(case.pk), "reference": case.reference, "application": str(application)}
        record(
            act=Act.CASE_OPENED,
            by=by.actor,
            subject=f"case {case.reference}",
            content=content,
            rows=[case, start, *lines],
        )
        return case


def _issue_notice(by: Person, application: UUID, law_on: date, numbers: list[int]) -> None:
    notice = Notice.objects.create(
        reference=next_reference("NO"),
        application_id=application,
        law_on=law_on,
        line_numbers=numbers,
        issued_at=clock.now(),
    )
    content = {"notice": str(notice.pk), "application": str(application), "lines": numbers}
    record(act=Act.NOTICE_ISSUED, by=by.actor, subject=f"notice {notice.reference}", content=content, rows=[notice])


def close_case(*, by: Person, application: UUID) -> Case | None:
    """Close the case of a withdrawn application; None where it has none. Records `case.closed`.

    Raises NotPossibleNow where it is decided, which undoes the withdrawal too.
    """
    check_may(by, CLOSE_CASE)
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(application=application).first()
        if case is None:
            return None
        return finish(by, Begun(case, follow(case.state, Act.CASE_CLOSED)))
