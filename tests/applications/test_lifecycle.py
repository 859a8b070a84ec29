"""Every pair of a state and an act: what follows, or that it is refused with a sentence and a mend."""

from itertools import product

import pytest

from lockgate.applications.lifecycle import MOVES, State, state_after
from lockgate.core.errors import NotPossibleNow
from lockgate.journal.acts import Act

WRITING = {
    "line.added",
    "line.removed",
    "party.added",
    "party.changed",
    "party.removed",
    "end_use.stated",
    "dependence.declared",
    "dependence.removed",
}
STATEMENT = {"statement.requested", "statement.signed"}
FOLLOWS = {
    **{("draft", act): "draft" for act in WRITING | STATEMENT},
    **{("submitted", act): "submitted" for act in STATEMENT},
    ("draft", "application.submitted"): "submitted",
    ("draft", "application.withdrawn"): "withdrawn",
    ("submitted", "application.withdrawn"): "withdrawn",
}


@pytest.mark.parametrize(("state", "act"), [(state.value, act) for state, act in product(State, Act)])
def test_an_act_leads_to_the_state_of_the_table_or_is_refused(state, act):
    if (state, act.value) in FOLLOWS:
        assert state_after(state, act) == FOLLOWS[state, act.value]
    else:
        with pytest.raises(NotPossibleNow) as refused:
            state_after(state, act)
        assert refused.value.mend


def test_nothing_comes_back_from_withdrawn():
    assert not [move for move in MOVES if move[0] is State.WITHDRAWN]
