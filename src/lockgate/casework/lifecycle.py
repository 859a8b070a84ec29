"""The life of a case: one table of what may happen in which state, who holds the pen, what it does to the clock.

Every service of the room asks `follow`; nothing else says what a case may become. Acts carry the journal's names.
"""

from enum import StrEnum
from typing import NamedTuple

from lockgate.core.errors import NotPossibleNow
from lockgate.journal.acts import Act


class State(StrEnum):
    """Where a case stands. The values are stored and never renamed."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    QUERIED = "queried"
    INTENT_TO_REFUSE = "intent_to_refuse"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    APPEALED = "appealed"

    @property
    def words(self) -> str:
        """The state as a sentence writes it."""
        return self.value.replace("_", " ")


OPEN = (State.SUBMITTED, State.IN_REVIEW, State.QUERIED, State.INTENT_TO_REFUSE)
"""The states in which the authority still has something to decide."""
CLOSED = (State.DECIDED, State.WITHDRAWN, State.APPEALED)


class Pen(StrEnum):
    """Who acts."""

    AUTHORITY = "authority"
    APPLICANT = "applicant"
    ADVISER = "adviser"


class ClockEffect(StrEnum):
    """What an act does to the statutory clock. The stored kinds of a clock move are the values."""

    NONE = ""
    START = "start"
    STOP = "stop"


class Transition(NamedTuple):
    """One row: in this state this act leads there; `clock_reason` says why the clock starts or stops."""

    state: State
    act: Act
    to: State
    pen: Pen
    clock: ClockEffect = ClockEffect.NONE
    clock_reason: str = ""


def _staying(act: Act, pen: Pen, *states: State) -> tuple[Transition, ...]:
    return tuple(Transition(state, act, state, pen) for state in states)


_IN_HAND = (State.IN_REVIEW, State.QUERIED, State.INTENT_TO_REFUSE)
_AT_THE_AUTHORITY = (State.IN_REVIEW, State.INTENT_TO_REFUSE)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(State.SUBMITTED, Act.CASE_ASSIGNED, State.IN_REVIEW, Pen.AUTHORITY),
    *_staying(Act.CASE_ASSIGNED, Pen.AUTHORITY, *_IN_HAND),
    Transition(
        State.IN_REVIEW, Act.QUERY_ASKED, State.QUERIED, Pen.AUTHORITY, ClockEffect.STOP, "a query to the applicant"
    ),
    Transition(
        State.QUERIED, Act.QUERY_ANSWERED, State.IN_REVIEW, Pen.APPLICANT, ClockEffect.START, "the query was answered"
    ),
    *_staying(Act.REVIEW_REQUESTED, Pen.AUTHORITY, *_IN_HAND),
    *_staying(Act.RECOMMENDATION_GIVEN, Pen.ADVISER, *_IN_HAND),
    Transition(State.IN_REVIEW, Act.REFUSAL_ANNOUNCED, State.INTENT_TO_REFUSE, Pen.AUTHORITY),
    *_staying(Act.REFUSAL_ANSWERED, Pen.APPLICANT, State.INTENT_TO_REFUSE),
    Transition(State.SUBMITTED, Act.DECISION_PROPOSED, State.IN_REVIEW, Pen.AUTHORITY),
    *_staying(Act.DECISION_PROPOSED, Pen.AUTHORITY, *_AT_THE_AUTHORITY),
    *_staying(Act.PROPOSAL_SENT_BACK, Pen.AUTHORITY, *_AT_THE_AUTHORITY),
    *(
        Transition(state, Act.CASE_DECIDED, State.DECIDED, Pen.AUTHORITY, ClockEffect.STOP, "decided")
        for state in _AT_THE_AUTHORITY
    ),
    *(
        Transition(state, Act.CASE_CLOSED, State.WITHDRAWN, Pen.APPLICANT, ClockEffect.STOP, "withdrawn")
        for state in OPEN
    ),
    Transition(State.DECIDED, Act.CASE_APPEALED, State.APPEALED, Pen.APPLICANT),
)
"""The whole life. An announced refusal, a review and an appeal leave the clock as it is."""

_ROWS = {(row.state, row.act): row for row in TRANSITIONS}
_REFUSED = {
    Act.CASE_ASSIGNED: "cannot be assigned",
    Act.QUERY_ASKED: "takes no query",
    Act.QUERY_ANSWERED: "has no query to answer",
    Act.REVIEW_REQUESTED: "takes no review",
    Act.RECOMMENDATION_GIVEN: "takes no recommendation",
    Act.REFUSAL_ANNOUNCED: "takes no announcement of a refusal",
    Act.REFUSAL_ANSWERED: "has no announced refusal to answer",
    Act.DECISION_PROPOSED: "takes no proposal",
    Act.PROPOSAL_SENT_BACK: "has no proposal to send back",
    Act.CASE_DECIDED: "cannot be decided",
    Act.CASE_CLOSED: "cannot be withdrawn",
    Act.CASE_APPEALED: "cannot be appealed",
}


def follow(state: str, act: Act) -> Transition:
    """Return the row of the table for an act in a state; raise NotPossibleNow where there is none.

    >>> follow("queried", Act.QUERY_ANSWERED).to.words
    'in review'
    >>> follow("decided", Act.QUERY_ASKED)
    Traceback (most recent call last):
    lockgate.core.errors.NotPossibleNow: A case that is decided takes no query. It has to be: in review.
    """
    row = _ROWS.get((State(state), act))
    if row is None:
        when = " or ".join(held.state.words for held in TRANSITIONS if held.act is act)
        raise NotPossibleNow(f"A case that is {State(state).words} {_REFUSED[act]}.", mend=f"It has to be: {when}.")
    return row
