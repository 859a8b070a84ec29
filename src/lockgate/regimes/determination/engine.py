"""Says what is established for one question on one day, what stays open, and why.

`determine` is pure. The outcome is the strictest that the facts given establish; everything unsettled is named
with what it could raise the outcome to. `table` gives the same outcomes for many questions at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination.evaluation import Found, evaluate, weigh_facts
from lockgate.regimes.determination.item import Item, item_on
from lockgate.regimes.determination.law import Facts, Law, LawOfDay, Rule, scope_reaches
from lockgate.regimes.determination.openings import open_questions, tighter_reviews
from lockgate.regimes.determination.outcome import (
    Determination,
    OpenQuestion,
    Outcome,
    Reading,
    Requirement,
)
from lockgate.regimes.determination.question import Question
from lockgate.regimes.determination.requirements import policy_in_common, requirements_of
from lockgate.regimes.pack import DUTIES, WAYS, Doubt, Kind, Measure, Suspension, least_doubt, worst_doubt

_FREE, _READ, _LICENCE = Outcome.NOT_REQUIRED, Outcome.NEEDS_READING, Outcome.LICENCE_REQUIRED


def determine(question: Question, on: date, law: Law) -> Determination:
    """Answer `question` (made by `ask`) by the law of `on`, the regime's local day (made by `day_of`).

    Pure: the same question, day and pack give the same answer. Takes some tens of microseconds once the span
    of days has been worked out.
    """
    day = law.day(on)
    item = _narrowed(item_of(law, question.entry, question.goods_code, on), question)
    facts = law.facts(question)
    found = [evaluate(atom, question, facts) for atom in item.atoms]
    place_readings = (*item.readings, *_readings_of_place(law, question.destination, on))
    outcome = max(certain(one.outcome for one in found), _READ if place_readings else _FREE)
    resting = _resting(day, item, question, facts)
    requirements = requirements_of(item, found) if outcome >= _LICENCE else ()
    opened = list(open_questions(found, requirements, law, outcome))
    readings = [reading for one in found for reading in one.readings]
    if outcome is _READ and len({one.outcome for one in found}) > 1:
        readings.insert(0, _differing(item, found))
    if max(one.outcome for one in found) > certain(one.outcome for one in found):
        opened.insert(0, _which_paragraph(item, found))
    return Determination(
        question=question,
        on=on,
        outcome=outcome,
        assessed_on=_assessed_on(question),
        requirements=requirements,
        review_policy=policy_in_common(found) if outcome is _LICENCE else "",
        readings=_telling((*place_readings, *readings), outcome),
        open_questions=tuple(opened),
        tighter_reviews=tighter_reviews(found, requirements, law),
        ways=_shown(found, WAYS) if outcome in (_READ, _LICENCE) else (),
        duties=_shown(found, DUTIES),
        candidates=item.candidates,
        remarks=(*item.remarks, *(_rests(*held) for held in resting), *_later(law, on, outcome)),
        not_applied=tuple(row for one in found for row in one.failed)
        + tuple(row for atom in item.atoms for row in atom.dormant),
        doubt=worst_doubt(
            law.groups.doubt_of(question.destination),
            _doubt(item, requirements, outcome),
            *(suspension.doubt for _, suspension in resting),
        ),
        contradiction=item.contradiction,
    )


def item_of(law: Law, entry: str, goods_code: str, on: date) -> Item:
    """Return the item of a question on a day, worked out once a span of days."""
    key = (entry, goods_code, law.span(on))
    held = law.items.get(key)
    if held is None:
        held = item_on(law.day(on), entry, goods_code, on)
        law.items.put(key, held)
    return held


def _narrowed(item: Item, question: Question) -> Item:
    """Keep the atoms that every part answered with yes reaches: whoever says so has said which paragraph it is."""
    parts = {name for name, holds in question.answers.items() if holds}
    chosen = tuple(
        atom
        for atom in item.atoms
        if parts <= {rule.measure.id for rule in atom.rules if rule.measure.part} | _not_parts(item, parts)
    )
    return replace(item, atoms=chosen) if parts and chosen and len(chosen) < len(item.atoms) else item


def _not_parts(item: Item, names: set[str]) -> set[str]:
    of_parts = {rule.measure.id for atom in item.atoms for rule in atom.rules if rule.measure.part}
    return names - of_parts


def certain(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the strictest outcome that holds for every atom, or needs_reading where they differ too much."""
    held = list(outcomes)
    least, most = min(held), max(held)
    if least >= _LICENCE or least is most:
        return least
    return _READ


