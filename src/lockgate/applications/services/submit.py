"""Submitting an application, and withdrawing it."""

from __future__ import annotations

from lockgate.applications.completeness import check_complete
from lockgate.applications.determining import determine_lines
from lockgate.applications.models import Application, Line
from lockgate.applications.permissions import SUBMIT_APPLICATION, WITHDRAW_APPLICATION
from lockgate.applications.queries import draft_of
from lockgate.applications.services.changing import changing
from lockgate.core import clock
from lockgate.core.permissions import Person
from lockgate.journal.acts import Act
from lockgate.journal.digest import canonical_json
from lockgate.journal.record import record
from lockgate.regimes.determination import Determination
from lockgate.regimes.determination.explain import as_data
from lockgate.regimes.determination.law import Law
from lockgate.regimes.queries import legal_day
from lockgate.regimes.shelf import law_of


def submit_application(*, by: Person, application: str, seen: int | None = None) -> Application:
    """Determine every line by the law of the day, keep the answers with their traces, and submit the application.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow, Invalid where a line cannot be determined, and
    IncompleteApplication that tells all that is missing. Records `application.submitted`.
    """
    act = Act.APPLICATION_SUBMITTED
    with changing(by=by, application=application, permission=SUBMIT_APPLICATION, act=act, seen=seen) as held:
        law = law_of(held.regime)
        held.law_on = legal_day(law)
        held.submitted_at = clock.now()
        draft = draft_of(held.pk)
        determinations = determine_lines(law, draft, held.law_on)
        check_complete(draft, determinations)
        lines = list(held.lines.all())
        for line in lines:
            _keep(line, determinations[line.number], law)
        held.save(update_fields=["state", "law_on", "submitted_at", "version"])
        content = {
            "application": str(held.pk),
            "reference": held.reference,
            "law_on": held.law_on.isoformat(),
            "lines": {str(line.number): line.outcome for line in lines},
        }
        record(act=act, by=by.actor, subject=f"application {held.reference}", content=content, rows=[held, *lines])
    return held


def _keep(line: Line, determination: Determination, law: Law) -> None:
    line.outcome = determination.outcome.word
    line.review_policy = determination.review_policy
    line.determination = canonical_json(as_data(determination, law, trace=True))
    line.save(update_fields=["outcome", "review_policy", "determination"])


def withdraw_application(*, by: Person, application: str, seen: int | None = None) -> Application:
    """Withdraw an application, a draft too; later rooms close what they made of it, or refuse.

    Raises NotFound, NotAllowed, Conflict, NotPossibleNow. Records `application.withdrawn`.
    """
    act = Act.APPLICATION_WITHDRAWN
    with changing(by=by, application=application, permission=WITHDRAW_APPLICATION, act=act, seen=seen) as held:
        held.withdrawn_at = clock.now()
        held.save(update_fields=["state", "withdrawn_at", "version"])
        content = {"application": str(held.pk), "reference": held.reference}
        record(act=act, by=by.actor, subject=f"application {held.reference}", content=content, rows=[held])
    return held
