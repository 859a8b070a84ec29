"""Says what is established for one question on one day, what stays open, and why.

`determine` is pure. The outcome is the strictest that the facts given establish; everything unsettled is named
with what it could raise the outcome to. `table` gives the same outcomes for many questions at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination.item import Atom, Item, item_on
from lockgate.regimes.determination.outcome import (
    CASE_BY_CASE,
    Determination,
    NotApplied,
    OpenQuestion,
    Outcome,
    Reading,
    Requirement,
    strictest_policy,
    strictness,
)
from lockgate.regimes.determination.question import Question
from lockgate.regimes.determination.law import Facts, Law, LawOfDay, Rule, scope_reaches
from lockgate.regimes.pack import DUTIES, WAYS, Doubt, Kind, Measure, worst_doubt

_FREE, _READ, _LICENCE, _FORBIDDEN = Outcome


class _Found(NamedTuple):
    """What one atom's rules came to. `standing` holds the rules of which every cell holds."""

    outcome: Outcome
    standing: list[Rule]
    readings: list[Reading]
    opened: list[tuple[Rule, str]]
    ways: list[Rule]
    failed: list[NotApplied]


def determine(question: Question, on: date, law: Law) -> Determination:
    """Answer `question` (made by `ask`) by the law of `on`, the regime's local day (made by `day_of`).

    Pure: the same question, day and pack give the same answer. Takes some tens of microseconds once the span
    of days has been worked out.
    """
    day = law.day(on)
    item = item_of(law, question.entry, question.goods_code, on)
    facts = law.facts(question)
    found = [_evaluate(atom, question, facts) for atom in item.atoms]
    place_readings = (*item.readings, *_readings_of_place(law, question.destination, on))
    outcome = max(certain(one.outcome for one in found), _READ if place_readings else _FREE)
    standing = _standing(item, found)
    reviews = tuple(rule.measure for rule in standing if rule.measure.kind is Kind.REVIEW)
    barring = sorted((rule for rule in standing if rule.effect >= _LICENCE), key=lambda rule: -rule.effect)
    requirements = tuple(_requirement(rule, reviews, item, found) for rule in barring)
    opened = list(_open_questions(found, requirements, law, outcome))
    readings = [reading for one in found for reading in one.readings]
    if len(found) > 1 and outcome is _READ:
        readings.insert(0, _differing(item, found))
        opened.insert(0, _which_paragraph(item, found))
    return Determination(
        question=question,
        on=on,
        outcome=outcome,
        assessed_on=_assessed_on(question),
        requirements=requirements,
        readings=_telling((*place_readings, *readings), outcome),
        open_questions=tuple(opened),
        tighter_reviews=_tighter_reviews(found, requirements, law),
        ways=_ways(found, outcome),
        duties=tuple(rule.measure for rule in standing if rule.measure.kind in DUTIES),
        candidates=item.candidates,
        remarks=(*item.remarks, *_resting(day, item, question, facts), *_later(law, on, outcome)),
        not_applied=tuple(row for one in found for row in one.failed)
        + tuple(row for atom in item.atoms for row in atom.dormant),
        doubt=_doubt(item, requirements, outcome),
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


def certain(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the strictest outcome that holds for every atom, or needs_reading where they differ too much."""
    held = list(outcomes)
    least, most = min(held), max(held)
    if least >= _LICENCE or least is most:
        return least
    return _READ


def _evaluate(atom: Atom, question: Question, facts: Facts) -> _Found:
    destination = question.destination
    outcome = _READ if atom.readings else _FREE
    standing: list[Rule] = []
    readings = list(atom.readings)
    opened: list[tuple[Rule, str]] = []
    ways: list[Rule] = []
    failed: list[NotApplied] = []
    for rule in atom.rules:
        if (rule.destinations is not None and destination not in rule.destinations) or destination in rule.excepted:
            failed.append(rule.elsewhere)
            continue
        unsettled = rule.unknown or (atom.listing_unknown and "any" not in rule.measure.entries)
        if rule.factual:
            failing, waiting, part_open = _facts_of(rule, question, facts)
            if failing:
                failed.append(NotApplied(rule.measure, failing))
                continue
            if rule.measure.kind in WAYS:
                ways.append(rule)
                continue
            if waiting:
                opened.append((rule, waiting))
                continue
            if part_open:
                opened.append((rule, "part"))
                unsettled = True
        if rule.measure.kind in WAYS:
            ways.append(rule)
        elif not unsettled:
            standing.append(rule)
            if rule.effect is _READ:
                readings.append(_prose(rule))
            if rule.effect > outcome:
                outcome = rule.effect
        elif rule.moves:
            readings.append(_unsettled(rule, atom))
            if outcome < _READ:
                outcome = _READ
        elif rule.measure.kind is Kind.REVIEW and rule.unknown:
            opened.append((rule, "dates"))
    return _Found(outcome, standing, readings, opened, ways, failed)


def _facts_of(rule: Rule, question: Question, facts: Facts) -> tuple[tuple[str, ...], str, bool]:
    """Return the cells that fail, the field that a rule waits for, and whether its part of the item is unsettled."""
    measure = rule.measure
    failing: list[str] = []
    waiting = ""
    if rule.end_uses is not None and not rule.end_uses & facts.uses:
        if rule.end_uses <= facts.not_uses:
            failing.append("end_use")
        waiting = "end_use"
    if rule.end_users is not None and not rule.end_users & facts.users:
        if rule.end_users <= facts.not_users:
            failing.append("end_user")
        waiting = waiting or "end_user"
    part_open = False
    if measure.asks or measure.part:
        answer = question.answers.get(measure.id)
        if answer is False:
            failing.append("part" if measure.part else "asks")
        elif answer is None and measure.asks:
            waiting = waiting or "asks"
        elif answer is None:
            part_open = True
    return tuple(failing), waiting, part_open


def _prose(rule: Rule) -> Reading:
    measure = rule.measure
    why = measure.condition or f"{measure.citation} is prose that the pack does not hold."
    return Reading(why, measure.citation, rule.raises_to, measure)


def _unsettled(rule: Rule, atom: Atom) -> Reading:
    measure = rule.measure
    if atom.listing_unknown and "any" not in measure.entries:
        why = f"The notice that lists {atom.code} was suspended, and no text on what followed is held; if it is listed again, {measure.citation} applies."
    elif rule.unknown:
        why = f"{measure.citation} was suspended, and no text on what followed is held."
    else:
        why = f"{measure.citation} applies to a part of {atom.code}: {measure.part}."
    return Reading(why, measure.citation, rule.raises_to, measure)


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


def _resting(day: LawOfDay, item: Item, question: Question, facts: Facts) -> tuple[str, ...]:
    """Say which rules would apply, were they not suspended on that day."""
    remarks: list[str] = []
    for rule, suspension in day.resting:
        measure = rule.measure
        reached = any(scope_reaches(measure, atom.code, listed=bool(atom.rules)) for atom in item.atoms)
        if not reached or (rule.destinations is not None and question.destination not in rule.destinations):
            continue
        failing, waiting, part_open = _facts_of(rule, question, facts)
        if not (failing or waiting or part_open or question.destination in rule.excepted):
            what = measure.review_policy or rule.effect.word.replace("_", " ")
            until = "without an end" if suspension.valid_to == date.max else f"until {suspension.valid_to}"
            doubt = f", {suspension.doubt}" if suspension.doubt else ""
            remarks.append(
                f"{measure.citation} ({what}) is suspended from {suspension.valid_from} {until}"
                f" ({suspension.citation}{doubt})."
            )
    return tuple(remarks)


def _ways(found: list[_Found], outcome: Outcome) -> tuple[Measure, ...]:
    if outcome not in (_READ, _LICENCE):
        return ()
    return tuple({rule.order: rule.measure for one in found for rule in one.ways}.values())


def _beyond(law: Law, on: date) -> str:
    return f"{on} lies after {law.regime.law_known_to}, the last day whose law the pack {law.regime.code} knows."


def _standing(item: Item, found: list[_Found]) -> list[Rule]:
    """Return the rules that stand, in pack order; of several atoms only what all have in common or what is a requirement."""
    if len(found) == 1:
        return found[0].standing
    seen: dict[int, Rule] = {}
    counts: dict[int, int] = {}
    for one in found:
        for rule in one.standing:
            seen[rule.order] = rule
            counts[rule.order] = counts.get(rule.order, 0) + 1
    certain_licence = certain(one.outcome for one in found) >= _LICENCE
    return [
        seen[order]
        for order in sorted(seen)
        if counts[order] == len(found) or (certain_licence and seen[order].effect >= _LICENCE)
    ]


def _requirement(rule: Rule, reviews: tuple[Measure, ...], item: Item, found: list[_Found]) -> Requirement:
    measure = rule.measure
    only_for: tuple[str, ...] = ()
    if len(found) > 1:
        reached = tuple(atom.label for atom, one in zip(item.atoms, found, strict=True) if rule in one.standing)
        only_for = () if len(reached) == len(found) else reached
    if measure.kind is Kind.PROHIBITION:
        return Requirement(measure, "", (), measure.doubt, only_for)
    stated = (measure.review_policy,) if measure.review_policy else ()
    policy = strictest_policy((*stated, *(review.review_policy for review in reviews))) or CASE_BY_CASE
    doubt = worst_doubt(measure.doubt, *(review.doubt for review in reviews))
    return Requirement(measure, policy, reviews, doubt, only_for)


def _open_questions(
    found: list[_Found], requirements: tuple[Requirement, ...], law: Law, outcome: Outcome
) -> Iterable[OpenQuestion]:
    """Return, once each, the facts not given that could raise the outcome.

    Beside a licence that is required anyway stand those that would add a stricter review, and those about the
    destination itself (its region, a measure against it). The same question about several rules is put once; its `also` names the others that the answer settles.
    """
    held = strictness(strictest_policy(tuple(one.review_policy for one in requirements)))
    asked: dict[tuple[str, str], OpenQuestion] = {}
    for rule, field in {(rule, field): None for one in found for rule, field in one.opened}:
        if not rule.moves:
            continue
        raises_to = rule.raises_to_if_true(field)
        measure = rule.measure
        of_the_place = measure.asks and measure.destinations
        adds = outcome is raises_to is _LICENCE and (of_the_place or strictness(measure.review_policy) > held)
        if raises_to > outcome or adds:
            question = law.questions.get((rule, field))
            if question is None:
                question = open_question(rule, field, law)
                law.questions.put((rule, field), question)
            first = asked.get((field, question.asks))
            if first is None:
                asked[field, question.asks] = question
            else:
                grown = first._replace(also=(*first.also, rule.measure.id), raises_to=max(first.raises_to, raises_to))
                asked[field, question.asks] = grown
    return asked.values()


def open_question(rule: Rule, field: str, law: Law) -> OpenQuestion:
    """Put the fact that `rule` waits for into a question; `field` is end_use, end_user, asks, part or dates."""
    measure = rule.measure
    words: tuple[str, ...] = ()
    if field == "end_use":
        words = measure.end_uses
        asks = " ".join(law.end_uses[word].asks for word in words)
    elif field == "end_user":
        words = measure.end_users
        asks = " ".join(law.end_users[word].asks for word in words)
    elif field == "dates":
        asks = f"{measure.citation} was suspended, and no text on what followed is held: does it apply again?"
    elif field == "part":
        asks = f"Is the item this: {measure.part}?"
    else:
        asks = measure.asks
    raises_to = rule.raises_to_if_true(field) if rule.moves else _LICENCE
    return OpenQuestion(asks, field, words, raises_to, measure.citation, measure, measure.review_policy)


def _tighter_reviews(
    found: list[_Found], requirements: tuple[Requirement, ...], law: Law
) -> tuple[OpenQuestion, ...]:
    if not any(held.review_policy for held in requirements):
        return ()
    held = strictest_policy(tuple(one.review_policy for one in requirements if one.review_policy))
    tighter: dict[str, OpenQuestion] = {}
    for one in found:
        for rule, field in one.opened:
            measure = rule.measure
            if measure.kind is Kind.REVIEW and strictness(measure.review_policy) > strictness(held):
                tighter[measure.id] = open_question(rule, field, law)
    return tuple(tighter.values())


def _differing(item: Item, found: list[_Found]) -> Reading:
    by_outcome: dict[Outcome, list[str]] = {}
    for atom, one in zip(item.atoms, found, strict=True):
        by_outcome.setdefault(one.outcome, []).append(atom.label)
    parts = "; ".join(
        f"{outcome.word} for {_shortened(labels)}" for outcome, labels in sorted(by_outcome.items(), reverse=True)
    )
    why = f"The answer differs by paragraph: {parts}."
    return Reading(why, "", max(by_outcome))


def _which_paragraph(item: Item, found: list[_Found]) -> OpenQuestion:
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
    surest = min(
        (worst_doubt(held.doubt) for held in requirements if held.measure.kind is not Kind.LICENCE or outcome is _LICENCE),
        key=lambda doubt: ("", "derived", "remembered").index(doubt),
        default=worst_doubt(*(held.doubt for held in requirements)),
    )
    return worst_doubt(listed, surest)
