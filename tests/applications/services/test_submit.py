"""Submission determines every line by the law of the day and keeps the answers; what is missing is told first."""

import json
from dataclasses import replace
from datetime import date

import pytest

from lockgate.applications.draft import DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.applications.errors import IncompleteApplication
from lockgate.applications.line import LineFacts
from lockgate.applications.models import Application
from lockgate.applications.queries import determinations_of
from lockgate.applications.services import submit_application, withdraw_application
from lockgate.core.clock import use_clock
from lockgate.core.errors import NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import Role
from lockgate.journal.models import Row
from tests.factories.applications import (
    CIVIL,
    END_USER,
    MAGNETS,
    MOTOR_MAKER,
    drafted_application,
    submitted_application,
)
from tests.factories.moments import MAGNETS_LISTED, US_LAW_KNOWN
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_submit_application_keeps_outcome_policy_trace_and_the_law_of_the_day():
    with use_clock(MAGNETS_LISTED):
        submitted = submitted_application(person(Role.EXPORTER))
    (line,) = submitted.lines.all()
    assert (submitted.state, submitted.law_on) == ("submitted", date(2025, 4, 4))
    assert submitted.submitted_at == MAGNETS_LISTED.now()
    assert (line.outcome, line.review_policy) == ("licence_required", "case by case")
    kept = json.loads(line.determination)
    assert kept["on"] == "2025-04-04"
    assert [held["measure"] for held in kept["requirements"]] == ["M-2025-18", "M-2024-51"]
    assert kept["question"]["quantity"] == "1200"
    assert kept["question"]["parties"] == [{"role": "consignee", "facts": ["unlisted", "civil"]}]
    assert kept["not_applied"]


def test_submit_application_is_recorded_with_the_outcome_of_each_line():
    with use_clock(MAGNETS_LISTED):
        submitted = submitted_application(person(Role.EXPORTER))
    row = Row.objects.get(act="application.submitted")
    content = json.loads(row.content or "")
    content.pop("rows")
    assert row.subject == f"application {submitted.reference}"
    assert content == {
        "application": str(submitted.pk),
        "reference": submitted.reference,
        "law_on": "2025-04-04",
        "lines": {"1": "licence_required"},
    }


def test_one_application_may_hold_lines_that_need_a_licence_and_lines_that_need_none():
    lines = {
        1: DraftLine(LineFacts("2", "H87", "9000", "USD", entry="EAR99")),
        2: DraftLine(LineFacts("2", "H87", "9000", "USD", entry="7A103.a")),
    }
    facts = {"regime": "us-ear", "destination": "DE", "lines": lines}
    parties = (replace(MOTOR_MAKER, country="DE"), replace(END_USER, country="DE"))
    with use_clock(US_LAW_KNOWN):
        submitted = submitted_application(
            person(Role.EXPORTER),
            **facts,
            parties=parties,
            end_use=EndUse(("civil",), "Test benches.", {"US-744.5-READ": False}),
        )
    assert [line.outcome for line in submitted.lines.all()] == ["not_required", "licence_required"]


def test_an_open_question_that_is_not_answered_refuses_submission_with_its_words():
    exporter = person(Role.EXPORTER)
    drafted = drafted_application(exporter, end_use=replace(CIVIL, answers={}))
    rows = Row.objects.count()
    with pytest.raises(IncompleteApplication) as refused:
        submit_application(by=exporter, application=drafted.reference)
    assert "Does the end use add to Japan's military strength in any other way?" in str(refused.value)
    assert set(refused.value.fields) == {"end_use.answers.M-2026-01-2"}
    held = Application.objects.get()
    assert (held.state, held.law_on, held.version) == ("draft", None, drafted.version)
    assert Row.objects.count() == rows


def test_the_same_question_is_not_asked_before_its_law():
    with use_clock(MAGNETS_LISTED):
        assert submitted_application(person(Role.EXPORTER), end_use=replace(CIVIL, answers={})).state == "submitted"


def test_a_forbidden_line_is_submitted_for_somebody_to_refuse():
    gallium = DraftLine(replace(MAGNETS, entry="3C001.a", goods_code="", description="Gallium metal"))
    submitted = submitted_application(
        person(Role.EXPORTER),
        destination="US",
        lines={1: gallium},
        parties=(replace(MOTOR_MAKER, country="US"), replace(END_USER, country="US", facts=("military",))),
    )
    (line,) = submitted.lines.all()
    assert (submitted.state, line.outcome, line.review_policy) == ("submitted", "prohibited", "")


def test_a_code_that_is_not_held_is_submitted_as_needing_a_reading():
    unheld = DraftLine(replace(MAGNETS, entry="6A002", goods_code=""))
    (line,) = submitted_application(person(Role.EXPORTER), lines={1: unheld}).lines.all()
    assert line.outcome == "needs_reading"


def test_the_lines_can_be_determined_again_by_the_law_of_another_day():
    with use_clock(MAGNETS_LISTED):
        submitted = submitted_application(person(Role.EXPORTER))
    assert determinations_of(submitted.pk, date(2025, 4, 3))[1].outcome.word == "not_required"
    assert determinations_of(submitted.pk)[1].on == date(2026, 11, 10)


def test_an_officer_sees_what_was_submitted_and_may_not_withdraw_it():
    exporter, officer = person(Role.EXPORTER), person(Role.OFFICER)
    submitted = submitted_application(exporter)
    with pytest.raises(NotAllowed, match="may not withdraw an application"):
        withdraw_application(by=officer, application=submitted.reference)


def test_withdraw_application_ends_it():
    exporter = person(Role.EXPORTER)
    submitted = submitted_application(exporter)
    withdrawn = withdraw_application(by=exporter, application=submitted.reference)
    assert withdrawn.state == "withdrawn" and withdrawn.withdrawn_at
    assert withdrawn.law_on == submitted.law_on
    with pytest.raises(NotPossibleNow, match="withdrawn already"):
        withdraw_application(by=exporter, application=submitted.reference)


def test_a_withdrawn_draft_is_never_seen_by_the_authority():
    exporter, officer = person(Role.EXPORTER), person(Role.OFFICER)
    drafted = withdraw_application(by=exporter, application=drafted_application(exporter).reference)
    assert drafted.submitted_at is None
    with pytest.raises(NotFound):
        withdraw_application(by=officer, application=drafted.reference)
