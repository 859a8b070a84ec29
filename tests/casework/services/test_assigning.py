"""Who works on a case."""

import pytest

from lockgate.casework.errors import CaseChanged
from lockgate.casework.services import assign_case
from lockgate.core.errors import Invalid, NotAllowed, NotFound
from lockgate.core.permissions import STRANGER, Role
from tests.factories.cases import opened_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_assign_case_to_nobody_named_takes_it(held):
    case = assign_case(by=held.officer, case=opened_case(held.exporter).reference)
    assert case.assigned_to_id == held.officer.account and case.state == "in_review" and case.version == 2


def test_assign_case_gives_it_to_another_officer(held):
    other = person(Role.OFFICER, "other")
    case = assign_case(by=held.senior, case=opened_case(held.exporter).reference, to="Other@example.org")
    assert case.assigned_to_id == other.account


@pytest.mark.parametrize("address", ["exporter@example.org", "adviser@example.org", "nobody@example.org"])
def test_assign_case_to_whoever_is_no_officer_is_refused(address, held):
    with pytest.raises(Invalid, match="no officer under"):
        assign_case(by=held.officer, case=opened_case(held.exporter).reference, to=address)


def test_assign_case_on_an_older_version_is_a_conflict(held):
    case = opened_case(held.exporter)
    assign_case(by=held.officer, case=case.reference, seen=1)
    with pytest.raises(CaseChanged, match="is at version 2, you read 1"):
        assign_case(by=held.senior, case=case.reference, seen=1)
    case.refresh_from_db()
    assert case.assigned_to_id == held.officer.account


def test_whoever_sees_the_case_but_is_no_officer_may_not_assign_it(held):
    case = opened_case(held.exporter)
    for somebody in (held.exporter, person(Role.ANALYST)):
        with pytest.raises(NotAllowed):
            assign_case(by=somebody, case=case.reference)


@pytest.mark.parametrize("role", [Role.CUSTOMS, Role.ADMINISTRATOR, Role.ADVISER])
def test_whoever_does_not_see_the_case_learns_nothing(role, held):
    case = opened_case(held.exporter)
    for somebody in (STRANGER, person(role, "somebody"), person(Role.EXPORTER, "rival", "Baotou Alloys")):
        with pytest.raises(NotFound) as told:
            assign_case(by=somebody, case=case.reference)
        with pytest.raises(NotFound) as told_of_nothing:
            assign_case(by=somebody, case="CA-2026-999999-9")
        assert str(told.value).replace(case.reference, "") == str(told_of_nothing.value).replace("CA-2026-999999-9", "")
