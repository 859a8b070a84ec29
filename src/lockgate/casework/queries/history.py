"""What has happened to a case, in words and in its order, from the room's own tables and what the journal tells.

The applicant reads what concerns it; who in the authority did what, and the authority's own papers, it does not.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from lockgate.accounts.queries import account_of_actor, addresses_of
from lockgate.casework.models import Case
from lockgate.casework.queries.visibility import View
from lockgate.casework.review import Recommendation
from lockgate.journal.acts import Act
from lockgate.journal.queries import told_of


class HistoryItem(NamedTuple):
    """One act: when, what in words, by whose address ("" where it is not told), and what was written."""

    at: datetime
    what: str
    by: str
    text: str


class _Event(NamedTuple):
    at: datetime
    what: str
    by: UUID | None
    text: str
    to: UUID | None = None


def history(case: Case, view: View) -> tuple[HistoryItem, ...]:
    """Return what has happened to a case, the first first; the authority's own papers for the authority's view only."""
    opened = _Event(case.opened_at, "The application was accepted and the case opened", None, "")
    inside = view is View.AUTHORITY
    assigned, inner = (_assignments(case), _inner_acts(case)) if inside else ((), ())
    events = [opened, *assigned, *_open_acts(case), *inner]
    events.sort(key=lambda event: event.at)
    accounts = {account for event in events for account in (event.by, event.to) if account}
    named = addresses_of(accounts) if inside else {}
    return tuple(
        HistoryItem(
            held.at,
            f"{held.what} {named.get(held.to, '')}".rstrip() if held.to else held.what,
            named.get(held.by, "") if held.by else "",
            held.text,
        )
        for held in events
    )


def _open_acts(case: Case) -> Iterator[_Event]:
    for asked in case.queries.all():
        yield _Event(asked.asked_at, "A query was put to the applicant", asked.asked_by, asked.question)
        yield from _answer(asked.answered_at, "The query was answered", asked.answered_by, asked.answer)
    announced = getattr(case, "refusal_announcement", None)
    if announced is not None:
        said = f"A refusal was announced; the applicant may answer until {announced.answer_by}"
        yield _Event(announced.announced_at, said, announced.announced_by, announced.reasons)
        what = "The announced refusal was answered"
        yield from _answer(announced.answered_at, what, announced.answered_by, announced.answer)
    for proposal in case.proposals.all():
        if proposal.state == "confirmed" and proposal.settled_at:
            yield _Event(proposal.settled_at, "The case was decided", proposal.settled_by, proposal.reasons)
    if case.application.withdrawn_at:
        yield _Event(case.application.withdrawn_at, "The application was withdrawn", None, "")
    appeal = getattr(case, "appeal", None)
    if appeal is not None:
        yield _Event(appeal.appealed_at, "The applicant appealed", appeal.appealed_by, appeal.reasons)


def _inner_acts(case: Case) -> Iterator[_Event]:
    for review in case.reviews.all():
        asked = f"{review.body} was asked for a review until {review.due_on}"
        yield _Event(review.requested_at, asked, review.requested_by, "")
        if review.given_at:
            given = f"{review.body} recommended: {Recommendation(review.recommendation).words}"
            yield _Event(review.given_at, given, review.given_by, review.reasons)
    for proposal in case.proposals.all():
        said = f"Decision {proposal.number} was proposed"
        yield _Event(proposal.proposed_at, said, proposal.proposed_by, proposal.reasons)
        if proposal.state == "sent_back" and proposal.settled_at:
            said = f"Proposal {proposal.number} was sent back"
            yield _Event(proposal.settled_at, said, proposal.settled_by, proposal.settled_reason)


def _assignments(case: Case) -> Iterator[_Event]:
    """Yield who was given the case, as the journal tells: the case itself keeps only who has it now."""
    for told in told_of(f"case {case.reference}", Act.CASE_ASSIGNED):
        by, to = account_of_actor(told.by_id), told.content.get("assigned_to", "")
        if not to:
            yield _Event(told.at, "The case was assigned; to whom was redacted", by, "")
        elif by == UUID(to):
            yield _Event(told.at, "The case was taken", by, "")
        else:
            yield _Event(told.at, "The case was assigned to", by, "", UUID(to))


def _answer(at: datetime | None, what: str, by: UUID | None, text: str) -> Iterable[_Event]:
    return [_Event(at, what, by, text)] if at else []
