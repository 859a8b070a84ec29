"""A query to the applicant, and its answer: the clock stands still between the two."""

from django.db import transaction

from lockgate.casework.decision import REASONS_LENGTH_MAX
from lockgate.casework.models import Case, Query
from lockgate.casework.permissions import ANSWER_QUERY, ASK_QUERY
from lockgate.casework.services.acting import account_of, begin, check_taken, find, finish
from lockgate.casework.services.proposing import check_no_open_proposal
from lockgate.core import clock
from lockgate.core.permissions import Person
from lockgate.core.texts import checked_prose
from lockgate.journal.acts import Act


def ask_query(*, by: Person, case: str, question: str, seen: int | None = None) -> Case:
    """Ask the applicant a question, which stops the clock. Records `query.asked`.

    Raises NotFound, NotAllowed, Invalid, CaseChanged, NotPossibleNow where the case is not one's own to work on, is
    not in review, or has an open proposal.
    """
    found = find(by, case, ASK_QUERY)
    text = checked_prose(question, "question", REASONS_LENGTH_MAX)
    with transaction.atomic():
        begun = begin(by, found, Act.QUERY_ASKED, seen)
        check_taken(by, begun.case)
        check_no_open_proposal(begun.case)
        asked = Query.objects.create(case=begun.case, question=text, asked_at=clock.now(), asked_by=account_of(by))
        return finish(by, begun, content={"query": str(asked.pk)}, rows=[asked])


def answer_query(*, by: Person, case: str, answer: str, seen: int | None = None) -> Case:
    """Answer the open query, which restarts the clock. Records `query.answered`.

    Raises NotFound, NotAllowed, Invalid, CaseChanged, NotPossibleNow where no query is open.
    """
    found = find(by, case, ANSWER_QUERY)
    text = checked_prose(answer, "answer", REASONS_LENGTH_MAX)
    with transaction.atomic():
        begun = begin(by, found, Act.QUERY_ANSWERED, seen)
        asked = begun.case.queries.get(answered_at=None)
        asked.answer, asked.answered_at, asked.answered_by = text, clock.now(), by.account
        asked.save()
        return finish(by, begun, content={"query": str(asked.pk)}, rows=[asked])
