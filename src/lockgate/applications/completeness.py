"""What is missing before an application can be submitted, as sentences that say where and how to mend it.

Pure. A line without a declaration of dependence is complete: it is "not declared", and shown as that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lockgate.applications.dependence import FACTS
from lockgate.applications.draft import Draft
from lockgate.applications.errors import IncompleteApplication
from lockgate.applications.party_role import PartyRole
from lockgate.regimes.determination import Determination
from lockgate.regimes.determination.outcome import OpenQuestion
from lockgate.regimes.question_row import is_about_lists, measures_of


class Missing(NamedTuple):
    """One thing that is missing: the place in the application, what is missing, and how to mend it."""

    where: str
    sentence: str
    mend: str


def missing(draft: Draft, determinations: Mapping[int, Determination]) -> list[Missing]:
    """Return what is missing, in the order of the application; nothing where it can be submitted.

    `determinations` are those of the lines by their number, by the law of the day of submission.
    """
    found = list(_roles(draft))
    if not draft.lines:
        found.append(Missing("lines", "No line says what is to be exported.", "Add a line."))
    found += _end_use(draft)
    found += [_missing_answer(held) for held in unanswered(determinations)]
    found += _dependence(draft)
    return found


def check_complete(draft: Draft, determinations: Mapping[int, Determination]) -> None:
    """Raise IncompleteApplication that tells all that is missing; do nothing where the application is complete."""
    found = missing(draft, determinations)
    if found:
        told = " ".join(f"{one.sentence} {one.mend}" for one in found)
        how_many = "One thing is" if len(found) == 1 else f"{len(found)} things are"
        raise IncompleteApplication(
            f"{how_many} missing before the application can be submitted. {told}",
            fields={one.where: f"{one.sentence} {one.mend}" for one in found},
        )


def _roles(draft: Draft) -> Iterator[Missing]:
    held = {party.role for party in draft.parties}
    for role in (PartyRole.CONSIGNEE, PartyRole.END_USER):
        if role not in held:
            yield Missing(f"parties.{role}", f"No {role.words} is named.", f"Add a party in the role {role}.")


def _end_use(draft: Draft) -> Iterator[Missing]:
    if not draft.end_use.words:
        yield Missing("end_use.words", "No word says what the end use is.", "Give at least one of the regime's words.")
    if not draft.end_use.text:
        yield Missing("end_use.text", "The end use is not described.", "Say in your own words what the goods are for.")


class Unanswered(NamedTuple):
    """An open question on end use or end user, once for all lines that wait for its answer."""

    question: OpenQuestion
    lines: tuple[int, ...]


def unanswered(determinations: Mapping[int, Determination]) -> list[Unanswered]:
    """Return the open questions that have to be answered before submission, in the order of the lines."""
    lines: dict[tuple[str, str], list[int]] = {}
    asked: dict[tuple[str, str], OpenQuestion] = {}
    for number, determination in determinations.items():
        for question in determination.open_questions:
            if question.field in ("end_use", "end_user"):
                key = (question.citation, question.asks)
                held = asked.get(key, question)
                also = dict.fromkeys((*measures_of(held), *measures_of(question)))
                asked[key] = held._replace(also=tuple(also)[1:])
                lines.setdefault(key, []).append(number)
    return [Unanswered(question, tuple(lines[key])) for key, question in asked.items()]


def _missing_answer(held: Unanswered) -> Missing:
    question = held.question
    measures = measures_of(question)
    numbers = ", ".join(str(number) for number in held.lines)
    words = " or ".join(question.words)
    place = "the words of the end use" if question.field == "end_use" else "the facts of the party that it is"
    no = " and ".join(f"answers.{measure} = false" for measure in measures)
    unlisted = ", or the fact unlisted for each party" if is_about_lists(question) else ""
    return Missing(
        f"end_use.answers.{measures[0]}",
        f"Not answered for line {numbers}: {question.asks} ({question.citation}).",
        f"For yes add {words} to {place}; for no give {no}{unlisted}.",
    )


def _dependence(draft: Draft) -> Iterator[Missing]:
    named = {party.name for party in draft.parties}
    for number, line in draft.lines.items():
        for place, declared in enumerate(line.dependence, 1):
            if declared.party and declared.party not in named:
                yield Missing(
                    f"lines.{number}.dependence.{place}.party",
                    f"Line {number}, {declared.site}: {declared.party} takes no part any more.",
                    "Name it as a party, or remove the declaration.",
                )
            for name in declared.open_facts():
                yield Missing(
                    f"lines.{number}.dependence.{place}.{name}",
                    f"Line {number}, {declared.site}: {FACTS[name]} is neither given nor declared unknown.",
                    f"Give it, or add {name} to unknown.",
                )
