"""Another body sees what it was sent, and recommends once."""

from datetime import date

import pytest

from lockgate.casework.queries import visible_cases
from lockgate.casework.services import give_recommendation, request_review
from lockgate.core.errors import Invalid, NotFound, NotPossibleNow
from lockgate.core.permissions import Role
from tests.factories.cases import REVIEWERS, assigned_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 16)


def sent(held):
    case = assigned_case(held)
    return request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=DUE)


def test_request_review_shows_the_case_to_that_body_alone(held):
    other = person(Role.ADVISER, "other", "Ministry of Defence")
    assert not visible_cases(held.adviser).exists()
    case = sent(held)
    assert list(visible_cases(held.adviser)) == [case] and not visible_cases(other).exists()
    with pytest.raises(NotFound):
        give_recommendation(by=other, case=case.reference, recommendation="grant", reasons="Civil.")


def test_give_recommendation_is_done_once_a_body(held):
    case = sent(held)
    colleague = person(Role.ADVISER, "colleague")
    done = give_recommendation(by=colleague, case=case.reference, recommendation="refuse", reasons="Diversion.")
    review = done.reviews.get()
    assert review.recommendation == "refuse" and review.given_by == colleague.account and done.state == "in_review"
    with pytest.raises(NotPossibleNow, match="no open review"):
        give_recommendation(by=held.adviser, case=case.reference, recommendation="grant", reasons="Civil.")


def test_request_review_of_one_body_twice_is_refused(held):
    case = sent(held)
    with pytest.raises(NotPossibleNow, match="was asked about this case before"):
        request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=DUE)
    case.refresh_from_db()
    assert case.version == 3 and case.reviews.count() == 1


@pytest.mark.parametrize("body", ["Ganzhou Magnet Works", "Licensing Department", "Nobody", "Nagoya Motors"])
def test_request_review_of_what_is_no_advising_body_is_refused(body, held):
    case = assigned_case(held)
    with pytest.raises(Invalid, match="no advising body"):
        request_review(by=held.officer, case=case.reference, body=body, due_on=DUE)


def test_request_review_by_today_is_refused(held):
    with pytest.raises(Invalid, match="today or past"):
        request_review(by=held.officer, case=assigned_case(held).reference, body=REVIEWERS, due_on=date(2026, 3, 2))


def test_an_unknown_recommendation_is_refused(held):
    with pytest.raises(Invalid, match="no recommendation"):
        give_recommendation(by=held.adviser, case=sent(held).reference, recommendation="perhaps", reasons="Civil.")
