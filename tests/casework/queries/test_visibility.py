"""Who sees which case, and how much of it."""

from datetime import date

import pytest

from lockgate.casework.queries import View, view_of, visible_case, visible_cases
from lockgate.casework.services import request_review
from lockgate.core.errors import NotFound
from lockgate.core.permissions import LOCKGATE, OPERATOR, STRANGER, Role
from tests.factories.cases import REVIEWERS, assigned_case, opened_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_the_authority_sees_every_case_and_an_exporter_its_own(held):
    own, other = opened_case(held.exporter), opened_case(person(Role.EXPORTER, "rival", "Baotou Alloys"))
    for somebody in (held.officer, held.senior, person(Role.ANALYST)):
        assert set(visible_cases(somebody)) == {own, other}
    assert set(visible_cases(held.exporter)) == {own}


@pytest.mark.parametrize("role", [Role.CUSTOMS, Role.ADMINISTRATOR, Role.ADVISER])
def test_others_see_none(role, held):
    opened_case(held.exporter)
    for somebody in (person(role, "somebody"), STRANGER, OPERATOR, LOCKGATE):
        assert not visible_cases(somebody).exists()


def test_an_adviser_sees_what_its_body_was_sent_as_the_authority_sees_it(held):
    case = assigned_case(held)
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=date(2026, 3, 9))
    assert view_of(held.adviser, visible_case(held.adviser, case.reference)) is View.AUTHORITY
    assert view_of(held.exporter, case) is View.APPLICANT


def test_an_applicant_who_also_advises_sees_its_own_case_as_applicant(held):
    both = person(Role.EXPORTER, "adviser")
    case = assigned_case(held._replace(exporter=both))
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=date(2026, 3, 9))
    assert view_of(both, visible_case(both, case.reference)) is View.APPLICANT


def test_a_reference_is_read_as_people_type_it(held):
    case = opened_case(held.exporter)
    assert visible_case(held.exporter, f" {case.reference.lower()} ") == case
    with pytest.raises(NotFound, match="There is no case 'CA-1'"):
        visible_case(held.officer, "CA-1")
