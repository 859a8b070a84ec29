"""The words of a case on a page: what an act is called where it is offered and where it was done, and of outcomes."""

from collections.abc import Mapping
from typing import NamedTuple

from lockgate.casework.decision import Assessment, LineOutcome
from lockgate.casework.review import Recommendation
from lockgate.journal.acts import Act


class Offer(NamedTuple):
    """An act as it is offered: its words, and what it does."""

    words: str
    hint: str


OFFERS: Mapping[Act, Offer] = {
    Act.CASE_ASSIGNED: Offer("Give the case to an officer", "To yourself or to another."),
    Act.RECOMMENDATION_GIVEN: Offer("Recommend", "For your body, once."),
    Act.QUERY_ANSWERED: Offer("Answer the query", "The clock runs on from your answer."),
    Act.REFUSAL_ANSWERED: Offer("Answer the announced refusal", "Once, and in time."),
    Act.CASE_DECIDED: Offer("Confirm the proposal", "The case is decided by it."),
    Act.PROPOSAL_SENT_BACK: Offer("Send the proposal back", "With the reason; it can be proposed anew."),
    Act.DECISION_PROPOSED: Offer("Propose a decision", "Line by line; somebody else confirms it."),
    Act.QUERY_ASKED: Offer("Ask the applicant", "The clock stands still until the answer."),
    Act.REVIEW_REQUESTED: Offer("Ask another body", "The clock runs on."),
    Act.REFUSAL_ANNOUNCED: Offer("Announce a refusal", "The applicant may answer. The clock runs on."),
    Act.CASE_APPEALED: Offer("Appeal", "Against the lines that were refused."),
}
"""In the order in which they are offered."""

TOLD: Mapping[Act, str] = {
    Act.CASE_OPENED: "The case was opened.",
    Act.CASE_ASSIGNED: "The case was given to an officer.",
    Act.QUERY_ASKED: "A query was put to the applicant.",
    Act.QUERY_ANSWERED: "The query was answered.",
    Act.REVIEW_REQUESTED: "A body was asked for a review.",
    Act.RECOMMENDATION_GIVEN: "A recommendation was given.",
    Act.REFUSAL_ANNOUNCED: "A refusal was announced.",
    Act.REFUSAL_ANSWERED: "The announced refusal was answered.",
    Act.DECISION_PROPOSED: "A decision was proposed.",
    Act.PROPOSAL_SENT_BACK: "The proposal was sent back.",
    Act.CASE_DECIDED: "The case was decided.",
    Act.CASE_CLOSED: "The application was withdrawn.",
    Act.CASE_APPEALED: "The applicant appealed.",
}
"""What was done on a case, to whoever had read it before."""

OUTCOMES: Mapping[str, str] = {
    LineOutcome.GRANTED: "granted",
    LineOutcome.GRANTED_WITH_CONDITIONS: "granted with conditions",
    LineOutcome.REFUSED: "refused",
    LineOutcome.RETURNED: "returned",
}
ASSESSMENTS: Mapping[str, str] = {word: word.value for word in Assessment}
RECOMMENDATIONS: Mapping[str, str] = {word: word.words for word in Recommendation}
