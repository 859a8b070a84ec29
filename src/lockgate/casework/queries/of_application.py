"""What became of an application: its case with the clock, its outcome, and its notice, as far as somebody sees them."""

from typing import NamedTuple
from uuid import UUID

from lockgate.casework.decision import case_outcome
from lockgate.casework.models import Case
from lockgate.casework.queries.clock import clock_of
from lockgate.casework.queries.visibility import visible_cases
from lockgate.casework.statutory_clock import Reading
from lockgate.core.permissions import Person


class CaseStanding(NamedTuple):
    """A case, what its clock shows today, and its outcome; "" until it is decided."""

    case: Case
    clock: Reading
    outcome: str


def case_of_application(person: Person, application: UUID) -> CaseStanding | None:
    """Return where the case of an application stands; None where it has none that this person sees."""
    found = visible_cases(person).filter(application=application).prefetch_related("clock_moves", "lines").first()
    if found is None:
        return None
    outcomes = [line.outcome for line in found.lines.all() if line.outcome]
    return CaseStanding(found, clock_of(found), case_outcome(outcomes) if outcomes else "")
