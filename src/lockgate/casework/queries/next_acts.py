"""What can somebody do with a case next, by the table of its life, and what is in the way of it?

The acts themselves are checked by the services once more; here they are offered, or told why not.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lockgate.casework import permissions
from lockgate.casework.decision import LineOutcome
from lockgate.casework.lifecycle import TRANSITIONS, Pen
from lockgate.casework.models import Proposal
from lockgate.casework.queries.of_application import refusal_answer_by
from lockgate.casework.queries.ripe import hindrances
from lockgate.casework.queries.sheet import CaseSheet
from lockgate.casework.queries.visibility import View
from lockgate.core.permissions import Permission, Person, Role, may
from lockgate.journal.acts import Act

PERMISSION_OF: Mapping[Act, Permission] = {
    Act.CASE_ASSIGNED: permissions.ASSIGN_CASE,
    Act.QUERY_ASKED: permissions.ASK_QUERY,
    Act.QUERY_ANSWERED: permissions.ANSWER_QUERY,
    Act.REVIEW_REQUESTED: permissions.REQUEST_REVIEW,
    Act.RECOMMENDATION_GIVEN: permissions.GIVE_RECOMMENDATION,
    Act.REFUSAL_ANNOUNCED: permissions.ANNOUNCE_REFUSAL,
    Act.REFUSAL_ANSWERED: permissions.ANSWER_REFUSAL,
    Act.DECISION_PROPOSED: permissions.PROPOSE_DECISION,
    Act.PROPOSAL_SENT_BACK: permissions.SEND_BACK_PROPOSAL,
    Act.CASE_DECIDED: permissions.CONFIRM_DECISION,
    Act.CASE_APPEALED: permissions.APPEAL_CASE,
}
"""Whose act it is. That a case closes follows from an act on its application, and so is not done here."""
TAKEN_ONLY = frozenset({Act.QUERY_ASKED, Act.REVIEW_REQUESTED, Act.REFUSAL_ANNOUNCED, Act.DECISION_PROPOSED})
NOT_WHILE_PROPOSED = frozenset({Act.QUERY_ASKED, Act.REFUSAL_ANNOUNCED, Act.DECISION_PROPOSED})


class NextAct(NamedTuple):
    """An act that is this person's in this state; `in_the_way` says why it is not possible yet, "" where it is."""

    act: Act
    in_the_way: str = ""


def next_acts(by: Person, sheet: CaseSheet) -> tuple[NextAct, ...]:
    """Return the acts that somebody may do on a case as it stands, in the order of the table of its life."""
    rows = [row for row in TRANSITIONS if row.state == sheet.case.state and row.act in PERMISSION_OF]
    offered = [row.act for row in rows if _holds_the_pen(by, sheet, row.pen) and may(by, PERMISSION_OF[row.act])]
    return tuple(NextAct(act, _in_the_way(by, sheet, act)) for act in offered if _is_about_something(by, sheet, act))


def _holds_the_pen(by: Person, sheet: CaseSheet, pen: Pen) -> bool:
    if pen is Pen.APPLICANT:
        return sheet.case.application.exporter_id in by.organisations_as(Role.EXPORTER)
    return sheet.view is View.AUTHORITY


def _is_about_something(by: Person, sheet: CaseSheet, act: Act) -> bool:
    """Tell whether there is what the act would be done to: a proposal, a review of one's own body, a refused line."""
    is_there: Mapping[Act, Callable[[], bool]] = {
        Act.PROPOSAL_SENT_BACK: lambda: _may_send_back(by, waiting_proposal(sheet)),
        Act.CASE_DECIDED: lambda: waiting_proposal(sheet) is not None,
        Act.RECOMMENDATION_GIVEN: lambda: any(
            review.body_id in by.organisations_as(Role.ADVISER) and not review.given_at for review in sheet.reviews
        ),
        Act.REFUSAL_ANSWERED: lambda: refusal_answer_by(sheet.case) is not None,
        Act.CASE_APPEALED: lambda: any(line.line.outcome == LineOutcome.REFUSED for line in sheet.lines),
    }
    return is_there[act]() if act in is_there else True


def waiting_proposal(sheet: CaseSheet) -> Proposal | None:
    """Return the proposal that waits to be confirmed, or None."""
    return next((held for held in sheet.proposals if held.state == "open"), None)


def _may_send_back(by: Person, proposal: Proposal | None) -> bool:
    return proposal is not None and (Role.SENIOR_OFFICER in by.roles or proposal.proposed_by == by.account)


def _in_the_way(by: Person, sheet: CaseSheet, act: Act) -> str:
    case, proposal = sheet.case, waiting_proposal(sheet)
    takes_it = act is Act.DECISION_PROPOSED and case.assigned_to_id is None
    if act in TAKEN_ONLY and case.assigned_to_id != by.account and not takes_it:
        return f"{case.assigned_to} has the case. Take it first." if case.assigned_to else "Take the case first."
    if act in NOT_WHILE_PROPOSED and proposal is not None:
        return "A proposal waits to be confirmed. Send it back first."
    if act is Act.CASE_DECIDED and proposal is not None:
        if proposal.proposed_by == by.account:
            return "You proposed this decision yourself. Another senior officer has to confirm it."
        outcomes = {line.case_line.line.number: line.outcome for line in proposal.lines.all()}
        return " ".join(str(error) for error in hindrances(case, outcomes))
    return ""
