"""What an episode's own script says of its cases and of what left, as a real system is to find it after the play."""

from __future__ import annotations

from collections import Counter
from datetime import date

from lockgate.simulation.fit import CaseOutcome
from lockgate.simulation.happenings import Confirmed, Declaration, Drafted, Episode, Proposed, Submitted
from lockgate.simulation.items import is_magnet


def outcomes_told(episode: Episode) -> tuple[CaseOutcome, ...]:
    """Return what becomes of every application that is submitted."""
    submitted: dict[str, date] = {}
    decided: dict[str, date] = {}
    granted: dict[str, bool] = {}
    for told in episode.happenings:
        match told:
            case Submitted():
                submitted[told.application] = told.at.date()
            case Proposed():
                granted[told.application] = any(line.outcome.startswith("granted") for line in told.lines)
            case Confirmed():
                decided[told.application] = told.at.date()
    return tuple(
        CaseOutcome(key, on, decided.get(key), key in decided and granted[key]) for key, on in submitted.items()
    )


def magnets_drawn_told(episode: Episode) -> dict[str, int]:
    """Return the kg of magnets that leave under licences, by month."""
    entries: dict[tuple[str, int], str] = {}
    drawn: Counter[str] = Counter()
    for told in episode.happenings:
        if isinstance(told, Drafted):
            entries |= {(told.application, number): line.entry for number, line in enumerate(told.lines, 1)}
        elif isinstance(told, Declaration) and not told.expected and is_magnet(entries[told.application, told.line]):
            drawn[f"{told.at:%Y-%m}"] += told.quantity_kg
    return dict(drawn)
