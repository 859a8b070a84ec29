"""Before and after a refusal: it is announced, the applicant answers, and against a refusal it may appeal.

The clock runs on during an announced refusal. How an appeal is decided is not part of this Lockgate yet: it is kept,
and the case shows that it stands.
"""

from django.db import transaction

from lockgate.casework.decision import REASONS_LENGTH_MAX, check_appealable
from lockgate.casework.models import Appeal, Case, RefusalAnnouncement
from lockgate.casework.permissions import ANNOUNCE_REFUSAL, ANSWER_REFUSAL, APPEAL_CASE
from lockgate.casework.queries import calendar_of, local_day
from lockgate.casework.refusal import answer_day, check_answer_in_time
from lockgate.casework.services.acting import account_of, begin, check_taken, find, finish
from lockgate.casework.services.proposing import check_no_open_proposal
from lockgate.core import clock
from lockgate.core.permissions import Person
from lockgate.core.texts import checked_prose
from lockgate.journal.acts import Act


def announce_refusal(*, by: Person, case: str, reasons: str, seen: int | None = None) -> Case:
    """Tell the applicant that and why the case is to be refused; it has 10 working days. Records `refusal.announced`.

    Raises NotFound, NotAllowed, Invalid, CaseChanged, NotPossibleNow where the case is not one's own to work on, is
    not in review, or has an open proposal.
    """
    found = find(by, case, ANNOUNCE_REFUSAL)
    text = checked_prose(reasons, "reasons", REASONS_LENGTH_MAX)
    with transaction.atomic():
        begun = begin(by, found, Act.REFUSAL_ANNOUNCED, seen)
        check_taken(by, begun.case)
        check_no_open_proposal(begun.case)
        announced = RefusalAnnouncement.objects.create(
            case=begun.case,
            reasons=text,
            announced_at=clock.now(),
            announced_by=account_of(by),
            answer_by=answer_day(local_day(begun.case), calendar_of(begun.case)),
        )
        return finish(by, begun, content={"answer_by": announced.answer_by.isoformat()}, rows=[announced])


def answer_refusal(*, by: Person, case: str, answer: str, seen: int | None = None) -> Case:
    """Answer an announced refusal, once and in time. Records `refusal.answered`.

    Raises NotFound, NotAllowed, Invalid, CaseChanged, NotPossibleNow where none is announced or it is too late.
    """
    found = find(by, case, ANSWER_REFUSAL)
    text = checked_prose(answer, "answer", REASONS_LENGTH_MAX)
    with transaction.atomic():
        begun = begin(by, found, Act.REFUSAL_ANSWERED, seen)
        announced = begun.case.refusal_announcement
        answered = announced.answered_at is not None
        check_answer_in_time(answer_by=announced.answer_by, answered=answered, on=local_day(begun.case))
        announced.answer, announced.answered_at, announced.answered_by = text, clock.now(), by.account
        announced.save()
        return finish(by, begun, rows=[announced])


def appeal_case(*, by: Person, case: str, reasons: str, seen: int | None = None) -> Case:
    """Appeal against a decision that refused a line. Records `case.appealed`.

    Raises NotFound, NotAllowed, Invalid, CaseChanged, and NotPossibleNow unless a line was refused.
    """
    found = find(by, case, APPEAL_CASE)
    text = checked_prose(reasons, "reasons", REASONS_LENGTH_MAX)
    with transaction.atomic():
        begun = begin(by, found, Act.CASE_APPEALED, seen)
        check_appealable(line.outcome for line in begun.case.lines.all())
        appeal = Appeal.objects.create(
            case=begun.case, reasons=text, appealed_at=clock.now(), appealed_by=account_of(by)
        )
        return finish(by, begun, content={"appeal": str(appeal.pk)}, rows=[appeal])
