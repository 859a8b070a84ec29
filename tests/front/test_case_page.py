"""A case on one page: the fixed order for the authority, nothing of the authority's own for the applicant."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lockgate.applications.draft import DraftLine
from lockgate.applications.services import request_statement, sign_statement
from lockgate.casework.models import Notice
from lockgate.casework.services import ask_query, give_recommendation, request_review
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import STRANGER, Person, Role
from tests.factories.applications import (
    DEPENDENCE,
    MAGNETS,
    UNITED_STATES,
    american_line,
    submitted_application,
)
from tests.factories.cases import (
    GRANT,
    REFUSAL,
    REVIEWERS,
    assigned_case,
    case_in,
    days_ahead,
    decided_case,
    opened_case,
    people,
    proposed_case,
)
from tests.factories.people import person
from tests.front.reading import Reading

pytestmark = pytest.mark.django_db
ORDER = [
    "What you can do next",
    "Clock",
    "Before it can be decided",
    "Lines",
    "Parties",
    "End use",
    "Signature of the end user",
    "Reviews",
    "Queries",
    "Proposal",
    "Decision",
    "What has happened",
]


@pytest.fixture
def held(_a_day_in_2026):
    return people()


def as_(somebody: Person) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(email=somebody.actor.label))
    return client


def shown(somebody: Person, path: str) -> Reading:
    response = as_(somebody).get(path)
    assert response.status_code == 200, response.status_code
    page = Reading(response.content.decode())
    assert not page.faults, page.faults
    return page


def test_the_page_keeps_its_order_whatever_the_state(held):
    for state in ("submitted", "queried", "in_review", "intent_to_refuse"):
        case = case_in(state, held)
        page = shown(held.officer, f"/cases/{case.reference}/")
        headings = [text.strip() for text in page.texts["h2"] if text.strip() in ORDER]
        assert headings == ORDER, state


def test_what_nobody_said_is_told_as_that(held):
    case = opened_case(held.exporter, lines={1: DraftLine(MAGNETS)})
    main = shown(held.officer, f"/cases/{case.reference}/").text("main")
    assert "Not declared. That is neither none nor zero." in main
    assert "No dependence is declared for line 1. Not declared is not none." in main
    assert "Nobody has asked this end user to sign." in main
    assert "No end user has signed what the application says now." in main


def test_a_fact_declared_unknown_reads_as_not_known(held):
    unknown = ("stock", "usage_a_day", "share", "alternatives")
    declared = type(DEPENDENCE)(site="Nagoya plant 2", product="Motors", unknown=unknown)
    case = opened_case(held.exporter, lines={1: DraftLine(MAGNETS, (declared,))})
    assert shown(held.officer, f"/cases/{case.reference}/").text("dd").count("not known") == len(unknown)


def test_a_signature_names_who_signed(held):
    case = opened_case(held.exporter)
    made = request_statement(by=held.exporter, application=case.application.reference, party="Nagoya Motors")
    assert "not signed yet" in shown(held.officer, f"/cases/{case.reference}/").text("main")
    sign_statement(by=STRANGER, token=made.token, signer_name="Aiko Tanaka", signer_position="Director")
    main = shown(held.officer, f"/cases/{case.reference}/").text("main")
    assert "Signed by Aiko Tanaka, Director, on 1 August 2026" in main
    assert "It says what the application says now." in main and "No end user has signed" not in main


def test_the_determination_stands_with_its_citation(held):
    case = opened_case(held.exporter)
    main = shown(held.officer, f"/cases/{case.reference}/").text("main")
    assert "A licence is required; review: case by case [MOFCOM and GAC No. 18 of 2025]" in main


def test_a_proposal_stands_beside_the_request(held):
    case = proposed_case(held, GRANT._replace(quantity="800", unit="KGM"))
    page = shown(held.senior, f"/cases/{case.reference}/")
    assert "less than asked: 800 kg of 1200 kg" in page.text("dd")
    assert f"/cases/{case.reference}/confirmation/" in page.links


def test_an_applicant_reads_nothing_of_the_authoritys_own(held):
    case = assigned_case(held)
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=days_ahead(9))
    give_recommendation(by=held.adviser, case=case.reference, recommendation="refuse", reasons="Inner doubts.")
    page = shown(held.exporter, f"/cases/{case.reference}/").text("html")
    for secret in (REVIEWERS, "Inner doubts.", "officer@", "Proposal", "assigned", "Assigned"):
        assert secret not in page, secret


def test_an_applicant_reads_its_decision_without_the_assessment(held):
    case = decided_case(held, REFUSAL)
    page = shown(held.exporter, f"/cases/{case.reference}/")
    assert "Diversion is likely." in page.text("li") and "A visit." not in page.text("html")
    assert f"/cases/{case.reference}/appeal/" in page.links
    assert "assessed as" not in page.text("main")


def test_a_granted_case_names_its_licence(held):
    case = decided_case(held)
    assert "LI-2026-" in shown(held.exporter, f"/cases/{case.reference}/").text("main")


def test_a_case_of_another_exporter_is_not_found(held):
    case = opened_case(held.exporter)
    for somebody in (person(Role.EXPORTER, "other", "Another Works"), person(Role.CUSTOMS), held.adviser):
        assert as_(somebody).get(f"/cases/{case.reference}/").status_code == 404
    assert Client().get(f"/cases/{case.reference}/")["Location"].startswith("/sign-in/")


def test_the_number_of_queries_does_not_grow_with_what_stands_on_the_page(held):
    small = opened_case(held.exporter)
    large = assigned_case(held, lines={number: DraftLine(MAGNETS, (DEPENDENCE,)) for number in range(1, 8)})
    for body in (REVIEWERS, "Ministry of Defence", "Ministry of Trade"):
        person(Role.ADVISER, body.split()[-1].lower(), body)
        request_review(by=held.officer, case=large.reference, body=body, due_on=days_ahead(9))
    ask_query(by=held.officer, case=large.reference, question="Which plant?")
    client = as_(held.officer)
    client.get("/cases/")
    counts = []
    for case in (small, large):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/cases/{case.reference}/").status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1, counts  # addresses of those who acted are read where somebody did


def test_a_notice_names_its_lines_and_the_day_of_the_law(held):
    with use_clock(FrozenClock(datetime(2026, 7, 23, 12, tzinfo=UTC))):
        lines = {1: american_line("0A503"), 2: american_line("3A991.a")}
        submitted_application(held.exporter, lines=lines, **UNITED_STATES)
    notice = Notice.objects.get()
    for somebody in (held.exporter, held.officer):
        main = shown(somebody, f"/notices/{notice.reference}/").text("main")
        assert "by the law of 23 July 2026" in main and "3A991.a" in main and "0A503" not in main
    assert f"/notices/{notice.reference}/" in shown(held.exporter, "/cases/").links
    for nobody in (person(Role.EXPORTER, "other", "Another Works"), person(Role.CUSTOMS), held.adviser):
        assert as_(nobody).get(f"/notices/{notice.reference}/").status_code == 404
