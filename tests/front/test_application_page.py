"""An application says what became of it: its case with state, clock and licence, and its notice."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from lockgate.casework.models import Case, Notice
from lockgate.casework.services import answer_refusal
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import Person
from tests.factories.applications import UNITED_STATES, american_line, drafted_application, submitted_application
from tests.factories.cases import GRANT, People, case_in, decided_case, opened_case, people
from tests.front.reading import Reading

pytestmark = pytest.mark.django_db
JULY = FrozenClock(datetime(2026, 7, 20, 2, tzinfo=UTC))


@pytest.fixture
def held() -> People:
    return people()


def _page(by: Person, application: str) -> Reading:
    client = Client()
    client.force_login(get_user_model().objects.get(email=by.actor.label))
    return Reading(client.get(f"/applications/{application}/").content.decode())


def _of(case: Case) -> str:
    return case.application.reference


def test_an_exporter_sees_the_state_and_the_clock_of_its_case_and_the_way_to_it(held):
    with use_clock(JULY):
        case = opened_case(held.exporter)
        page = _page(held.exporter, _of(case))
    assert f"/cases/{case.reference}/" in page.links
    assert f"Case {case.reference} submitted 0 of 45 working days have run, 45 left" in page.text("main")


def test_whose_answer_is_waited_for_is_told_to_the_applicant_alone(held):
    with use_clock(JULY):
        case = case_in("queried", held)
        of_the_exporter, of_the_officer = (_page(by, _of(case)) for by in (held.exporter, held.officer))
    told = "The authority has asked you; the clock stands still until you answer."
    assert told in of_the_exporter.text("main")
    assert told not in of_the_officer.text("main")
    assert f"/cases/{case.reference}/" in of_the_officer.links


def test_an_announced_refusal_is_told_until_it_was_answered_or_its_day_is_over(held):
    with use_clock(JULY):
        case = case_in("intent_to_refuse", held)
        told = "The authority means to refuse. You can answer that on the case until 3 August 2026."
        assert told in _page(held.exporter, _of(case)).text("main")
        assert told not in _page(held.officer, _of(case)).text("main")
    with use_clock(FrozenClock(datetime(2026, 8, 4, 2, tzinfo=UTC))):
        assert "means to refuse" not in _page(held.exporter, _of(case)).text("main")
    with use_clock(JULY):
        answer_refusal(by=held.exporter, case=case.reference, answer="It is for cars.")
        assert "means to refuse" not in _page(held.exporter, _of(case)).text("main")


def test_a_decided_case_says_its_outcome_leads_to_its_licence_and_cannot_be_withdrawn(held):
    with use_clock(JULY):
        case = opened_case(held.exporter)
        assert "Withdraw this application" in _page(held.exporter, _of(case)).text("main")
        page = _page(held.exporter, _of(decided_case(held, GRANT)))
    assert "granted" in page.text("main")
    assert any(link.startswith("/licences/LI-2026-") for link in page.links)
    assert "Withdraw this application" not in page.text("main")


def test_lines_that_need_no_licence_lead_to_their_notice_and_to_no_case(held):
    with use_clock(JULY):
        lines = {1: american_line("3A991.a")}
        application = submitted_application(held.exporter, lines=lines, **UNITED_STATES)
        page = _page(held.exporter, application.reference)
    assert f"/notices/{Notice.objects.get().reference}/" in page.links
    assert "Its case" not in page.text("main")


def test_a_draft_has_no_case(held):
    page = _page(held.exporter, drafted_application(held.exporter).reference)
    assert "Its case" not in page.text("main")
