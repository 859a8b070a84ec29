"""What became of an application: its case with the clock, its outcome, and its notice, as far as somebody sees them."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from lockgate.casework.decision import case_outcome
from lockgate.casework.lifecycle import State
from lockgate.casework.models import Case, RefusalAnnouncement
from lockgate.casework.queries.clock import clock_of, local_day
from lockgate.casework.queries.visibility import visible_cases
from lockgate.casework.statutory_clock import Reading
from lockgate.core.permissions import Person


class CaseStanding(NamedTuple):
    """A case, what its clock shows today, and its outcome, "" until it is decided.

    `answer_by` is the last day on which the applicant may answer an announced refusal, None where it may not now.
    """

    case: Case
    clock: Reading
    outcome: str
    answer_by: date | None


def case_of_application(person: Person, application: UUID) -> CaseStanding | None:
    """Return where the case of an application stands; None where it has none that this person sees."""
    found = (
        visible_cases(person)
        .filter(application=application)
        .select_related("refusal_announcement")
        .prefetch_related("clock_moves", "lines")
        .first()
    )
    if found is None:
        return None
    outcomes = [line.outcome for line in found.lines.all() if line.outcome]
    return CaseStanding(found, clock_of(found), case_outcome(outcomes) if outcomes else "", refusal_answer_by(found))


def refusal_answer_by(case: Case) -> date | None:
    """Return the last day on which an announced refusal may be answered; None where that is over, or none is open."""
    announced: RefusalAnnouncement | None = getattr(case, "refusal_announcement", None)
    if (
        announced is None
        or announced.answered_at
        or case.state != State.INTENT_TO_REFUSE
        or local_day(case) > announced.answer_by
    ):
        return None
    return announced.answer_by
