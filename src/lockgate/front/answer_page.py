"""An answer as its page shows it: the sentences of `explain` in their order, the law they cite, the facts given.

Words of an answer are `explain`'s; here they are only sorted and set beside what they are about.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lockgate.core.countries import COUNTRIES
from lockgate.front.asked import Asked
from lockgate.regimes import queries
from lockgate.regimes.determination import Determination, Outcome, explain
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import Instrument, Measure, Word
from lockgate.web.days_in_words import written_day

TOUGH = ("presumption of denial", "policy of denial")
"""Review policies that read almost like a ban."""
POLICIES = {
    "case by case": "The authority weighs each application.",
    "presumption of approval": "Applications are approved unless something speaks against it.",
    "stricter review": "The authority looks harder, at the end user and the end use above all.",
    "presumption of denial": "In principle refused. It is not a ban, and reads almost like one.",
    "policy of denial": "Applications are refused as a rule. It is not a ban, and reads almost like one.",
}
"""What the commonest review policies mean for whoever applies."""
RELATIONS = {
    "exact": "this entry and nothing else",
    "part": "covers a part",
    "indicative": "a pointer",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of the answer and what kind it is: requirement, reading or remark."""

    sentence: str
    kind: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that was given, with the link that changes it."""

    term: str
    value: str
    href: str
    act: str = "Change"
    lang: str = ""
    note: str = ""


def reasons(determination: Determination) -> list[Reason]:
    """Return the sentences of the answer in `explain`'s order, each with its kind."""
    stands = {explain.requirement_sentence(held) for held in determination.requirements}
    read = {explain.reading_sentence(held) for held in determination.readings}
    return [
        Reason(said, "requirement" if said in stands else "reading" if said in read else "remark")
        for said in explain.reasons(determination)
    ]


@dataclass(frozen=True, slots=True)
class Failed:
    """A rule that did not apply: where it stands, what it does, and the cells that did not fit."""

    id: str
    citation: str
    what: str
    failed: str


def not_applied(determination: Determination) -> list[Failed]:
    """Return the rules that were looked at and did not apply, once each."""
    rows = {
        held.measure.id: Failed(
            held.measure.id,
            held.measure.citation,
            held.measure.kind.value.replace("_", " "),
            ", ".join(cell.replace("_", " ") for cell in held.cells),
        )
        for held in determination.not_applied
    }
    return list(rows.values())


def law_cited(law: Law, determination: Determination) -> list[Instrument]:
    """Return the instruments on which the answer rests, once each, in the order of the reasons."""
    rested: list[Measure] = []
    for requirement in determination.requirements:
        rested += [requirement.measure, *requirement.review]
    rested += [reading.measure for reading in determination.readings if reading.measure]
    ids = [*(measure.instrument for measure in rested), *_listing_instruments(law, determination)]
    return [law.instruments[held] for held in dict.fromkeys(ids) if held in law.instruments]


def _listing_instruments(law: Law, determination: Determination) -> Iterable[str]:
    code = law.control_list.held_above(determination.question.entry)
    if code:
        for place in law.control_list.places(code, determination.on):
            yield place.row.instrument


def facts(law: Law, asked: Asked, determination: Determination) -> list[Fact]:
    """Return what was asked, fact by fact; a fact that was not given says so."""
    question = determination.question
    change = asked.link(change="yes")
    country = COUNTRIES[question.destination]
    rows = [
        Fact("Destination", country.name_en, change, note=f"({country.code})"),
        Fact("End use", _labels(law.end_uses, question.end_uses), change),
        Fact("End user", _labels(law.end_users, question.end_users), change),
        Fact("Day", written_day(determination.on), change, note="" if asked.on else "(no day was given)"),
    ]
    return [*rows, *_answers_given(law, asked, determination)]


def _labels(words: Mapping[str, Word], given: tuple[str, ...]) -> str:
    return "; ".join(words[word].label for word in given) if given else "not given"


def _answers_given(law: Law, asked: Asked, determination: Determination) -> Iterable[Fact]:
    given: dict[tuple[str, str], list[str]] = {}
    for measure, said in [*((held, "yes") for held in asked.yes), *((held, "no") for held in asked.no)]:
        question = queries.question_about(law, measure, determination.on)
        given.setdefault((question.asks if question else measure, said), []).append(measure)
    for (asks, said), measures in given.items():
        without = {
            "yes": tuple(held for held in asked.yes if held not in measures),
            "no": tuple(held for held in asked.no if held not in measures),
        }
        yield Fact(asks, said, asked.link(**without), "Take back")


def command_line(determination: Determination) -> str:
    """Return the same question for the command line, an option a line."""
    question = determination.question
    options = [
        ("--regime", question.regime),
        ("--entry", question.entry),
        ("--goods-code", question.goods_code),
        ("--destination", question.destination),
        *(("--end-use", use) for use in question.end_uses),
        *(("--end-user", user) for user in question.end_users),
        *(("--answer", f"{measure}={'yes' if said else 'no'}") for measure, said in question.answers.items()),
        ("--on", determination.on.isoformat()),
    ]
    lines = ["lockgate determine", *(shlex.join(held) for held in options if held[1])]
    return " \\\n  ".join(lines)


def is_tough(determination: Determination) -> bool:
    """Say whether the review policy reads almost like a ban."""
    return determination.outcome is Outcome.LICENCE_REQUIRED and determination.review_policy in TOUGH
