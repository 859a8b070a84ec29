"""Four eyes, by the law of the day: what a senior officer confirms, and what stops it."""

import json
from datetime import date

import pytest

from lockgate.applications.end_use import EndUse
from lockgate.applications.party_role import PartyFacts
from lockgate.casework.errors import CaseChanged
from lockgate.casework.queries import clock_of
from lockgate.casework.services import (
    announce_refusal,
    answer_refusal,
    assign_case,
    confirm_decision,
    give_recommendation,
    propose_decision,
    request_review,
    send_back_proposal,
)
from lockgate.core.errors import NotAllowed, NotFound, NotPossibleNow
from lockgate.core.permissions import Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.parties.queries import person_at
from tests.factories.cases import (
    GRANT,
    REFUSAL,
    RETURN,
    REVIEWERS,
    assigned_case,
    opened_case,
    proposed_case,
)
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def confirm(held, case, **given):
    return confirm_decision(by=held.senior, case=case.reference, **given)


def test_confirm_decision_decides_every_line_and_stops_the_clock(held, on):
    case = proposed_case(held)
    on("2026-03-09")
    decided = confirm(held, case, seen=case.version)
    line = decided.lines.get()
    assert decided.state == "decided" and (line.outcome, line.assessment) == ("granted", "civil")
    assert line.granted_amount == 1_200 * 10**9
    last = decided.clock_moves.last()
    assert (last.kind, last.on, last.reason) == ("stop", date(2026, 3, 9), "decided")


def test_confirm_decision_tells_later_rooms_what_was_decided(held):
    conditions = ("Report each delivery.",)
    line = GRANT._replace(outcome="granted_with_conditions", conditions=conditions, quantity="400", unit="KGM")
    case = confirm(held, proposed_case(held, line))
    told = json.loads(Row.objects.get(act=Act.CASE_DECIDED).content or "")
    assert told["case"] == str(case.pk) and told["reference"] == case.reference and told["valid_months"] == 12
    assert told["lines"] == [
        {
            "number": 1,
            "outcome": "granted_with_conditions",
            "quantity": "400",
            "unit": "KGM",
            "granted_amount": 400 * 10**9,
            "conditions": ["Report each delivery."],
            "assessment": "civil",
        }
    ]


def test_whoever_proposed_never_confirms_whatever_the_roles(held):
    person(Role.SENIOR_OFFICER, "officer")
    both = person_at("officer@example.org")
    case = proposed_case(held)
    with pytest.raises(NotAllowed, match="You proposed this decision yourself"):
        confirm_decision(by=both, case=case.reference)
    case.refresh_from_db()
    assert case.state == "in_review" and not Row.objects.filter(act=Act.CASE_DECIDED).exists()


def test_an_officer_does_not_confirm(held):
    with pytest.raises(NotAllowed, match="It is for: senior officer"):
        confirm_decision(by=person(Role.OFFICER, "other"), case=proposed_case(held).reference)


def test_a_rival_does_not_learn_of_the_case(held):
    with pytest.raises(NotFound):
        confirm_decision(by=person(Role.EXPORTER, "rival", "Baotou Alloys"), case=proposed_case(held).reference)


def test_confirm_decision_on_an_older_version_is_a_conflict(held):
    case = proposed_case(held)
    assign_case(by=held.senior, case=case.reference)
    with pytest.raises(CaseChanged):
        confirm(held, case, seen=case.version)


def test_confirm_decision_twice_is_refused(held):
    case = confirm(held, proposed_case(held))
    with pytest.raises(NotPossibleNow, match="that is decided cannot be decided"):
        confirm(held, case)


def test_confirm_decision_without_a_proposal_is_refused(held):
    with pytest.raises(NotPossibleNow, match="Nothing is proposed"):
        confirm(held, assigned_case(held))


def test_confirm_decision_waits_for_a_review_until_its_day_is_past(held, on):
    case = proposed_case(held)
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=date(2026, 3, 6))
    with pytest.raises(NotPossibleNow, match="awaited from Ministry of Industry"):
        confirm(held, case)
    on("2026-03-07")
    assert confirm(held, case).state == "decided"


def test_confirm_decision_goes_on_once_the_review_is_given(held):
    case = proposed_case(held)
    request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=date(2026, 3, 6))
    give_recommendation(by=held.adviser, case=case.reference, recommendation="no_view", reasons="Not ours.")
    assert confirm(held, case).state == "decided"


def announced_case(held, *lines):
    case = assigned_case(held)
    announce_refusal(by=held.officer, case=case.reference, reasons="Diversion is likely.")
    return propose_decision(by=held.officer, case=case.reference, reasons="Diversion.", lines=lines)


def test_an_announced_refusal_waits_for_the_applicant(held, on):
    case = announced_case(held, REFUSAL)
    on("2026-03-16")
    with pytest.raises(NotPossibleNow, match="may answer the announced refusal until 2026-03-16"):
        confirm(held, case)
    on("2026-03-17")
    assert confirm(held, case).state == "decided"


def test_an_announced_refusal_is_decided_once_the_applicant_has_answered(held):
    case = announced_case(held, REFUSAL)
    answer_refusal(by=held.exporter, case=case.reference, answer="It is for cars.")
    assert confirm(held, case).state == "decided"


def test_an_announced_refusal_may_end_in_a_grant_at_once(held):
    assert confirm(held, announced_case(held, GRANT)).state == "decided"


def military_case_of_december(held, on):
    """Magnets for a military end user in Japan: a licence in December 2025, prohibited since 6 January 2026."""
    on("2025-12-29")
    parties = tuple(
        PartyFacts(role, "Kure Arsenal", "JP", "1 Kure", ("military", "unlisted")) for role in ("consignee", "end_user")
    )
    return opened_case(held.exporter, parties=parties, end_use=EndUse(("civil",), "Motors.", {}))


def test_a_law_that_has_changed_since_the_submission_stops_the_decision(held, on):
    case = military_case_of_december(held, on)
    propose_decision(by=held.officer, case=case.reference, reasons="As asked.", lines=[GRANT])
    on("2026-01-09")
    said = "Line 1 was licence required when the application was submitted, and is prohibited now."
    with pytest.raises(NotPossibleNow, match=said):
        confirm(held, case)
    case.refresh_from_db()
    assert case.state == "in_review" and case.proposals.get().state == "open"


def test_a_line_of_changed_law_is_returned(held, on):
    case = military_case_of_december(held, on)
    propose_decision(by=held.officer, case=case.reference, reasons="As asked.", lines=[GRANT])
    on("2026-01-09")
    send_back_proposal(by=held.senior, case=case.reference, reasons="The law has changed.")
    propose_decision(by=held.officer, case=case.reference, reasons="Apply anew.", lines=[RETURN])
    assert confirm(held, case).lines.get().outcome == "returned"


def test_a_case_whose_due_day_cannot_be_told_is_decided_all_the_same(held, on):
    on("2026-11-25")
    case = proposed_case(held)
    reading = clock_of(case)
    assert reading.due_on is None and "does not know 2027" in reading.unknown
    on("2027-01-05")
    assert clock_of(case).days_run is None
    assert confirm(held, case).state == "decided"
