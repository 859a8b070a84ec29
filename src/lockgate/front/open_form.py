"""The open questions of an answer as one short form: grouped by what they ask about, answered yes, no or not known.

A question that one word answers offers yes; one of several words offers the words. All lists of parties stand
together: whoever has screened the parties answers them at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lockgate.front.asked import Asked
from lockgate.regimes.determination import Determination, Outcome
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.outcome import OpenQuestion
from lockgate.regimes.pack import DOUBTS
from lockgate.regimes.question_row import QuestionRow, is_about_lists, leads_to, question_row

_TITLES = {
    "end_use": "End use",
    "end_user": "End user",
    "part": "Which part of the entry",
    "asks": "Other facts",
    "dates": "After a suspension",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The questions about one thing."""

    key: str
    title: str
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A restricted-party list on which a party of the transaction may be."""

    word: str
    label: str
    raises_to: str
    leads_to: str
    citation: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Everything that is still open, and the fields that carry what is already known."""

    groups: tuple[Group, ...]
    lists: tuple[ListRow, ...]
    which_paragraph: OpenQuestion | None
    hidden: tuple[tuple[str, str], ...]

    doubts: tuple[str, ...]
    highest: str

    @property
    def asks_something(self) -> bool:
        """Say whether the form has any field."""
        return bool(self.groups or self.lists)


def open_form(law: Law, asked: Asked, determination: Determination) -> OpenForm:
    """Arrange the open questions and those that could tighten the review as a form.

    What could tighten the review of a licence is left out where none can be had.
    """
    tighter = () if determination.outcome is Outcome.PROHIBITED else determination.tighter_reviews
    questions = [*determination.open_questions, *tighter]
    about_lists = [held for held in questions if is_about_lists(held)]
    rest = [held for held in questions if held not in about_lists and held.measure]
    groups = tuple(
        Group(key, title, rows)
        for key, title in _TITLES.items()
        if (rows := tuple(question_row(law, held, determination.outcome) for held in rest if held.field == key))
    )
    doubts = {row.doubt for group in groups for row in group.rows}
    return OpenForm(
        groups=groups,
        lists=tuple(_list_rows(law, asked, about_lists, determination.outcome)),
        which_paragraph=next((held for held in questions if held.field == "entry"), None),
        doubts=tuple(f"{word}: {said}" for word, said in DOUBTS.items() if word and word in doubts),
        highest=_highest(questions, determination.outcome),
        hidden=tuple(asked.pairs(on=determination.on.isoformat())),
    )


def _highest(questions: list[OpenQuestion], outcome: Outcome) -> str:
    """Return the strictest outcome to which the open questions could raise the answer, or "" where none could."""
    most = max((held.raises_to for held in questions), default=outcome)
    return most.plain if most > outcome else ""


def _list_rows(law: Law, asked: Asked, questions: Iterable[OpenQuestion], outcome: Outcome) -> Iterable[ListRow]:
    rows: dict[str, ListRow] = {}
    for question in questions:
        for word in question.words:
            rows.setdefault(
                word,
                ListRow(
                    word,
                    law.end_users[word].label,
                    question.raises_to.word,
                    leads_to(question, outcome),
                    question.citation,
                    word in asked.end_user,
                ),
            )
    return rows.values()
