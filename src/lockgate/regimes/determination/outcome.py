"""The answer to a question, as values: the outcome, what it rests on, and what could still raise it.

`engine` makes these, `explain` puts them into words. Nothing here decides anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from lockgate.regimes.determination.question import Question
from lockgate.regimes.pack import Doubt, Measure


class Outcome(IntEnum):
    """What is established, by strictness: the order of the numbers is the contract."""

    NOT_REQUIRED = 0
    NEEDS_READING = 1
    LICENCE_REQUIRED = 2
    PROHIBITED = 3

    @property
    def word(self) -> str:
        """The word of the contract: not_required, needs_reading, licence_required, prohibited."""
        return self.name.lower()

    @property
    def plain(self) -> str:
        """The same words as a sentence writes them: licence required."""
        return self.word.replace("_", " ")


CASE_BY_CASE = "case by case"
_POLICIES = (
    "",
    "presumption of approval",
    CASE_BY_CASE,
    "stricter review",
    "presumption of denial",
    "policy of denial",
)
"""Review policies from lenient to strict. One that is not named here ranks as stricter review."""


def strictness(policy: str) -> int:
    """Return the rank of a review policy: the higher, the harder to get a licence."""
    return _POLICIES.index(policy) if policy in _POLICIES else _POLICIES.index("stricter review")


def strictest_policy(policies: tuple[str, ...]) -> str:
    """Return the strictest of the review policies given, or "" for none."""
    return max(policies, key=strictness, default="")


class Requirement(NamedTuple):
    """A rule that stands. `only_for` names the paragraphs it reaches when it does not reach the whole question."""

    measure: Measure
    review_policy: str
    review: tuple[Measure, ...]
    doubt: Doubt
    only_for: tuple[str, ...] = ()


class Reading(NamedTuple):
    """Something that has to be read before the answer is certain, and what it could raise the answer to."""

    why: str
    citation: str
    raises_to: Outcome
    measure: Measure | None = None


class OpenQuestion(NamedTuple):
    """A fact that was not given and could raise the answer. `words` would answer yes in that field, if any.

    `also` names further measures that wait for the same answer.
    """

    asks: str
    field: str
    words: tuple[str, ...]
    raises_to: Outcome
    citation: str
    measure: Measure | None = None
    review_policy: str = ""
    also: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """An entry to which a customs code points, with the dates of that pointer."""

    entry: str
    heading: str
    goods_code: str
    relation: str
    valid_from: date
    valid_to: date
    listed: bool


class NotApplied(NamedTuple):
    """A rule that was looked at and did not apply, with the cells that failed."""

    measure: Measure
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Determination:
    """The answer of one regime to one question on one day.

    `review_policy` is how the licences required are reviewed, as far as that is certain; "" where none is required
    or the export is forbidden anyway.
    """

    question: Question
    on: date
    outcome: Outcome
    assessed_on: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    review_policy: str
    readings: tuple[Reading, ...]
    open_questions: tuple[OpenQuestion, ...]
    tighter_reviews: tuple[OpenQuestion, ...]
    ways: tuple[Measure, ...]
    duties: tuple[Measure, ...]
    candidates: tuple[Candidate, ...]
    remarks: tuple[str, ...]
    not_applied: tuple[NotApplied, ...]
    doubt: Doubt
    contradiction: str = ""
