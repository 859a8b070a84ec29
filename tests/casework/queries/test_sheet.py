"""One case whole: the applicant reads what concerns it, the authority everything, in a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lockgate.casework.case_data import sheet_data
from lockgate.casework.case_text import sheet_text
from lockgate.casework.queries import case_sheet
from lockgate.casework.services import (
    announce_refusal,
    answer_query,
    answer_refusal,
    appeal_case,
    ask_query,
    assign_case,
    confirm_decision,
    give_recommendation,
    propose_decision,
    request_review,
    send_back_proposal,
)
from lockgate.core.errors import NotFound
from lockgate.core.permissions import OPERATOR, Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.services import redact_row
from tests.factories.cases import REFUSAL, REVIEWERS, assigned_case, opened_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db

INTERNAL = ("SECRET ADVICE", "SECRET DRAFT", "SECRET REBUKE", "SECRET EVIDENCE", "officer@example.org", "military")


def full_life(held, on):
    """Lead a case through everything that can happen to it, up to an appeal."""
    ref = assigned_case(held).reference
    ask_query(by=held.officer, case=ref, question="Which plant?")
    on("2026-03-03")
    answer_query(by=held.exporter, case=ref, answer="Nagoya plant 2.")
    request_review(by=held.officer, case=ref, body=REVIEWERS, due_on=date(2026, 3, 9))
    give_recommendation(by=held.adviser, case=ref, recommendation="refuse", reasons="SECRET ADVICE")
    on("2026-03-04")
    announce_refusal(by=held.officer, case=ref, reasons="Diversion is likely.")
    answer_refusal(by=held.exporter, case=ref, answer="It is for cars.")
    on("2026-03-05")
    refusal = REFUSAL._replace(evidence="SECRET EVIDENCE")
    propose_decision(by=held.officer, case=ref, reasons="SECRET DRAFT", lines=[refusal])
    on("2026-03-06")
    send_back_proposal(by=held.senior, case=ref, reasons="SECRET REBUKE")
    on("2026-03-07")
    propose_decision(by=held.officer, case=ref, reasons="We cannot exclude diversion.", lines=[refusal])
    on("2026-03-08")
    confirm_decision(by=held.senior, case=ref)
    on("2026-03-09")
    return appeal_case(by=held.exporter, case=ref, reasons="It is for cars, really.")


def test_an_applicant_reads_the_decision_and_none_of_the_authoritys_own_papers(held, on):
    case = full_life(held, on)
    sheet = case_sheet(held.exporter, case.reference)
    for told in (str(sheet_data(sheet)), sheet_text(sheet)):
        assert "Diversion is likely." in told and "We cannot exclude diversion." in told and "Nagoya plant 2." in told
        assert [secret for secret in INTERNAL if secret in told] == []
    assert sheet.reviews == () and sheet.proposals == ()


def test_the_authority_and_the_adviser_read_everything_alike(held, on):
    case = full_life(held, on)
    data = sheet_data(case_sheet(held.officer, case.reference))
    assert data == sheet_data(case_sheet(held.adviser, case.reference))
    assert [secret for secret in INTERNAL if secret not in str(data)] == []
    assert data["outcome"] == "refused" and data["state"] == "appealed" and data["version"] == case.version
    assert [proposal["state"] for proposal in data["proposals"]] == ["sent_back", "confirmed"]


def test_the_history_tells_every_act_in_its_order(held, on):
    case = full_life(held, on)
    told = [item.what for item in case_sheet(held.senior, case.reference).history]
    assert told == [
        "The application was accepted and the case opened",
        "The case was taken",
        "A query was put to the applicant",
        "The query was answered",
        "Ministry of Industry was asked for a review until 2026-03-09",
        "Ministry of Industry recommended: refuse",
        "A refusal was announced; the applicant may answer until 2026-03-18",
        "The announced refusal was answered",
        "Decision 1 was proposed",
        "Proposal 1 was sent back",
        "Decision 2 was proposed",
        "The case was decided",
        "The applicant appealed",
    ]


def test_the_history_tells_who_was_given_the_case_by_whom_and_not_to_the_applicant(held):
    case = assigned_case(held)
    other = person(Role.OFFICER, "colleague")
    assign_case(by=held.senior, case=case.reference, to="colleague@example.org")
    assign_case(by=other, case=case.reference)
    told = [(item.what, item.by) for item in case_sheet(held.officer, case.reference).history[1:]]
    assert told == [
        ("The case was taken", "officer@example.org"),
        ("The case was assigned to colleague@example.org", "senior_officer@example.org"),
        ("The case was taken", "colleague@example.org"),
    ]
    assert len(case_sheet(held.exporter, case.reference).history) == 1


def test_an_assignment_that_was_redacted_is_told_as_that(held):
    case = assigned_case(held)
    row = Row.objects.get(act=Act.CASE_ASSIGNED)
    redact_row(by=OPERATOR, row=row.pk, reason="The officer asked for it.")
    (_, assigned) = case_sheet(held.senior, case.reference).history
    assert assigned.what == "The case was assigned; to whom was redacted"


def test_a_proposal_that_waits_is_no_decision_for_the_applicant(held):
    case = assigned_case(held)
    propose_decision(by=held.officer, case=case.reference, reasons="SECRET DRAFT", lines=[REFUSAL])
    data = sheet_data(case_sheet(held.exporter, case.reference))
    assert data["decision"] is None and data["lines"][0]["decided"] is None and "SECRET" not in str(data)


def test_the_number_of_queries_is_the_same_for_a_short_and_a_long_life(held, on):
    short = opened_case(held.exporter)
    long_life = full_life(held, on)
    counts = []
    for case in (short, long_life):
        with CaptureQueriesContext(connection) as asked:
            sheet_data(case_sheet(held.officer, case.reference))
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 2  # the addresses, and the lines of the proposals


def test_what_is_not_visible_is_not_found(held):
    case = opened_case(held.exporter)
    with pytest.raises(NotFound):
        case_sheet(held.adviser, case.reference)
