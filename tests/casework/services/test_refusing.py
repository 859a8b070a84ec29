"""A refusal is announced, answered and appealed; the clock runs on."""

from datetime import date

import pytest

from lockgate.casework.queries import clock_of
from lockgate.casework.services import announce_refusal, answer_refusal, appeal_case
from lockgate.core.errors import NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import Role
from tests.factories.cases import GRANT, REFUSAL, RETURN, assigned_case, case_in, decided_case, proposed_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_announce_refusal_gives_ten_working_days_and_leaves_the_clock_running(held, on):
    case = assigned_case(held)
    announced = announce_refusal(by=held.officer, case=case.reference, reasons="Diversion is likely.")
    on("2026-03-09")
    assert announced.state == "intent_to_refuse" and announced.refusal_announcement.answer_by == date(2026, 3, 16)
    assert clock_of(announced).running and clock_of(announced).days_run == 5


def test_announce_refusal_while_a_proposal_waits_is_refused(held):
    with pytest.raises(NotPossibleNow, match="waits to be confirmed"):
        announce_refusal(by=held.officer, case=proposed_case(held).reference, reasons="Diversion.")


def test_answer_refusal_is_done_once_and_in_time(held, on):
    case = case_in("intent_to_refuse", held)
    on("2026-03-17")
    with pytest.raises(NotPossibleNow, match="could be answered until"):
        answer_refusal(by=held.exporter, case=case.reference, answer="It is for cars.")
    on("2026-03-16")
    answer_refusal(by=held.exporter, case=case.reference, answer="It is for cars.")
    with pytest.raises(NotPossibleNow, match="answered before"):
        answer_refusal(by=held.exporter, case=case.reference, answer="It is, really.")


def test_appeal_case_keeps_the_reasons(held):
    case = appeal_case(by=held.exporter, case=decided_case(held, REFUSAL).reference, reasons="It is for cars.")
    assert case.state == "appealed" and case.appeal.reasons == "It is for cars."


@pytest.mark.parametrize("line", [GRANT, RETURN], ids=["granted", "returned"])
def test_what_was_not_refused_is_not_appealed(line, held):
    with pytest.raises(NotPossibleNow, match="No line of this case was refused"):
        appeal_case(by=held.exporter, case=decided_case(held, line).reference, reasons="It is for cars.")


def test_an_appeal_is_the_applicants(held):
    case = decided_case(held, REFUSAL)
    with pytest.raises(NotAllowed):
        appeal_case(by=held.officer, case=case.reference, reasons="No.")
    with pytest.raises(NotFound):
        appeal_case(by=person(Role.EXPORTER, "rival", "Baotou Alloys"), case=case.reference, reasons="No.")
