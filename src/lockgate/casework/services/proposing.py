"""What an officer proposes to decide, and its way back: sent back by a senior officer, or taken back by its author."""

from collections.abc import Sequence

from django.db import transaction

from lockgate.casework.decision import (
    REASONS_LENGTH_MAX,
    AskedLine,
    CheckedLine,
    ProposedLine,
    checked_lines,
    checked_months,
)
from lockgate.casework.models import Case, CaseLine, Proposal, ProposalLine
from lockgate.casework.permissions import PROPOSE_DECISION, SEND_BACK_PROPOSAL
from lockgate.casework.services.acting import account_of, begin, check_taken, find, finish
from lockgate.core import clock
from lockgate.core.errors import NotAllowed, NotPossibleNow
from lockgate.core.faults import Faults
from lockgate.core.permissions import Person, Role
from lockgate.core.texts import checked_prose
from lockgate.journal.acts import Act


def propose_decision(
    *,
    by: Person,
    case: str,
    reasons: str,
    lines: Sequence[ProposedLine],
    valid_months: int | str = 12,
    seen: int | None = None,
) -> Case:
    """Propose an outcome for every line; a case that nobody has is taken by it. Records `decision.proposed`.

    Raises NotFound, NotAllowed, CaseChanged, NotPossibleNow where the case is another officer's, is queried or closed,
    or has an open proposal, and Invalid that tells every fault of the reasons, the months and the lines.
    """
    found = find(by, case, PROPOSE_DECISION)
    with transaction.atomic():
        begun = begin(by, found, Act.DECISION_PROPOSED, seen)
        held = begun.case
        if held.assigned_to_id is None:
            held.assigned_to_id = by.account
        check_taken(by, held)
        check_no_open_proposal(held)
        case_lines = {line.line.number: line for line in held.lines.select_related("line").order_by("line__number")}
        faults = Faults()
        with faults.at():
            text = checked_prose(reasons, "reasons", REASONS_LENGTH_MAX)
        with faults.at():
            months = checked_months(valid_months)
        with faults.at():
            checked = checked_lines([_asked(line) for line in case_lines.values()], lines)
        faults.raise_any()
        proposal = Proposal.objects.create(
            case=held,
            number=held.proposals.count() + 1,
            state="open",
            reasons=text,
            valid_months=months,
            proposed_at=clock.now(),
            proposed_by=account_of(by),
        )
        made = [_proposal_line(proposal, case_lines[line.number], line) for line in checked]
        ProposalLine.objects.bulk_create(made)
        content = {"proposal": str(proposal.pk), "lines": {str(line.number): line.outcome.value for line in checked}}
        return finish(by, begun, content=content, rows=[proposal, *made])


def send_back_proposal(*, by: Person, case: str, reasons: str, seen: int | None = None) -> Case:
    """Send the open proposal back; an officer takes back only an own one. Records `proposal.sent_back`.

    Raises NotFound, NotAllowed, Invalid, CaseChanged, NotPossibleNow where no proposal is open.
    """
    found = find(by, case, SEND_BACK_PROPOSAL)
    text = checked_prose(reasons, "reasons", REASONS_LENGTH_MAX)
    with transaction.atomic():
        begun = begin(by, found, Act.PROPOSAL_SENT_BACK, seen)
        proposal = open_proposal(begun.case)
        if Role.SENIOR_OFFICER not in by.roles and proposal.proposed_by != by.account:
            raise NotAllowed("This proposal is another officer's.", mend="A senior officer may send it back.")
        settle(proposal, by, "sent_back", text)
        return finish(by, begun, content={"proposal": str(proposal.pk)}, rows=[proposal])


def open_proposal(case: Case) -> Proposal:
    """Return the proposal that waits to be confirmed; raise NotPossibleNow where there is none."""
    found = case.proposals.filter(state="open").first()
    if found is None:
        raise NotPossibleNow(f"Nothing is proposed for case {case.reference}.", mend="Propose a decision first.")
    return found


def check_no_open_proposal(case: Case) -> None:
    """Raise NotPossibleNow while a proposal waits to be confirmed."""
    if case.proposals.filter(state="open").exists():
        raise NotPossibleNow(
            f"A proposal for case {case.reference} waits to be confirmed.", mend="Send it back first, or confirm it."
        )


def settle(proposal: Proposal, by: Person, state: str, reason: str = "") -> None:
    """Write that a proposal was confirmed or sent back, by whom and why."""
    proposal.state, proposal.settled_reason = state, reason
    proposal.settled_at, proposal.settled_by = clock.now(), by.account
    proposal.save()


def _asked(line: CaseLine) -> AskedLine:
    held = line.line
    return AskedLine(held.number, held.quantity, held.unit, held.amount, held.dimension, held.outcome)


def _proposal_line(proposal: Proposal, case_line: CaseLine, line: CheckedLine) -> ProposalLine:
    return ProposalLine(
        proposal=proposal,
        case_line=case_line,
        outcome=line.outcome.value,
        quantity=line.granted.quantity if line.granted else "",
        unit=line.granted.unit if line.granted else "",
        granted_amount=line.granted.amount if line.granted else None,
        conditions=list(line.conditions),
        refusal_reasons=list(line.refusal_reasons),
        assessment=line.assessment.value,
        evidence=line.evidence,
    )
