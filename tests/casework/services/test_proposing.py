"""A proposal takes a free case, is one at a time, and goes back the way it came."""

import pytest

from lockgate.casework.decision import ProposedLine
from lockgate.casework.errors import CaseChanged
from lockgate.casework.models import Proposal
from lockgate.casework.services import propose_decision, send_back_proposal
from lockgate.core.errors import Invalid, NotAllowed, NotPossibleNow
from lockgate.core.permissions import Role
from tests.factories.cases import GRANT, RETURN, assigned_case, case_in, opened_case, proposed_case
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def propose(by, case, **given):
    return propose_decision(**{"by": by, "case": case.reference, "reasons": "Civil.", "lines": [GRANT], **given})


def test_propose_decision_takes_a_case_that_nobody_has(held):
    case = propose(held.officer, opened_case(held.exporter), valid_months=6)
    assert case.assigned_to_id == held.officer.account and case.state == "in_review" and case.version == 2
    proposal = Proposal.objects.get()
    assert proposal.valid_months == 6 and proposal.state == "open"
    assert proposal.lines.get().quantity == "1200" and proposal.lines.get().granted_amount == 1_200 * 10**9


def test_propose_decision_on_a_case_of_another_officer_is_refused(held):
    with pytest.raises(NotPossibleNow, match="Take it first"):
        propose(person(Role.OFFICER, "other"), assigned_case(held))


def test_propose_decision_twice_is_refused(held):
    case = proposed_case(held)
    with pytest.raises(NotPossibleNow, match="waits to be confirmed"):
        propose(held.officer, case)
    assert Proposal.objects.count() == 1


def test_propose_decision_on_a_queried_case_is_refused(held):
    with pytest.raises(NotPossibleNow, match="that is queried takes no proposal"):
        propose(held.officer, case_in("queried", held))


@pytest.mark.parametrize(
    "given",
    [{"reasons": " "}, {"valid_months": 0}, {"lines": []}, {"lines": [RETURN._replace(outcome="granted"), RETURN]}],
)
def test_a_proposal_that_does_not_hold_is_refused_and_leaves_no_trace(given, held):
    case = opened_case(held.exporter)
    with pytest.raises(Invalid):
        propose(held.officer, case, **given)
    case.refresh_from_db()
    assert case.version == 1 and case.assigned_to_id is None and not Proposal.objects.exists()


def test_a_refused_proposal_tells_all_that_is_wrong_with_it(held):
    case = opened_case(held.exporter)
    with pytest.raises(Invalid) as refused:
        propose(held.officer, case, reasons=" ", valid_months=0, lines=[ProposedLine(1, "refused", "civil")])
    assert set(refused.value.fields) == {"reasons", "valid_months", "lines.1.evidence", "lines.1.refusal_reasons"}


def test_propose_decision_on_an_older_version_is_a_conflict(held):
    with pytest.raises(CaseChanged):
        propose(held.officer, assigned_case(held), seen=1)


def test_send_back_proposal_makes_way_for_another(held):
    case = proposed_case(held)
    send_back_proposal(by=held.senior, case=case.reference, reasons="Which plant?")
    propose(held.officer, case)
    assert [(held.number, held.state) for held in Proposal.objects.all()] == [(1, "sent_back"), (2, "open")]


def test_an_officer_takes_back_only_an_own_proposal(held):
    case = proposed_case(held)
    with pytest.raises(NotAllowed, match="another officer's"):
        send_back_proposal(by=person(Role.OFFICER, "other"), case=case.reference, reasons="No.")
    send_back_proposal(by=held.officer, case=case.reference, reasons="I erred.")
    with pytest.raises(NotPossibleNow, match="Nothing is proposed"):
        send_back_proposal(by=held.senior, case=case.reference, reasons="Again.")


def test_nobody_else_proposes(held):
    case = opened_case(held.exporter)
    for somebody in (held.exporter, person(Role.ANALYST)):
        with pytest.raises(NotAllowed):
            propose(somebody, case)
