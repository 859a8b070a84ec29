"""The table of transitions, looked at by itself; tests/casework/services walks every pair of state and act."""

import pytest

from lockgate.casework.lifecycle import CLOSED, OPEN, TRANSITIONS, ClockEffect, State, follow
from lockgate.core.errors import NotPossibleNow
from lockgate.journal.acts import Act


def test_each_act_leads_to_one_state_from_each_state():
    pairs = [(row.state, row.act) for row in TRANSITIONS]
    assert len(pairs) == len(set(pairs))


def test_a_state_is_open_or_closed():
    assert {*OPEN, *CLOSED} == set(State) and not set(OPEN) & set(CLOSED)


def test_only_a_decision_and_a_withdrawal_close_a_case_and_both_stop_the_clock():
    closing = {(row.act, row.clock) for row in TRANSITIONS if row.state in OPEN and row.to in CLOSED}
    assert closing == {(Act.CASE_DECIDED, ClockEffect.STOP), (Act.CASE_CLOSED, ClockEffect.STOP)}


def test_nothing_but_an_appeal_follows_a_closed_case():
    assert [(row.state, row.act) for row in TRANSITIONS if row.state in CLOSED] == [(State.DECIDED, Act.CASE_APPEALED)]


def test_review_and_announced_refusal_leave_the_clock_alone():
    quiet = {Act.REVIEW_REQUESTED, Act.RECOMMENDATION_GIVEN, Act.REFUSAL_ANNOUNCED, Act.REFUSAL_ANSWERED}
    assert {row.clock for row in TRANSITIONS if row.act in quiet} == {ClockEffect.NONE}


def test_an_act_that_does_not_fit_is_told_with_the_states_that_it_fits():
    with pytest.raises(
        NotPossibleNow, match=r"that is withdrawn cannot be decided\. It has to be: in review or intent to refuse"
    ):
        follow("withdrawn", Act.CASE_DECIDED)
