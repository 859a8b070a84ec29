"""The open questions of a draft as one form, and what its answers state of the end use. Pure.

A yes on the end use becomes a word of the regime; a yes on a party is said of that party, so the form offers it not.
All lists of parties are one question: whoever has screened the parties answers them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from lockgate.applications.completeness import unanswered
from lockgate.applications.end_use import EndUse
from lockgate.regimes.determination import Determination, Outcome
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.outcome import OpenQuestion
from lockgate.regimes.queries import question_about
from lockgate.regimes.question_row import (
    ANSWER,
    QuestionRow,
    field_name,
    is_about_lists,
    leads_to,
    measures_named,
    measures_of,
    question_row,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the form; `lines` are those that wait for the answer, none where it was given."""

    row: QuestionRow
    lines: tuple[int, ...]
    is_of_a_party: bool


class Listed(NamedTuple):
    """One list, what a hit could lead to, and the law that names it."""

    label: str
    raises_to: str
    leads_to: str
    citation: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The one question about every restricted-party list that a rule names."""

    name: str
    listed: tuple[Listed, ...]
    says_no: bool


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """Every question that is open or was answered with no, the open ones first."""

    asked: tuple[Asked, ...]
    lists: Lists | None
    still_open: int


def question_form(law: Law, on: date, stated: EndUse, determinations: Mapping[int, Determination]) -> QuestionForm:
    """Lay out what the lines of a draft leave open by the law of a day, and what was answered before."""
    outcome = max((held.outcome for held in determinations.values()), default=Outcome.NOT_REQUIRED)
    open_now = unanswered(determinations)
    said_before = list(answered(law, on, stated.answers))
    about_lists = [(held.question, False) for held in open_now if is_about_lists(held.question)]
    about_lists += [(question, True) for question, said in said_before if is_about_lists(question)]
    rest = [
        *((held.question, held.lines, "") for held in open_now if not is_about_lists(held.question)),
        *((question, (), said) for question, said in said_before if not is_about_lists(question)),
    ]
    return QuestionForm(
        asked=tuple(_asked(law, question, outcome, lines, said) for question, lines, said in rest),
        lists=_lists(law, outcome, about_lists) if about_lists else None,
        still_open=len(open_now),
    )


def answered_end_use(stated: EndUse, sent: Mapping[str, str]) -> EndUse:
    """Return the end use with the answers of a form that was sent: no, yes, a word, or "" to leave it open.

    >>> answered_end_use(EndUse(("civil",)), {"answer.M-1+M-2": "no", "answer.M-3": "end_use:missile"})
    EndUse(words=('civil', 'missile'), text='', answers={'M-1': False, 'M-2': False})
    """
    answers, words = dict(stated.answers), list(stated.words)
    for field, said in sent.items():
        if not field.startswith(ANSWER):
            continue
        for measure in measures_named(field):
            answers.pop(measure, None)
            if said in ("yes", "no"):
                answers[measure] = said == "yes"
        word = said.removeprefix("end_use:")
        if word != said and word not in words:
            words.append(word)
    return replace(stated, words=tuple(words), answers=answers)


def answered(law: Law, on: date, answers: Mapping[str, bool]) -> Iterator[tuple[OpenQuestion, str]]:
    """Return the questions that were answered, once each, with what was said."""
    found: dict[tuple[str, str], tuple[OpenQuestion, str]] = {}
    for measure, said in answers.items():
        question = question_about(law, measure, on)
        if question is not None:
            key = (question.citation, question.asks)
            held = found.get(key, (question, ""))[0]
            also = dict.fromkeys((*measures_of(held), *measures_of(question)))
            found[key] = (held._replace(also=tuple(also)[1:]), "yes" if said else "no")
    yield from found.values()


def _asked(law: Law, question: OpenQuestion, outcome: Outcome, lines: tuple[int, ...], said: str) -> Asked:
    is_of_a_party = question.field == "end_user"
    row = question_row(law, question, outcome, said=said, yes_here=not is_of_a_party)
    return Asked(row, lines, is_of_a_party)


def _lists(law: Law, outcome: Outcome, questions: Iterable[tuple[OpenQuestion, bool]]) -> Lists:
    held = tuple(questions)
    measures = dict.fromkeys(measure for question, _ in held for measure in measures_of(question))
    return Lists(
        name=field_name(tuple(measures)),
        listed=tuple(
            Listed(law.end_users[word].label, question.raises_to.word, leads_to(question, outcome), question.citation)
            for question, _ in held
            for word in question.words
        ),
        says_no=all(is_answered for _, is_answered in held),
    )
