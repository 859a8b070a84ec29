"""What may be done with a case, one act each: keyword-only, `by` first, one transaction, one journal row.

An act that changes a case takes `seen`, the version that the caller read; CaseChanged says that it is another now.
"""

from lockgate.casework.services.assigning import assign_case
from lockgate.casework.services.deciding import confirm_decision
from lockgate.casework.services.noting import FoundRisk, NotedRisks, note_supply_risk
from lockgate.casework.services.opening import close_case, open_case
from lockgate.casework.services.proposing import propose_decision, send_back_proposal
from lockgate.casework.services.querying import answer_query, ask_query
from lockgate.casework.services.refusing import announce_refusal, answer_refusal, appeal_case
from lockgate.casework.services.reviewing import give_recommendation, request_review

__all__ = [
    "FoundRisk",
    "NotedRisks",
    "announce_refusal",
    "answer_query",
    "answer_refusal",
    "appeal_case",
    "ask_query",
    "assign_case",
    "close_case",
    "confirm_decision",
    "give_recommendation",
    "note_supply_risk",
    "open_case",
    "propose_decision",
    "request_review",
    "send_back_proposal",
]
