"""What a queue says of the due day when it has none to tell."""

import pytest

from lockgate.casework.case_text import queue_text
from lockgate.casework.queries import queue
from tests.factories.cases import case_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "day", "said"),
    [
        ("submitted", "2026-03-02", "2026-05-08"),
        ("submitted", "2026-11-25", "not known"),
        ("queried", "2026-03-02", "stopped"),
        ("decided", "2026-03-02", "-"),
    ],
)
def test_a_due_day_or_why_there_is_none(state, day, said, held, on):
    on(day)
    case = case_in(state, held)
    heading, row = queue_text(queue(held.officer, state=state)).splitlines()
    place = heading.index("due")
    assert row.startswith(case.reference) and row[place : heading.index("exporter")].strip() == said
