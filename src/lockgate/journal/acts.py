"""All that can happen in Lockgate: one name per act, the subject's noun and a past participle.

A room adds a line here for each act that its services record. The values are stored and sealed: one
that has been in a release is never renamed and never given another meaning.
"""

from enum import StrEnum


class Act(StrEnum):
    """What has happened."""

    JOURNAL_REDACTED = "journal.redacted"

    USER_ADDED = "user.added"
    KEY_ADDED = "key.added"
    KEY_REVOKED = "key.revoked"
    PASSWORD_SET = "password.set"  # noqa: S105  the name of an act

    PACK_ADOPTED = "pack.adopted"

    ORGANISATION_ADDED = "organisation.added"
    ADDRESS_STATED = "address.stated"
    MEMBER_ADDED = "member.added"
    MEMBER_REMOVED = "member.removed"
    SITE_ADDED = "site.added"

    APPLICATION_STARTED = "application.started"
    LINE_ADDED = "line.added"
    LINE_REMOVED = "line.removed"
    PARTY_ADDED = "party.added"
    PARTY_CHANGED = "party.changed"
    PARTY_REMOVED = "party.removed"
    END_USE_STATED = "end_use.stated"
    DEPENDENCE_DECLARED = "dependence.declared"
    DEPENDENCE_REMOVED = "dependence.removed"
    STATEMENT_REQUESTED = "statement.requested"
    STATEMENT_SIGNED = "statement.signed"
    APPLICATION_SUBMITTED = "application.submitted"
    APPLICATION_WITHDRAWN = "application.withdrawn"

    CASE_OPENED = "case.opened"
    NOTICE_ISSUED = "notice.issued"
    CASE_ASSIGNED = "case.assigned"
    QUERY_ASKED = "query.asked"
    QUERY_ANSWERED = "query.answered"
    REVIEW_REQUESTED = "review.requested"
    RECOMMENDATION_GIVEN = "recommendation.given"
    REFUSAL_ANNOUNCED = "refusal.announced"
    REFUSAL_ANSWERED = "refusal.answered"
    DECISION_PROPOSED = "decision.proposed"
    PROPOSAL_SENT_BACK = "proposal.sent_back"
    CASE_DECIDED = "case.decided"
    CASE_CLOSED = "case.closed"
    CASE_APPEALED = "case.appealed"
    SUPPLY_RISK_NOTED = "supply_risk.noted"

    LICENCE_ISSUED = "licence.issued"
    LICENCE_IMPORTED = "licence.imported"
    LICENCE_SUSPENDED = "licence.suspended"
    LICENCE_REINSTATED = "licence.reinstated"
    LICENCE_REVOKED = "licence.revoked"

    DRAWN_DOWN = "licence_line.drawn_down"
    RESERVED = "licence_line.reserved"
    RESERVATION_CONFIRMED = "reservation.confirmed"
    RESERVATION_VOIDED = "reservation.voided"
    RESERVATION_EXPIRED = "reservation.expired"
    DRAW_DOWN_REVERSED = "draw_down.reversed"
