"""Every act in every state, through the services: the state, the journal and the clock move together, or none does."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from lockgate.applications.services import withdraw_application
from lockgate.casework.lifecycle import TRANSITIONS, ClockEffect, State
from lockgate.casework.models import Case
from lockgate.casework.services import (
    announce_refusal,
    answer_query,
    answer_refusal,
    appeal_case,
    ask_query,
    assign_case,
    confirm_decision,
    give_recommendation,
    propose_decision,
    request_review,
    send_back_proposal,
)
from lockgate.core.errors import NotFound, NotPossibleNow
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from tests.factories.cases import GRANT, REVIEWERS, People, case_in, days_ahead

pytestmark = pytest.mark.django_db

ACTS: dict[Act, Callable[[People, str], object]] = {
    Act.CASE_ASSIGNED: lambda held, case: assign_case(by=held.senior, case=case),
    Act.QUERY_ASKED: lambda held, case: ask_query(by=held.officer, case=case, question="To which plant?"),
    Act.QUERY_ANSWERED: lambda held, case: answer_query(by=held.exporter, case=case, answer="Nagoya."),
    Act.REVIEW_REQUESTED: lambda held, case: request_review(
        by=held.officer, case=case, body=REVIEWERS, due_on=days_ahead(5)
    ),
    Act.RECOMMENDATION_GIVEN: lambda held, case: give_recommendation(
        by=held.adviser, case=case, recommendation="grant", reasons="Civil."
    ),
    Act.REFUSAL_ANNOUNCED: lambda held, case: announce_refusal(by=held.officer, case=case, reasons="Diversion."),
    Act.REFUSAL_ANSWERED: lambda held, case: answer_refusal(by=held.exporter, case=case, answer="It is for cars."),
    Act.DECISION_PROPOSED: lambda held, case: propose_decision(
        by=held.officer, case=case, reasons="Civil.", lines=[GRANT]
    ),
    Act.PROPOSAL_SENT_BACK: lambda held, case: send_back_proposal(by=held.senior, case=case, reasons="Which plant?"),
    Act.CASE_DECIDED: lambda held, case: confirm_decision(by=held.senior, case=case),
    Act.CASE_CLOSED: lambda held, case: withdraw_application(
        by=held.exporter, application=Case.objects.get(reference=case).application.reference
    ),
    Act.CASE_APPEALED: lambda held, case: appeal_case(by=held.exporter, case=case, reasons="It is for cars."),
}
AFTER = {
    Act.RECOMMENDATION_GIVEN: Act.REVIEW_REQUESTED,
    Act.PROPOSAL_SENT_BACK: Act.DECISION_PROPOSED,
    Act.CASE_DECIDED: Act.DECISION_PROPOSED,
}
"""What has to be done in the same state before, for the act to have an object."""

ROWS = {(row.state, row.act): row for row in TRANSITIONS}
PAIRS = [(state, act) for state in State for act in ACTS]


def test_the_table_has_a_service_for_each_of_its_acts():
    assert {row.act for row in TRANSITIONS} == set(ACTS)


class Seen(NamedTuple):
    """What an act may change."""

    state: str
    version: int
    rows: int
    moves: list[tuple[str, str]]


def seen(case: Case) -> Seen:
    held = Case.objects.get(pk=case.pk)
    moves = [(move.kind, move.on.isoformat()) for move in held.clock_moves.all()]
    return Seen(held.state, held.version, Row.objects.count(), moves)


@pytest.mark.parametrize(("state", "act"), PAIRS, ids=str)
def test_state_journal_and_clock_move_together_or_not_at_all(state, act, held, on):
    case = case_in(state, held)
    on("2026-03-09")
    if (state, AFTER.get(act)) in ROWS and (state, act) in ROWS:
        ACTS[AFTER[act]](held, case.reference)
    before = seen(case)
    row = ROWS.get((state, act))
    if row is None:
        # the adviser does not know of a case that was never sent to it
        with pytest.raises(NotFound if act is Act.RECOMMENDATION_GIVEN else NotPossibleNow):
            ACTS[act](held, case.reference)
        assert seen(case) == before
        return
    ACTS[act](held, case.reference)
    after = seen(case)
    assert after.state == row.to and after.version == before.version + 1
    assert Row.objects.filter(act=act).latest("pk").subject == f"case {case.reference}" and after.rows > before.rows
    moved = row.clock is not ClockEffect.NONE and before.moves[-1][0] != row.clock
    assert after.moves == before.moves + ([(row.clock.value, "2026-03-09")] if moved else [])
