"""Submission determines every line by the law of the day and keeps the answers; what is missing is told first."""

import pytest

from lockgate.core.permissions import Role
from tests.factories.applications import submitted_application
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_submit_application_keeps_outcome_policy_trace_and_the_law_of_the_day():
    submitted = submitted_application(person(Role.EXPORTER))
    (line,) = submitted.lines.all()
    assert submitted.state == "submitted" and submitted.submitted_at and submitted.law_on
    assert (line.outcome, line.review_policy) == ("licence_required", "case by case")
    assert '"not_applied":[' in line.determination
