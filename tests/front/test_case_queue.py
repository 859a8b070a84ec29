"""The list of cases as each role finds it: what to do next first, parts and states, and what an empty one says."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lockgate.casework.services import (
    ask_query,
    give_recommendation,
    note_supply_risk,
    propose_decision,
    request_review,
)
from lockgate.core.permissions import Role
from tests.factories.cases import (
    GRANT,
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
from tests.factories.risks import found_risk
from tests.front.test_case_page import as_, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(_a_day_in_2026):
    return people()


def test_an_officer_is_led_to_the_next_case_worth_doing(held):
    opened_case(held.exporter)
    mine = assigned_case(held)
    ask_query(by=held.officer, case=mine.reference, question="Which plant?")
    page = shown(held.officer, "/cases/")
    assert "Nobody has it yet; 45 working days are left." in page.text("main")
    assert "stopped" in page.text("td") and "waits for your answer" not in page.text("td")


def test_parts_and_states_narrow_the_list(held):
    free, mine, done = opened_case(held.exporter), assigned_case(held), decided_case(held)
    for query, expected in (
        ("whose=mine", {mine}),
        ("whose=unassigned", {free}),
        ("", {free, mine}),
        ("state=decided", {done}),
        ("state=submitted", {free}),
        ("whose=mine&state=closed", {done}),
    ):
        links = shown(held.officer, f"/cases/?{query}").text("th")
        assert {case for case in (free, mine, done) if case.reference in links} == expected, query


def test_a_senior_officer_finds_what_waits_for_confirmation_first(held):
    waits = proposed_case(held)
    own = opened_case(held.exporter)
    propose_decision(by=held.senior, case=own.reference, reasons="A civil use.", lines=[GRANT])
    page = shown(held.senior, "/cases/")
    assert waits.reference in page.text("th") and own.reference not in page.text("th")
    assert "Its proposal waits for your confirmation" in page.text("main")
    assert "you proposed" in shown(held.senior, "/cases/?whose=all").text("td")


def test_an_adviser_finds_what_its_body_was_asked_with_its_day(held):
    case, other = assigned_case(held), assigned_case(held)
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=days_ahead(9))
    page = shown(held.adviser, "/cases/")
    assert "10 August 2026" in page.text("td") and other.reference not in page.text("main")
    give_recommendation(by=held.adviser, case=case.reference, recommendation="grant", reasons="Civil.")
    assert "answered" in shown(held.adviser, "/cases/").text("td")


def test_an_exporter_is_led_to_the_query_that_waits_for_it(held):
    opened_case(held.exporter)
    case = case_in("queried", held)
    page = shown(held.exporter, "/cases/")
    assert f"Open {case.reference}" in page.text("a") and "waits for your answer" in page.text("td")
    assert "officer@example.org" not in page.text("main")


def test_an_empty_list_says_why(held):
    assert "No proposal of a colleague waits" in shown(held.senior, "/cases/").text("main")
    assert "Take one from those that are unassigned." in shown(held.officer, "/cases/?whose=mine").text("main")
    assert "Your body has been asked about no such case." in shown(held.adviser, "/cases/").text("main")
    assert "A case begins when you submit" in shown(held.exporter, "/cases/").text("main")


@pytest.mark.parametrize("query", ["whose=theirs", "state=pending", "cursor=odd"])
def test_a_word_that_no_list_knows_is_told(held, query):
    assert as_(held.officer).get(f"/cases/?{query}").status_code == 422


def test_whoever_reads_no_cases_has_no_list_and_no_link_to_it(held):
    for role in (Role.CUSTOMS, Role.ADMINISTRATOR):
        client = as_(person(role))
        assert client.get("/cases/").status_code == 403
        assert "/cases/" not in client.get("/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(held):
    opened_case(held.exporter)
    client = as_(held.officer)
    client.get("/cases/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/cases/")
        counts.append(len(asked))
        for _ in range(4):
            proposed_case(held)
    assert counts[0] == counts[1], counts


def test_the_list_can_be_ordered_by_what_hangs_on_the_cases_and_shows_of_which_day_that_is(held):
    little, much, unknown = (opened_case(held.exporter) for _ in range(3))
    risks = [found_risk(little.reference, 0, 5000), found_risk(much.reference, 60_000, 84_500, late_low=2_500)]
    note_supply_risk(by=person(Role.ANALYST), noted_on=date(2026, 7, 31), risks=risks)
    page = shown(held.officer, "/cases/?order=hanging")
    assert page.text("th").index(much.reference) < page.text("th").index(little.reference)
    assert "60 to 84.5 production-days" in page.text("td") and "reckoned on 31 July 2026" in page.text("td")
    assert "not reckoned yet" in page.text("td"), unknown.reference
    on_its_page = shown(held.officer, f"/cases/{much.reference}/").text("main")
    assert "If it is refused: 60 to 84.5 production-days." in on_its_page
    assert "If it is 30 days late: 2.5 to 5 production-days." in on_its_page
    assert "Reckoned on 31 July 2026." in on_its_page
    assert as_(held.officer).get("/cases/?order=price").status_code == 422
    assert as_(held.exporter).get("/cases/?order=hanging").status_code == 403


def test_a_figure_that_stayed_says_when_it_was_last_reckoned_and_since_when_it_is_the_same(held):
    case, analyst = opened_case(held.exporter), person(Role.ANALYST)
    for day in (date(2026, 1, 3), date(2026, 7, 31)):
        note_supply_risk(by=analyst, noted_on=day, risks=[found_risk(case.reference)])
    age = "eckoned on 31 July 2026, the same since 3 January 2026"
    assert age in shown(held.officer, "/cases/?order=hanging").text("td")
    assert f"{age}." in shown(held.officer, f"/cases/{case.reference}/").text("main")


def test_a_figure_that_leaves_lines_out_says_so_wherever_it_stands(held):
    case, silent = opened_case(held.exporter), opened_case(held.exporter)
    nothing = {"undeclared": 1, "reason": "No site declared how it depends on this."}
    risks = [
        found_risk(case.reference, 0, 0, lines=3, undeclared=2),
        found_risk(silent.reference, None, None, **nothing),
    ]
    note_supply_risk(by=person(Role.ANALYST), noted_on=date(2026, 7, 31), risks=risks)
    words = "without 2 of 3 lines, of which nothing is declared"
    cells = shown(held.officer, "/cases/?order=hanging").text("td")
    assert f"0 production-days, {words}" in cells
    assert "1 of 1" not in cells, "where there is no figure nothing is left out of it"
    assert f"That is {words}." in shown(held.officer, f"/cases/{case.reference}/").text("main")
    page = shown(held.officer, f"/cases/{silent.reference}/").text("main")
    assert "No site declared how it depends on this." in page and "If it is refused" not in page
