"""Who may do what with cases: the rows of this room in the table of permissions.

Visibility comes first (queries.visible_cases): an exporter has its own cases, an adviser those sent to its body.
"""

from lockgate.core.permissions import Permission, Role

_OWN = "of its own organisation"
_TAKEN = "taken by the officer or by nobody"

READ_CASES = Permission(
    "casework.read_cases",
    "Read cases",
    {
        Role.EXPORTER: f"{_OWN}, without the authority's own papers",
        Role.OFFICER: "any",
        Role.SENIOR_OFFICER: "any",
        Role.ADVISER: "sent to its body for review",
        Role.ANALYST: "any",
    },
)
OPEN_CASE = Permission("casework.open_case", "Open a case", {Role.OPERATOR: "when an application was submitted"})
CLOSE_CASE = Permission("casework.close_case", "Close a case", {Role.OPERATOR: "when its application was withdrawn"})
ASSIGN_CASE = Permission(
    "casework.assign_case", "Take or assign a case", {Role.OFFICER: "any", Role.SENIOR_OFFICER: "any"}
)
ASK_QUERY = Permission(
    "casework.ask_query",
    "Ask the applicant a query",
    {Role.OFFICER: "taken by the officer", Role.SENIOR_OFFICER: "taken by the officer"},
)
ANSWER_QUERY = Permission("casework.answer_query", "Answer a query", {Role.EXPORTER: _OWN})
REQUEST_REVIEW = Permission(
    "casework.request_review",
    "Ask another body for a review",
    {Role.OFFICER: "taken by the officer", Role.SENIOR_OFFICER: "taken by the officer"},
)
GIVE_RECOMMENDATION = Permission(
    "casework.give_recommendation", "Give a recommendation", {Role.ADVISER: "sent to its body for review, once"}
)
ANNOUNCE_REFUSAL = Permission(
    "casework.announce_refusal",
    "Announce a refusal",
    {Role.OFFICER: "taken by the officer", Role.SENIOR_OFFICER: "taken by the officer"},
)
ANSWER_REFUSAL = Permission("casework.answer_refusal", "Answer an announced refusal", {Role.EXPORTER: _OWN})
PROPOSE_DECISION = Permission(
    "casework.propose_decision", "Propose a decision", {Role.OFFICER: _TAKEN, Role.SENIOR_OFFICER: _TAKEN}
)
SEND_BACK_PROPOSAL = Permission(
    "casework.send_back_proposal",
    "Send a proposal back",
    {Role.OFFICER: "proposed by the officer", Role.SENIOR_OFFICER: "any"},
)
CONFIRM_DECISION = Permission(
    "casework.confirm_decision", "Confirm a decision", {Role.SENIOR_OFFICER: "proposed by somebody else"}
)
APPEAL_CASE = Permission("casework.appeal_case", "Appeal against a refusal", {Role.EXPORTER: _OWN})
NOTE_SUPPLY_RISK = Permission(
    "casework.note_supply_risk",
    "Note what hangs on the open cases",
    {Role.ANALYST: "any that is open", Role.OPERATOR: "any that is open"},
)

PERMISSIONS = (
    READ_CASES,
    OPEN_CASE,
    CLOSE_CASE,
    ASSIGN_CASE,
    ASK_QUERY,
    ANSWER_QUERY,
    REQUEST_REVIEW,
    GIVE_RECOMMENDATION,
    ANNOUNCE_REFUSAL,
    ANSWER_REFUSAL,
    PROPOSE_DECISION,
    SEND_BACK_PROPOSAL,
    CONFIRM_DECISION,
    APPEAL_CASE,
    NOTE_SUPPLY_RISK,
)
