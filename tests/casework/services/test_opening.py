"""A submitted application becomes a case, a notice, or both; a withdrawn one closes its case."""

from datetime import UTC, date, datetime

import pytest

from lockgate.applications.services import withdraw_application
from lockgate.casework.models import Case, Notice
from lockgate.casework.queries import clock_of
from lockgate.casework.services import confirm_decision, open_case, propose_decision
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.errors import NotAllowed, NotPossibleNow
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from tests.factories.applications import UNITED_STATES, american_line, submitted_application
from tests.factories.cases import GRANT, decided_case, opened_case

pytestmark = pytest.mark.django_db


def test_open_case_starts_the_clock_on_the_local_day_of_acceptance(held):
    with use_clock(FrozenClock(datetime(2026, 3, 2, 17, tzinfo=UTC))):  # it is 3 March in Beijing
        case = opened_case(held.exporter)
    assert case.state == "submitted" and case.accepted_on == date(2026, 3, 3) and case.version == 1
    assert [(move.kind, move.on) for move in case.clock_moves.all()] == [("start", date(2026, 3, 3))]
    assert Row.objects.get(act=Act.CASE_OPENED).subject == f"case {case.reference}"


def test_open_case_holds_every_line_that_needs_work(held):
    case = opened_case(held.exporter)
    assert [line.line.number for line in case.lines.all()] == [1] and not Notice.objects.exists()


def test_lines_that_need_no_licence_get_a_notice_and_the_others_a_case(held, on):
    on("2026-07-23")
    lines = {1: american_line("0A503"), 2: american_line("3A991.a")}
    application = submitted_application(held.exporter, lines=lines, **UNITED_STATES)
    outcomes = {line.number: line.outcome for line in application.lines.all()}
    assert outcomes == {1: "licence_required", 2: "not_required"}
    assert [line.line.number for line in Case.objects.get().lines.all()] == [1]
    notice = Notice.objects.get()
    assert notice.line_numbers == [2] and notice.law_on == date(2026, 7, 23)
    assert Row.objects.get(act=Act.NOTICE_ISSUED).subject == f"notice {notice.reference}"


def test_where_no_line_needs_a_licence_there_is_only_a_notice(held, on):
    on("2026-07-23")
    submitted_application(held.exporter, lines={1: american_line("3A991.a")}, **UNITED_STATES)
    assert Notice.objects.get().line_numbers == [1] and not Case.objects.exists()


def test_nobody_opens_or_closes_a_case_by_hand(held):
    application = opened_case(held.exporter).application
    for somebody in held:
        with pytest.raises(NotAllowed):
            open_case(by=somebody, application=application.pk, law_on=date(2026, 3, 2), outcomes={1: "prohibited"})
    assert Case.objects.count() == 1


def test_a_withdrawn_application_closes_its_case(held):
    case = opened_case(held.exporter)
    withdraw_application(by=held.exporter, application=case.application.reference)
    assert Case.objects.get().state == "withdrawn"
    assert [move.reason for move in case.clock_moves.all()][1:] == ["withdrawn"]


def test_an_application_is_not_withdrawn_once_its_case_is_decided(held):
    case = decided_case(held)
    with pytest.raises(NotPossibleNow, match="that is decided cannot be withdrawn"):
        withdraw_application(by=held.exporter, application=case.application.reference)
    case.application.refresh_from_db()
    assert case.application.state == "submitted" and not Row.objects.filter(act=Act.APPLICATION_WITHDRAWN).exists()


def test_a_regime_without_a_statutory_time_says_so_and_its_case_is_decided(held, on):
    on("2026-07-23")
    application = submitted_application(held.exporter, lines={1: american_line("0A503")}, **UNITED_STATES)
    case = application.case
    assert clock_of(case).limit is None and "no statutory time" in clock_of(case).unknown
    propose_decision(by=held.officer, case=case.reference, reasons="Civil.", lines=[GRANT])
    assert confirm_decision(by=held.senior, case=case.reference).state == "decided"
