"""How a picture moved: a few items towards a few destinations on every day on which their law changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lockgate.regimes.determination import ask, determine
from lockgate.regimes.determination.law import Law

ITEMS = {
    "gallium metal": "3C001.a",
    "germanium metal": "3C002.a",
    "high-grade artificial graphite": "1C108.b",
    "terbium magnets": "1C904.a.4",
    "holmium metal": "1C909.a.1",
}
DESTINATIONS = ("US", "JP", "DE")


@dataclass(frozen=True, slots=True)
class Moment:
    """The answers of one day: for each item and destination the outcome's word and the review policy."""

    on: date
    answers: dict[tuple[str, str], tuple[str, str]]


def moments(law: Law) -> list[Moment]:
    """Return the days on which any answer for ITEMS and DESTINATIONS changed, with all answers, civil end use."""
    held: list[Moment] = []
    last = law.regime.law_known_to
    for on in [day for day in law.change_days if law.regime.law_from <= day <= last]:
        answers = {(item, to): _answer(law, code, to, on) for item, code in ITEMS.items() for to in DESTINATIONS}
        if not held or held[-1].answers != answers:
            held.append(Moment(on, answers))
    return held


def _answer(law: Law, code: str, destination: str, on: date) -> tuple[str, str]:
    answer = determine(ask(law, entry=code, destination=destination, end_use="civil"), on, law)
    return answer.outcome.word, answer.review_policy


def share_of_destinations(law: Law, code: str, on: date, destinations: list[str]) -> float:
    """Return the share of destinations to which an item needs a licence, or is forbidden, on a day."""
    outcomes = [_answer(law, code, destination, on)[0] for destination in destinations]
    return sum(outcome in ("licence_required", "prohibited") for outcome in outcomes) / len(outcomes)
