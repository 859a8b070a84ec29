"""A query stops the clock, its answer starts it."""

import pytest

from lockgate.casework.models import Query
from lockgate.casework.queries import clock_of
from lockgate.casework.services import answer_query, ask_query, assign_case
from lockgate.core.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import Role
from tests.factories.cases import assigned_case, case_in, opened_case, proposed_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_ask_query_stops_the_clock_until_it_is_answered(held, on):
    case = assigned_case(held)
    on("2026-03-05")
    ask_query(by=held.officer, case=case.reference, question="Which plant?")
    on("2026-03-20")
    assert clock_of(case).days_run == 3 and not clock_of(case).running
    answered = answer_query(by=held.exporter, case=case.reference, answer="Nagoya plant 2.")
    on("2026-03-23")
    assert answered.state == "in_review" and clock_of(case).days_run == 4
    query = Query.objects.get()
    assert query.answer == "Nagoya plant 2." and query.answered_by == held.exporter.account


def test_ask_query_on_a_case_of_another_officer_is_refused(held):
    case = assigned_case(held)
    with pytest.raises(NotPossibleNow, match=r"not assigned to you\. Take it first"):
        ask_query(by=person(Role.OFFICER, "other"), case=case.reference, question="Which plant?")
    assign_case(by=person(Role.OFFICER, "third"), case=case.reference)
    with pytest.raises(NotPossibleNow, match="Take it first"):
        ask_query(by=held.officer, case=case.reference, question="Which plant?")


def test_ask_query_while_a_proposal_waits_is_refused(held):
    with pytest.raises(NotPossibleNow, match="waits to be confirmed"):
        ask_query(by=held.officer, case=proposed_case(held).reference, question="Which plant?")


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 10_001, "a\x00b"])
def test_a_query_without_a_readable_text_is_refused(text, held):
    with pytest.raises(Invalid):
        ask_query(by=held.officer, case=assigned_case(held).reference, question=text)


def test_a_query_is_answered_by_its_applicant_alone(held):
    case = case_in("queried", held)
    with pytest.raises(NotAllowed):
        answer_query(by=held.officer, case=case.reference, answer="Nagoya.")
    with pytest.raises(NotFound):
        answer_query(by=person(Role.EXPORTER, "rival", "Baotou Alloys"), case=case.reference, answer="Nagoya.")


def test_an_applicant_asks_no_queries(held):
    with pytest.raises(NotAllowed):
        ask_query(by=held.exporter, case=opened_case(held.exporter).reference, question="When?")
