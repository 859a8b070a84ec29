"""Another body's review of a case: it is asked, and recommends once. The clock runs on."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from lockgate.casework.decision import REASONS_LENGTH_MAX
from lockgate.casework.models import Case, Review
from lockgate.casework.permissions import GIVE_RECOMMENDATION, REQUEST_REVIEW
from lockgate.casework.queries import local_day
from lockgate.casework.review import checked_due_day, checked_recommendation
from lockgate.casework.services.acting import account_of, begin, check_taken, find, finish
from lockgate.core import clock
from lockgate.core.errors import Invalid, NotPossibleNow
from lockgate.core.permissions import Person, Role
from lockgate.core.texts import checked_prose, sought_text
from lockgate.journal.acts import Act
from lockgate.parties.queries import visible_organisations


def request_review(*, by: Person, case: str, body: str, due_on: date, seen: int | None = None) -> Case:
    """Send a case to the advising body of this name, to be answered by a day. Records `review.requested`.

    Raises NotFound, NotAllowed, Invalid for what is no advising body and for a day that is not ahead, CaseChanged,
    NotPossibleNow where the body was asked before.
    """
    found = find(by, case, REQUEST_REVIEW)
    with transaction.atomic():
        begun = begin(by, found, Act.REVIEW_REQUESTED, seen)
        check_taken(by, begun.case)
        checked_due_day(due_on, local_day(begun.case))
        asked = Review(
            case=begun.case,
            body_id=_advising_body(by, body),
            requested_at=clock.now(),
            requested_by=account_of(by),
            due_on=due_on,
        )
        _save_once(asked, body)
        return finish(by, begun, content={"review": str(asked.pk), "body": str(asked.body_id)}, rows=[asked])


def give_recommendation(*, by: Person, case: str, recommendation: str, reasons: str, seen: int | None = None) -> Case:
    """Recommend for one's own body, once. Records `recommendation.given`.

    Raises NotFound, NotAllowed, Invalid, CaseChanged, NotPossibleNow where one's body has answered.
    """
    found = find(by, case, GIVE_RECOMMENDATION)
    word = checked_recommendation(recommendation)
    text = checked_prose(reasons, "reasons", REASONS_LENGTH_MAX)
    with transaction.atomic():
        begun = begin(by, found, Act.RECOMMENDATION_GIVEN, seen)
        bodies = by.organisations_as(Role.ADVISER)
        review = begun.case.reviews.filter(body__in=bodies, given_at=None).first()
        if review is None:
            raise NotPossibleNow("Your body has no open review of this case.", mend="A recommendation is given once.")
        review.recommendation, review.reasons = word.value, text
        review.given_at, review.given_by = clock.now(), by.account
        review.save()
        return finish(by, begun, content={"review": str(review.pk), "recommendation": word.value}, rows=[review])


def _advising_body(by: Person, name: str) -> UUID:
    tidy = sought_text(name)
    found = visible_organisations(by).filter(name=tidy, introduced_by=None, members__role=Role.ADVISER).first()
    if found is None:
        raise Invalid(
            f"There is no advising body called {name.strip()[:100]!r}.",
            mend="Give the name of an organisation that has an adviser.",
            fields={"body": "is no advising body"},
        )
    return found.pk


def _save_once(review: Review, body: str) -> None:
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossibleNow(f"{body[:100]} was asked about this case before.", mend="A body is asked once.") from error
