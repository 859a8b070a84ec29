"""The facts that were not given and could raise the answer, or tighten the review, as questions for a short form."""

from __future__ import annotations

from collections.abc import Iterable

from lockgate.regimes.determination.evaluation import Found
from lockgate.regimes.determination.law import Law, Rule
from lockgate.regimes.determination.outcome import (
    OpenQuestion,
    Outcome,
    Requirement,
    strictest_policy,
    strictness,
)
from lockgate.regimes.pack import Kind


def open_questions(
    found: list[Found], requirements: tuple[Requirement, ...], law: Law, outcome: Outcome
) -> Iterable[OpenQuestion]:
    """Return, once each, the facts not given that could raise the outcome.

    Beside a licence that is required anyway stand those that would add a stricter review, and those about the
    destination itself (its region, a measure against it). The same question about several
    rules is put once; its `also` names the others that the answer settles.
    """
    held = strictness(strictest_policy(tuple(one.review_policy for one in requirements)))
    asked: dict[tuple[str, str], OpenQuestion] = {}
    for rule, field in {(rule, field): None for one in found for rule, field in one.opened}:
        if not rule.moves:
            continue
        raises_to = rule.raises_to_if_true(field)
        if raises_to <= outcome < rule.raises_to and outcome >= Outcome.LICENCE_REQUIRED:
            raises_to = rule.raises_to  # what the rule says has to be read, and reading it could raise the answer
        measure = rule.measure
        of_the_place = measure.asks and measure.destinations
        adds = outcome is raises_to is Outcome.LICENCE_REQUIRED and (
            of_the_place or strictness(measure.review_policy) > held
        )
        if raises_to > outcome or adds:
            question = law.questions.get((rule, field))
            if question is None:
                question = open_question(rule, field, law)
                law.questions.put((rule, field), question)
            first = asked.get((field, question.asks))
            if first is None:
                asked[field, question.asks] = question._replace(raises_to=raises_to)
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
    raises_to = rule.raises_to_if_true(field) if rule.moves else Outcome.LICENCE_REQUIRED
    return OpenQuestion(asks, field, words, raises_to, measure.citation, measure, measure.review_policy)


def tighter_reviews(found: list[Found], requirements: tuple[Requirement, ...], law: Law) -> tuple[OpenQuestion, ...]:
    """Return the facts that would not raise the outcome, but would make the review of a required licence stricter."""
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
