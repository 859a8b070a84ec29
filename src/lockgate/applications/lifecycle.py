"""The life of an application: which act may be done in which state, and the state that follows. One table.

Pure. A case has a life of its own, in casework; an application is only a draft, submitted, or withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from lockgate.core.errors import NotPossibleNow
from lockgate.journal.acts import Act


class State(StrEnum):
    """Where an application stands. The values are stored and never renamed."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


WRITING = (
    Act.LINE_ADDED,
    Act.LINE_REMOVED,
    Act.PARTY_ADDED,
    Act.PARTY_CHANGED,
    Act.PARTY_REMOVED,
    Act.END_USE_STATED,
    Act.DEPENDENCE_DECLARED,
    Act.DEPENDENCE_REMOVED,
)
"""The acts that change what is asked; they end with the draft."""

MOVES: Mapping[tuple[State, Act], State] = {
    **{(State.DRAFT, act): State.DRAFT for act in WRITING},
    (State.DRAFT, Act.STATEMENT_REQUESTED): State.DRAFT,
    (State.DRAFT, Act.STATEMENT_SIGNED): State.DRAFT,
    (State.DRAFT, Act.APPLICATION_SUBMITTED): State.SUBMITTED,
    (State.DRAFT, Act.APPLICATION_WITHDRAWN): State.WITHDRAWN,
    (State.SUBMITTED, Act.STATEMENT_REQUESTED): State.SUBMITTED,
    (State.SUBMITTED, Act.STATEMENT_SIGNED): State.SUBMITTED,
    (State.SUBMITTED, Act.APPLICATION_WITHDRAWN): State.WITHDRAWN,
}

_MENDS = {
    State.DRAFT: "Submit it first.",
    State.SUBMITTED: "What was submitted stays as it is: withdraw it, and start a new one that replaces it.",
    State.WITHDRAWN: "Start a new one that replaces it.",
}


def state_after(state: str, act: Act) -> State:
    """Return the state that follows an act; raise NotPossibleNow where the state does not admit it."""
    held = State(state)
    try:
        return MOVES[held, act]
    except KeyError:
        said = "still a draft" if held is State.DRAFT else f"{held} already"
        raise NotPossibleNow(f"The application is {said}.", mend=_MENDS[held]) from None
