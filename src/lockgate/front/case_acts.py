"""What somebody can do with a case next, as links, and what a decision still waits for."""

from typing import NamedTuple

from django.urls import reverse

from lockgate.casework.lifecycle import OPEN, State
from lockgate.casework.pages.words import OFFERS
from lockgate.casework.queries import CaseSheet, hindrances, next_acts, waiting_proposal
from lockgate.core.permissions import Person, Role
from lockgate.journal.acts import Act

ROUTES = {
    Act.CASE_ASSIGNED: "assign_case",
    Act.QUERY_ASKED: "ask_query",
    Act.QUERY_ANSWERED: "answer_query",
    Act.REVIEW_REQUESTED: "request_review",
    Act.RECOMMENDATION_GIVEN: "give_recommendation",
    Act.REFUSAL_ANNOUNCED: "announce_refusal",
    Act.REFUSAL_ANSWERED: "answer_refusal",
    Act.DECISION_PROPOSED: "propose_decision",
    Act.PROPOSAL_SENT_BACK: "send_back_proposal",
    Act.CASE_DECIDED: "confirm_decision",
    Act.CASE_APPEALED: "appeal_case",
}


class Offered(NamedTuple):
    """An act as a row of the task list; without `href` it cannot begin yet, and the hint says why."""

    title: str
    href: str
    status: str
    tone: str
    hint: str


def offers(by: Person, sheet: CaseSheet) -> list[Offered]:
    """Return what somebody can do with a case as it stands, what is likeliest first."""
    order = list(OFFERS)
    held = sorted(next_acts(by, sheet), key=lambda offered: order.index(offered.act))
    found = [_offered(sheet, one.act, one.in_the_way) for one in held]
    own = sheet.case.application.exporter_id in by.organisations_as(Role.EXPORTER)
    if own and sheet.case.state in OPEN:
        href = reverse("withdraw_application", args=[sheet.application.application.reference])
        found.append(Offered("Withdraw the application", href, "", "", "It closes the case, and cannot be undone."))
    return found


def _offered(sheet: CaseSheet, act: Act, in_the_way: str) -> Offered:
    words = OFFERS[act]
    href = reverse(ROUTES[act], args=[sheet.case.reference])
    if in_the_way:
        return Offered(words.words, "", "not yet", "quiet", in_the_way)
    return Offered(words.words, href, "", "", words.hint)


def deciding_needs(sheet: CaseSheet) -> tuple[str, ...]:
    """Return what is missing before the case may be decided, in sentences."""
    proposal = waiting_proposal(sheet)
    proposed = {line.case_line.line.number: line.outcome for line in proposal.lines.all()} if proposal else {}
    outcomes = {held.line.line.number: proposed.get(held.line.line.number, "") for held in sheet.lines}
    needs = [str(error) for error in hindrances(sheet.case, outcomes)]
    if sheet.case.state == State.QUERIED:
        needs.append("The applicant has not answered the query.")
    if proposal is None:
        needs.append("No decision is proposed.")
    return tuple(needs)
