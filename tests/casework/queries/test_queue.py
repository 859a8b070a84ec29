"""The queue in its order, by pages, in as many queries whatever its length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lockgate.casework.queries import queue
from lockgate.casework.services import ask_query, assign_case
from lockgate.core.errors import Invalid, NotAllowed
from lockgate.core.permissions import STRANGER, Role
from tests.factories.cases import assigned_case, decided_case, opened_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def references(page) -> list[str]:
    return [row.case.reference for row in page.rows]


def test_queue_begins_with_what_is_due_soonest_and_ends_with_what_stands_still(held, on):
    stopped = assigned_case(held)
    ask_query(by=held.officer, case=stopped.reference, question="Which plant?")
    first = opened_case(held.exporter)
    on("2026-03-09")
    second = opened_case(held.exporter)
    page = queue(held.officer)
    assert references(page) == [first.reference, second.reference, stopped.reference]
    assert [row.clock.days_run for row in page.rows] == [5, 0, 0] and page.next_cursor == ""


def test_queue_goes_on_where_the_last_page_ended_though_rows_have_gone(held, on):
    cases = []
    for day in ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"):
        on(day)
        cases.append(opened_case(held.exporter).reference)
    page = queue(held.officer, limit=2)
    assert references(page) == cases[:2]
    assign_case(by=held.officer, case=cases[0])
    rest = queue(held.officer, state="submitted", cursor=page.next_cursor, limit=2)
    assert references(rest) == cases[2:] and rest.next_cursor == ""


def test_closed_cases_are_listed_newest_first_by_pages(held):
    cases = [decided_case(held).reference for _ in range(3)]
    page = queue(held.officer, state="closed", limit=2)
    assert references(page) == [cases[2], cases[1]]
    assert references(queue(held.officer, state="decided", cursor=page.next_cursor)) == [cases[0]]
    assert not queue(held.officer).rows


def test_the_number_of_queries_does_not_grow_with_the_rows(held):
    opened_case(held.exporter)
    with CaptureQueriesContext(
        connection,
    ) as few:
        queue(held.officer)
    for _ in range(6):
        assigned_case(held)
    with CaptureQueriesContext(connection) as many:
        assert len(queue(held.officer).rows) == 7
    assert len(many) == len(few)


def test_an_exporter_is_not_told_who_works_on_its_case(held):
    assigned_case(held)
    assert [row.assigned_to for row in queue(held.exporter).rows] == [""]
    assert [row.assigned_to for row in queue(held.officer).rows] == ["officer@example.org"]


def test_an_unknown_state_is_told_with_those_that_there_are(held):
    with pytest.raises(Invalid, match="Give one of: open, closed, submitted"):
        queue(held.officer, state="pending")


def test_whoever_reads_no_cases_has_no_queue(held):
    for somebody in (STRANGER, person(Role.CUSTOMS), person(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            queue(somebody)
