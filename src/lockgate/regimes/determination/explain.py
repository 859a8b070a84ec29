"""Puts a determination into words and into plain data; the same sentences everywhere: pages, API, CLI, files.

Nothing is decided here. The contradiction comes first, then what stands, then what must be read, then remarks.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.outcome import (
    Candidate,
    Determination,
    NotApplied,
    OpenQuestion,
    Outcome,
    Reading,
    Requirement,
)
from lockgate.regimes.pack import DOUBTS, Doubt, Kind, Measure, worst_doubt

HEADLINES = {
    Outcome.PROHIBITED: "Prohibited.",
    Outcome.LICENCE_REQUIRED: "A licence is required.",
    Outcome.NEEDS_READING: "The law has to be read: the answer is not certain.",
    Outcome.NOT_REQUIRED: "No licence is required, as far as the facts given go.",
}


def headline(determination: Determination) -> str:
    """Return the answer in one plain sentence, with the review policy where a licence is required."""
    said = HEADLINES[determination.outcome]
    policy = determination.review_policy
    if determination.outcome is Outcome.LICENCE_REQUIRED and policy not in ("", "case by case"):
        said = (
            f"A licence is required, reviewed with {policy}."
            if "presumption" in policy or "policy" in policy
            else (f"A licence is required; review: {policy}.")
        )
    return said


def reasons(determination: Determination) -> list[str]:
    """Return the sentences that carry the answer, the gravest first, each with its citation."""
    held = [requirement_sentence(requirement) for requirement in determination.requirements]
    read = [reading_sentence(reading) for reading in determination.readings]
    if determination.contradiction:
        said = [sentence for sentence in read if sentence.startswith(determination.contradiction)]
        read = [sentence for sentence in read if sentence not in said]
        held = [*(said or [determination.contradiction]), *held]
    sentences = [*held, *read, *determination.remarks]
    if not held and not read:
        sentences.insert(0, _free_sentence(determination))
    return list(dict.fromkeys(sentences))


def _free_sentence(determination: Determination) -> str:
    question = determination.question
    country = COUNTRIES[question.destination].name_en
    item = question.entry or question.goods_code
    return (
        f"No rule of {question.regime} that was evaluated requires a licence for {item} to {country} "
        f"on {determination.on}."
    )


def requirement_sentence(requirement: Requirement) -> str:
    """Say which rule stands, for what reason, how it is reviewed, and where it is written."""
    measure = requirement.measure
    what = "Forbidden" if measure.kind is Kind.PROHIBITION else "A licence is required"
    reason = f" for {measure.reason} reasons" if measure.reason else ""
    only = f" for {', '.join(requirement.only_for)}" if requirement.only_for else ""
    review = f"; review: {requirement.review_policy}" if requirement.review_policy else ""
    by = "".join(f" ({held.citation}{_doubt_of_review(held)})" for held in requirement.review)
    terms = f" {measure.condition.rstrip('.')}." if measure.condition else ""
    return f"{what}{reason}{only}{review}{by} [{measure.citation}]{doubtful(requirement.doubt)}.{terms}"


def term_sentence(measure: Measure) -> str:
    """Say what a way to satisfy a requirement, or a duty, asks for, of whom, and where it is written."""
    kind = measure.kind.value.replace("_", " ").capitalize()
    terms = measure.condition or measure.part or measure.note or "see the text"
    only = ", ".join((*measure.end_uses, *measure.end_users))
    limited = f"; only for {only}" if only else ""
    limited += f"; it depends on this: {measure.asks}" if measure.asks else ""
    return f"{kind}: {terms.rstrip('.')}{limited} [{measure.citation}]{doubtful(measure.doubt)}."


def reading_sentence(reading: Reading) -> str:
    """Say what has to be read, what it could raise the answer to, and where it is written."""
    cited = f" [{reading.citation}]" if reading.citation else ""
    doubt = doubtful(reading.measure.doubt) if reading.measure else ""
    return f"{reading.why.rstrip('.')}: could rise to {reading.raises_to.plain}{cited}{doubt}."


def _doubt_of_review(review: Measure) -> str:
    return f"; {DOUBTS[review.doubt]}" if review.doubt else ""


def doubtful(doubt: Doubt) -> str:
    """Return what a doubt means, in brackets to stand behind a sentence; nothing where there is none."""
    return f" ({DOUBTS[doubt]})" if doubt else ""


def assessed(determination: Determination) -> str:
    """Say which facts the answer rests on, so that nobody reads more into it."""
    given = ", ".join(word.replace("_", " ") for word in determination.assessed_on)
    return f"Assessed on: {given}."


def as_data(determination: Determination, law: Law, *, trace: bool = False) -> dict[str, Any]:
    """Return the determination as plain values, ready for JSON; with `trace` also the rules that did not apply."""
    question, regime = determination.question, law.regime
    data: dict[str, Any] = {
        "regime": regime.code,
        "synthetic": regime.synthetic,
        "on": determination.on.isoformat(),
        "law_known_to": regime.law_known_to.isoformat(),
        "question": {
            "destination": question.destination,
            "entry": question.entry or None,
            "goods_code": question.goods_code or None,
            "end_use": list(question.end_uses),
            "end_user": list(question.end_users),
            "parties": [{"role": party.role, "facts": list(party.facts)} for party in question.parties],
            "quantity": _amount(question.quantity),
            "unit": question.unit or None,
            "value": _amount(question.value),
            "currency": question.currency or None,
            "answers": dict(question.answers),
        },
        "outcome": determination.outcome.word,
        "review_policy": determination.review_policy or None,
        "headline": headline(determination),
        "assessed_on": list(determination.assessed_on),
        "reasons": reasons(determination),
        "requirements": [requirement_data(held) for held in determination.requirements],
        "readings": [_reading_data(held) for held in determination.readings],
        "open_questions": [open_question_data(held) for held in determination.open_questions],
        "tighter_reviews": [open_question_data(held) for held in determination.tighter_reviews],
        "ways": [_measure_data(held) for held in determination.ways],
        "duties": [_measure_data(held) for held in determination.duties],
        "candidates": [_candidate_data(held) for held in determination.candidates],
        "remarks": list(determination.remarks),
        "doubt": determination.doubt or None,
    }
    if trace:
        data["not_applied"] = [_not_applied_data(held) for held in determination.not_applied]
    return data


def _amount(amount: object) -> str | None:
    return None if amount is None else str(amount)


def requirement_data(requirement: Requirement) -> dict[str, Any]:
    """Return a requirement as plain values."""
    measure = requirement.measure
    return {
        "measure": measure.id,
        "kind": measure.kind.value,
        "reason": measure.reason or None,
        "review_policy": requirement.review_policy or None,
        "reviewed_by": [held.id for held in requirement.review],
        "citation": measure.citation,
        "doubt": requirement.doubt or None,
        "review_doubt": worst_doubt(*(held.doubt for held in requirement.review)) or None,
        "only_for": list(requirement.only_for),
    }


def open_question_data(held: OpenQuestion) -> dict[str, Any]:
    """Return an open question as plain values; `field` and `words` say how to answer it."""
    return {
        "asks": held.asks,
        "raises_to": held.raises_to.word,
        "citation": held.citation,
        "measure": held.measure.id if held.measure else None,
        "also": list(held.also),
        "field": held.field,
        "words": list(held.words),
        "review_policy": held.review_policy or None,
        "doubt": (held.measure.doubt or None) if held.measure else None,
    }


def _reading_data(held: Reading) -> dict[str, Any]:
    return {
        "why": held.why,
        "raises_to": held.raises_to.word,
        "citation": held.citation or None,
        "measure": held.measure.id if held.measure else None,
        "doubt": (held.measure.doubt or None) if held.measure else None,
    }


def _measure_data(measure: Measure) -> dict[str, Any]:
    return {
        "measure": measure.id,
        "kind": measure.kind.value,
        "condition": measure.condition or None,
        "citation": measure.citation,
        "doubt": measure.doubt or None,
    }


def _candidate_data(held: Candidate) -> dict[str, Any]:
    return {
        "entry": held.entry,
        "heading": held.heading,
        "goods_code": held.goods_code,
        "relation": held.relation,
        "valid_from": None if held.valid_from == date.min else held.valid_from.isoformat(),
        "valid_to": None if held.valid_to == date.max else held.valid_to.isoformat(),
        "listed": held.listed,
    }


def _not_applied_data(held: NotApplied) -> dict[str, Any]:
    return {"measure": held.measure.id, "citation": held.measure.citation, "failed": list(held.cells)}
