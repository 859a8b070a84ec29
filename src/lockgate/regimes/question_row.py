"""One open question as a row of a form: what it asks, what a yes leads to, by which law, and how it is answered.

Pure. The self-check and the application ask in the same way: yes, no, or not known, which stays open.
"""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.outcome import OpenQuestion, Outcome

ANSWER = "answer."
"""How the name of such a field begins: `answer.M-1+M-2` holds yes, no, or a word such as `end_use:military`."""
_LISTED = "listed:"


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or tick box."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question: what it asks, what it could lead to, by which law, and how it can be answered."""

    name: str
    asks: str
    raises_to: str
    leads_to: str
    citation: str
    doubt: str
    options: tuple[Option, ...]


def question_row(
    law: Law, question: OpenQuestion, outcome: Outcome, *, said: str = "", yes_here: bool = True
) -> QuestionRow:
    """Lay a question out beside the answer that it could raise; `said` is the value chosen, "" for not known.

    Without `yes_here` a yes is said elsewhere, and the row offers no and not known.
    """
    yes = _yes(law, question) if yes_here else []
    no = Option("no", "No" if len(question.words) < 2 else "No, none of these")
    options = (*yes, no, Option("", "Not known"))
    return QuestionRow(
        name=field_name(measures_of(question)),
        asks=question.asks,
        raises_to=question.raises_to.word,
        leads_to=leads_to(question, outcome),
        citation=question.citation,
        doubt=question.measure.doubt if question.measure else "",
        options=tuple(Option(one.value, one.label, one.value == said) for one in options),
    )


def field_name(measures: tuple[str, ...]) -> str:
    """Return the name of the form field that answers the question about some measures.

    >>> field_name(("M-1", "M-2"))
    'answer.M-1+M-2'
    """
    return ANSWER + "+".join(measures)


def measures_named(field: str) -> tuple[str, ...]:
    """Return the measures that a field of this name is about."""
    return tuple(field.removeprefix(ANSWER).split("+"))


def measures_of(question: OpenQuestion) -> tuple[str, ...]:
    """Return the measures that wait for the answer."""
    return (question.measure.id, *question.also) if question.measure else question.also


def is_about_lists(question: OpenQuestion) -> bool:
    """Say whether a question asks for restricted-party lists and for nothing else."""
    return bool(question.words) and all(word.startswith(_LISTED) for word in question.words)


def leads_to(question: OpenQuestion, outcome: Outcome) -> str:
    """Say what a yes leads to: another outcome, another review, or both."""
    rises = question.raises_to > outcome or not question.review_policy
    said = (question.raises_to.plain if rises else "", question.review_policy)
    return ", ".join(part for part in said if part)


def _yes(law: Law, question: OpenQuestion) -> list[Option]:
    labels = law.end_uses if question.field == "end_use" else law.end_users
    if not question.words:
        return [Option("yes", "Yes")]
    if len(question.words) == 1:
        return [Option(f"{question.field}:{question.words[0]}", "Yes")]
    return [Option(f"{question.field}:{word}", f"Yes: {labels[word].label}") for word in question.words]
