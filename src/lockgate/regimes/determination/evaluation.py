"""Weighs the rules that reach one atom against the destination and the facts of a question.

`engine` puts the findings of several atoms together. A rule that fails a cell is out, one that waits for a fact is
open, one that cannot be settled needs reading; only a rule of which every cell holds stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lockgate.regimes.determination.item import Atom
from lockgate.regimes.determination.law import Facts, Rule
from lockgate.regimes.determination.outcome import NotApplied, Outcome, Reading
from lockgate.regimes.determination.question import Question
from lockgate.regimes.pack import DUTIES, WAYS

SHOWN = WAYS | DUTIES
"""Kinds that never move the outcome; they are shown with what they depend on, unless a cell fails."""


@dataclass(slots=True)
class Found:
    """What one atom's rules came to; `opened` names with each rule the field that it waits for."""

    outcome: Outcome
    readings: list[Reading]
    standing: list[Rule] = field(default_factory=list)
    opened: list[tuple[Rule, str]] = field(default_factory=list)
    shown: list[Rule] = field(default_factory=list)
    failed: list[NotApplied] = field(default_factory=list)


def evaluate(atom: Atom, question: Question, facts: Facts) -> Found:
    """Weigh every rule that reaches `atom`."""
    found = Found(Outcome.NEEDS_READING if atom.readings else Outcome.NOT_REQUIRED, list(atom.readings))
    destination = question.destination
    for rule in atom.rules:
        if not rule.reaches_destination(destination):
            found.failed.append(rule.elsewhere)
        elif rule.factual:
            _weigh_with_facts(found, atom, rule, question, facts)
        else:
            _weigh(found, atom, rule, open_cell="")
    return found


def _weigh_with_facts(found: Found, atom: Atom, rule: Rule, question: Question, facts: Facts) -> None:
    failing, waiting, open_cell = weigh_facts(rule, question, facts)
    if failing:
        found.failed.append(NotApplied(rule.measure, failing))
    elif waiting and rule.measure.kind not in SHOWN:
        found.opened.append((rule, waiting))
    else:
        _weigh(found, atom, rule, open_cell=open_cell)


def _weigh(found: Found, atom: Atom, rule: Rule, *, open_cell: str) -> None:
    measure = rule.measure
    if measure.kind in SHOWN:
        found.shown.append(rule)
        return
    if open_cell and not (open_cell == "dates" and (measure.part or measure.asks)):
        found.opened.append((rule, open_cell))
    if not (open_cell or _is_perhaps_unlisted(rule, atom)):
        found.standing.append(rule)
        if rule.effect is Outcome.NEEDS_READING:
            found.readings.append(_prose(rule))
        found.outcome = max(found.outcome, rule.effect)
    elif rule.moves:
        found.readings.append(_unsettled(rule, atom))
        found.outcome = max(found.outcome, Outcome.NEEDS_READING)


def _is_perhaps_unlisted(rule: Rule, atom: Atom) -> bool:
    """Say whether the rule waits for the listing; a rule of the notice that lists the item waits for itself only."""
    measure = rule.measure
    return atom.listing_unknown and "any" not in measure.entries and measure.instrument != atom.instrument


def weigh_facts(rule: Rule, question: Question, facts: Facts) -> tuple[tuple[str, ...], str, str]:
    """Weigh the cells of `rule` that wait for facts.

    Return the cells that fail, the field that the rule waits for, and the cell (part or dates) that leaves it
    unsettled although nothing fails.
    """
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
    if waiting and question.answers.get(measure.id) is False:
        failing.append(waiting)
    open_cell = "dates" if rule.unknown else ""
    if measure.asks or measure.part or rule.unknown:
        answer = question.answers.get(measure.id)
        asked = "asks" if measure.asks else "part" if measure.part else "dates"
        if answer is False:
            failing.append(asked)
        elif answer is None and asked == "asks":
            waiting = waiting or asked
        else:
            open_cell = asked if answer is None else "" if asked == "dates" else open_cell
    return tuple(failing), waiting, open_cell


def _prose(rule: Rule) -> Reading:
    measure = rule.measure
    why = measure.condition or f"{measure.citation} is prose that the pack does not hold."
    return Reading(why, measure.citation, rule.raises_to, measure)


def _unsettled(rule: Rule, atom: Atom) -> Reading:
    measure = rule.measure
    if _is_perhaps_unlisted(rule, atom):
        why = (
            f"The notice that lists {atom.code} was suspended, and no text on what followed is held; "
            f"if it is listed again, {measure.citation} applies."
        )
    elif rule.unknown:
        why = f"{measure.citation} was suspended, and no text on what followed is held."
    else:
        why = f"A rule reaches only this part of {atom.code}: {measure.part}."
    return Reading(why, measure.citation, rule.raises_to, measure)
