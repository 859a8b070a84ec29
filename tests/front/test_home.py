"""The first page of whoever is signed in: what waits for them, by role; the public finds the self-check."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lockgate.casework.services import announce_refusal, ask_query, assign_case
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import Role
from lockgate.licences.services import suspend_licence
from tests.factories.applications import drafted_application
from tests.factories.cases import assigned_case, decided_case, opened_case, people, proposed_case
from tests.factories.held_licences import imported, row
from tests.factories.licences import licence
from tests.factories.people import person
from tests.licences.pages.reading import words

pytestmark = pytest.mark.django_db
HOME_QUERIES = 14


@pytest.fixture(autouse=True)
def _a_day_in_may():
    with use_clock(FrozenClock(datetime(2026, 5, 10, 8, 30, tzinfo=UTC))):
        yield


@pytest.fixture
def home(client):
    """Read the first page as somebody."""

    def read(somebody) -> str:
        client.force_login(get_user_model().objects.get(pk=somebody.account))
        return words(client.get("/"))

    return read


def test_the_public_finds_the_self_check(client):
    assert "Is an export licence needed?" in words(client.get("/"))


def test_an_exporter_finds_queries_drafts_and_licences_of_its_own(home):
    held = people()
    case = assigned_case(held)
    ask_query(by=held.officer, case=case.reference, question="Which plant?")
    draft = drafted_application(held.exporter)
    imported(row(licence="E-1"), row(licence="E-2", exporter="Baotou Alloys"))
    said = home(held.exporter)
    assert said.index(case.reference) < said.index(draft.reference) < said.index("E-1")
    assert "E-2" not in said and "Regimes held here" in said


def test_an_officer_finds_the_next_case_and_what_is_suspended(home):
    held = people()
    case = opened_case(held.exporter)
    imported(row(licence="E-1"))
    suspend_licence(by=held.senior, licence="E-1", reason="Asked about.")
    for somebody in (held.officer, held.senior):
        said = home(somebody)
        assert case.reference in said and "E-1" in said
    assert case.reference not in home(held.adviser)
    assert "Your body has been asked about no open case." in home(held.adviser)


def test_an_exporter_may_still_answer_an_announced_refusal_and_is_told_until_when(home):
    held = people()
    announce_refusal(by=held.officer, case=assigned_case(held).reference, reasons="Diversion is likely.")
    said = home(held.exporter)
    assert "The authority intends to refuse; you may answer until 22 May 2026." in said
    assert "Start an application" in said and "Start an application" not in home(held.officer)
    with use_clock(FrozenClock(datetime(2026, 5, 25, 8, 30, tzinfo=UTC))):
        assert "you may answer until" not in home(held.exporter)


def test_an_officer_finds_own_cases_before_those_that_nobody_has_and_none_of_a_colleague(home):
    held = people()
    nobodys = opened_case(held.exporter)
    own, colleagues = assigned_case(held), opened_case(held.exporter)
    assign_case(by=held.senior, case=colleagues.reference)
    said = home(held.officer)
    assert f"It is yours; 45 working days are left. Open {own.reference}" in said
    assert said.index(own.reference) < said.index(nobodys.reference)
    assert colleagues.reference not in said


def test_a_senior_officer_finds_first_what_waits_to_be_confirmed(home):
    held = people()
    own = opened_case(held.exporter)
    assign_case(by=held.senior, case=own.reference)
    proposed = proposed_case(held)
    assert f"Open {proposed.reference}" in home(held.senior)


def test_an_analyst_finds_how_many_cases_stand_where_and_for_what_they_wait(home):
    held = people()
    opened_case(held.exporter)
    ask_query(by=held.officer, case=assigned_case(held).reference, question="Which plant?")
    decided_case(held)
    said = home(person(Role.ANALYST))
    assert "submitted Cases 1 Waits for an officer who takes it" in said
    assert "queried Cases 1 Waits for the applicant, while the clock stands still" in said
    assert "2 of 3 still wait for a decision." in said
    assert "Next:" not in said


def test_an_administrator_finds_the_accounts_without_a_role_and_how_many_hold_each(home):
    administrator = person(Role.ADMINISTRATOR)
    people()
    person(Role.OFFICER, "second.officer")
    assert "Every account holds a role." in home(administrator)
    get_user_model().objects.create(email="new@example.org")
    get_user_model().objects.create(email="closed@example.org", is_active=False)
    said = home(administrator)
    assert "new@example.org" in said and "closed@example.org" not in said
    assert "Officer Accounts that hold it 2" in said


def test_customs_finds_the_field_of_its_desk_and_no_case(home):
    opened_case(person(Role.EXPORTER))
    said = home(person(Role.CUSTOMS))
    assert "Scan it, or type it as on the paper." in said
    assert "No licence is suspended." in said and "CA-2026" not in said


def test_who_has_no_role_reads_what_to_do(client):
    client.force_login(get_user_model().objects.create(email="new@example.org"))
    assert "You have no role yet." in words(client.get("/"))


def test_a_long_list_is_cut_and_leads_to_the_whole(client, home):
    for number in range(6):
        licence(f"E-{number}")
    home(person(Role.EXPORTER))
    page = client.get("/").content.decode()
    assert "/licences/E-4/" in page and "/licences/E-5/" not in page
    assert "/licences/?state=in_force" in page


def test_the_queries_do_not_grow_with_the_rows(client, home):
    home(person(Role.EXPORTER))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    licence("E-0")
    one = asked()
    for number in range(1, 5):
        licence(f"E-{number}", "1 KGM", "2 KGM")
    assert asked() == one <= HOME_QUERIES
