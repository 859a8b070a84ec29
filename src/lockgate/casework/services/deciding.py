"""A proposal becomes the decision: a senior officer confirms what somebody else proposed, if the law still says so."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from lockgate.casework.models import Case, Proposal, ProposalLine
from lockgate.casework.permissions import CONFIRM_DECISION
from lockgate.casework.queries import hindrances
from lockgate.casework.services.acting import begin, find, finish
from lockgate.casework.services.proposing import open_proposal, settle
from lockgate.core import clock
from lockgate.core.errors import NotAllowed
from lockgate.core.permissions import Person
from lockgate.journal.acts import Act


def confirm_decision(*, by: Person, case: str, seen: int | None = None) -> Case:
    """Confirm the open proposal, so that the case is decided. Records `case.decided`, to which later rooms react.

    Raises NotFound, NotAllowed, also for whoever proposed it, CaseChanged, and NotPossibleNow where nothing is
    proposed, a body or the applicant may still answer, or the law answers otherwise now than at submission.
    """
    found = find(by, case, CONFIRM_DECISION)
    with transaction.atomic():
        begun = begin(by, found, Act.CASE_DECIDED, seen)
        proposal = open_proposal(begun.case)
        if proposal.proposed_by == by.account:
            raise NotAllowed("You proposed this decision yourself.", mend="Another senior officer has to confirm it.")
        lines = list(proposal.lines.select_related("case_line__line").order_by("case_line__line__number"))
        _check_ripe(begun.case, lines)
        settle(proposal, by, "confirmed")
        begun.case.decided_at = clock.now()
        decided = [_decide(line) for line in lines]
        return finish(by, begun, content=_content(proposal, lines), rows=[proposal, *decided])


def _check_ripe(case: Case, lines: Iterable[ProposalLine]) -> None:
    for hindrance in hindrances(case, {line.case_line.line.number: line.outcome for line in lines}):
        raise hindrance


def _decide(line: ProposalLine) -> Any:
    decided = line.case_line
    decided.outcome, decided.granted_amount, decided.assessment = line.outcome, line.granted_amount, line.assessment
    decided.save()
    return decided


def _content(proposal: Proposal, lines: Iterable[ProposalLine]) -> dict[str, Any]:
    return {
        "proposal": str(proposal.pk),
        "valid_months": proposal.valid_months,
        "lines": [
            {
                "number": line.case_line.line.number,
                "outcome": line.outcome,
                "quantity": line.quantity,
                "unit": line.unit,
                "granted_amount": line.granted_amount,
                "conditions": line.conditions,
                "assessment": line.assessment,
            }
            for line in lines
        ],
    }
