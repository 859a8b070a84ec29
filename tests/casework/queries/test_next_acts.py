"""What is offered is what the services do: for every state, every person and every act."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from lockgate.casework import services
from lockgate.casework.lifecycle import State
from lockgate.casework.models import Case
from lockgate.casework.queries import PERMISSION_OF, acts_since, case_sheet, next_acts
from lockgate.casework.queries.visibility import View
from lockgate.core import clock
from lockgate.core.errors import LockgateError, NotFound
from lockgate.core.permissions import Person
from lockgate.journal.acts import Act
from tests.factories.cases import (
    GRANT,
    RETURN,
    REVIEWERS,
    assigned_case,
    case_in,
    days_ahead,
    decided_case,
    opened_case,
    proposed_case,
)

pytestmark = pytest.mark.django_db


class _Undone(Exception):
    """Rolls an act back that was only tried."""


def is_done(by: Person, case: Case, act: Act) -> bool:
    """Try an act, take it back, and tell whether it was done."""
    due_on = clock.now().date() + timedelta(days=9)
    given: dict[Act, tuple[Callable[..., Case], dict[str, Any]]] = {
        Act.CASE_ASSIGNED: (services.assign_case, {}),
        Act.QUERY_ASKED: (services.ask_query, {"question": "Which plant?"}),
        Act.QUERY_ANSWERED: (services.answer_query, {"answer": "Nagoya."}),
        Act.REVIEW_REQUESTED: (services.request_review, {"body": REVIEWERS, "due_on": due_on}),
        Act.RECOMMENDATION_GIVEN: (
            services.give_recommendation,
            {"recommendation": "grant", "reasons": "Civil."},
        ),
        Act.REFUSAL_ANNOUNCED: (services.announce_refusal, {"reasons": "Diversion."}),
        Act.REFUSAL_ANSWERED: (services.answer_refusal, {"answer": "It is for cars."}),
        Act.DECISION_PROPOSED: (services.propose_decision, {"reasons": "Civil.", "lines": [GRANT]}),
        Act.PROPOSAL_SENT_BACK: (services.send_back_proposal, {"reasons": "Why?"}),
        Act.CASE_DECIDED: (services.confirm_decision, {}),
        Act.CASE_APPEALED: (services.appeal_case, {"reasons": "It is for cars."}),
    }
    service, arguments = given[act]
    try:
        with transaction.atomic():
            service(by=by, case=case.reference, **arguments)
            raise _Undone
    except _Undone:
        return True
    except LockgateError:
        return False


def must_be_offered_what_is_done(held, case: Case) -> None:
    for somebody in held:
        try:
            sheet = case_sheet(somebody, case.reference)
        except NotFound:
            continue
        offered = {one.act for one in next_acts(somebody, sheet) if not one.in_the_way}
        done = {act for act in PERMISSION_OF if is_done(somebody, case, act)}
        assert offered == done, f"{somebody.actor.label}, {case.state}"


@pytest.mark.parametrize("state", State)
def test_in_every_state_everybody_is_offered_what_the_services_do(held, state):
    must_be_offered_what_is_done(held, case_in(state, held))


def test_while_a_proposal_waits_everybody_is_offered_what_the_services_do(held):
    case = proposed_case(held)
    must_be_offered_what_is_done(held, case)
    taken = {one.act: one.in_the_way for one in next_acts(held.officer, case_sheet(held.officer, case.reference))}
    assert taken[Act.QUERY_ASKED] == "A proposal waits to be confirmed. Send it back first."


def test_while_a_review_is_awaited_everybody_is_offered_what_the_services_do(held):
    case = proposed_case(held)
    services.request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=days_ahead(9))
    offered = next_acts(held.senior, case_sheet(held.senior, case.reference))
    (waits,) = [one.in_the_way for one in offered if one.act is Act.CASE_DECIDED]
    assert waits.startswith(f"A review of this case is still awaited from {REVIEWERS}")
    assert {one.act for one in next_acts(held.adviser, case_sheet(held.adviser, case.reference))} == {
        Act.RECOMMENDATION_GIVEN
    }
    assert not is_done(held.senior, case, Act.CASE_DECIDED) and is_done(held.adviser, case, Act.RECOMMENDATION_GIVEN)


def test_nobody_is_offered_to_confirm_an_own_proposal(held):
    case = opened_case(held.exporter)
    services.propose_decision(by=held.senior, case=case.reference, reasons="Civil.", lines=[GRANT])
    offered = {one.act: one.in_the_way for one in next_acts(held.senior, case_sheet(held.senior, case.reference))}
    assert offered[Act.CASE_DECIDED].startswith("You proposed this decision yourself.")
    must_be_offered_what_is_done(held, case)


def test_an_announced_refusal_is_answered_once_and_in_time(held, on):
    case = case_in("intent_to_refuse", held)
    services.answer_refusal(by=held.exporter, case=case.reference, answer="It is for cars.")
    must_be_offered_what_is_done(held, case)
    late = case_in("intent_to_refuse", held)
    on("2026-05-20")
    must_be_offered_what_is_done(held, late)


def test_where_nothing_was_refused_no_appeal_is_offered(held):
    must_be_offered_what_is_done(held, decided_case(held, RETURN))


def test_what_was_done_since_is_told_as_far_as_the_view_goes(held):
    case = assigned_case(held)
    services.request_review(by=held.officer, case=case.reference, body=REVIEWERS, due_on=days_ahead(9))
    services.ask_query(by=held.officer, case=case.reference, question="Which plant?")
    assert acts_since(case, 2, View.AUTHORITY) == (Act.REVIEW_REQUESTED, Act.QUERY_ASKED)
    assert acts_since(case, 1, View.APPLICANT) == (Act.QUERY_ASKED,)
    assert acts_since(case, 4, View.AUTHORITY) == ()