def _readings_of_place(law: Law, destination: str, on: date) -> tuple[Reading, ...]:
    readings: list[Reading] = []
    if not law.has_row(destination, on):
        why = f"The pack has no row for {COUNTRIES[destination].name_en} ({destination})."
        readings.append(Reading(why, law.regime.code, _LICENCE))
    if not law.knows(on):
        readings.append(Reading(_beyond(law, on), law.regime.code, _LICENCE))
    return tuple(readings)


def _later(law: Law, on: date, outcome: Outcome) -> tuple[str, ...]:
    return () if law.knows(on) or outcome is _READ else (_beyond(law, on),)


def _resting(day: LawOfDay, item: Item, question: Question, facts: Facts) -> list[tuple[Rule, Suspension]]:
    """Return the rules that would apply, were they not suspended on that day; those of the item's own notice apart."""
    return [
        (rule, suspension)
        for rule, suspension in day.resting
        if any(
            scope_reaches(rule.measure, atom.code, listed=atom.listed) and rule.measure.instrument != atom.instrument
            for atom in item.atoms
        )
        and rule.reaches_destination(question.destination)
        and not any(weigh_facts(rule, question, facts))
    ]


def _rests(rule: Rule, suspension: Suspension) -> str:
    what = rule.measure.review_policy or rule.effect.plain
    until = "without an end" if suspension.valid_to == date.max else f"until {suspension.valid_to}"
    doubt = f", {suspension.doubt}" if suspension.doubt else ""
    span = f"from {suspension.valid_from} {until}"
    return f"{rule.measure.citation} ({what}) is suspended {span} ({suspension.citation}{doubt})."


def _shown(found: list[Found], kinds: frozenset[Kind]) -> tuple[Measure, ...]:
    return tuple(
        {rule.order: rule.measure for one in found for rule in one.shown if rule.measure.kind in kinds}.values()
    )


def _beyond(law: Law, on: date) -> str:
    return f"{on} lies after {law.regime.law_known_to}, the last day whose law the pack {law.regime.code} knows."


def _differing(item: Item, found: list[Found]) -> Reading:
    by_outcome: dict[Outcome, list[str]] = {}
    for atom, one in zip(item.atoms, found, strict=True):
        by_outcome.setdefault(one.outcome, []).append(atom.label)
    parts = "; ".join(
        f"{outcome.plain} for {_shortened(labels)}" for outcome, labels in sorted(by_outcome.items(), reverse=True)
    )
    why = f"The answer differs by paragraph: {parts}."
    return Reading(why, "", max(by_outcome))


def _which_paragraph(item: Item, found: list[Found]) -> OpenQuestion:
    asks = f"Which paragraph is the item: {_shortened([atom.label for atom in item.atoms])}?"
    return OpenQuestion(asks, "entry", (), max(one.outcome for one in found), "")


def _shortened(labels: list[str]) -> str:
    return ", ".join(labels) if len(labels) <= 12 else f"{', '.join(labels[:12])} and {len(labels) - 12} more"


def _telling(readings: tuple[Reading, ...], outcome: Outcome) -> tuple[Reading, ...]:
    """Keep, once each, the readings that make the answer or could still raise it."""
    kept = {
        (reading.why, reading.raises_to): reading
        for reading in readings
        if outcome is _READ or reading.raises_to > outcome
    }
    return tuple(kept.values())


def _assessed_on(question: Question) -> tuple[str, ...]:
    given = {
        "item": True,
        "destination": True,
        "end_use": bool(question.end_uses),
        "end_user": bool(question.end_users),
        "parties": bool(question.parties),
    }
    return tuple(name for name, is_given in given.items() if is_given)


def _doubt(item: Item, requirements: tuple[Requirement, ...], outcome: Outcome) -> Doubt:
    listed = worst_doubt(*(atom.doubt for atom in item.atoms))
    if outcome < _LICENCE or not requirements:
        return listed
    carrying = [held.doubt for held in requirements if held.measure.kind is not Kind.LICENCE or outcome is _LICENCE]
    surest = least_doubt(*carrying) if carrying else worst_doubt(*(held.doubt for held in requirements))
    return worst_doubt(listed, surest, *(review.doubt for held in requirements for review in held.review))
