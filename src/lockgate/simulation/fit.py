"""How near a world that was lived through comes to what was reported: reported, model and error, row by row.

The rows are fitted, and predict nothing: the parameters were chosen so that they come out near. An error is model
minus reported, in the row's unit. Firms are counted as they are: in a world with fewer exporters than the full one
each stands for several, so that row says less there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from lockgate.simulation import reported
from lockgate.simulation.happenings import Drafted, Episode
from lockgate.simulation.reported import Reported


class CaseOutcome(NamedTuple):
    """What became of an application: the days of its submission and decision, and whether any line was granted."""

    application: str
    submitted_on: date
    decided_on: date | None
    granted: bool


class FitRow(NamedTuple):
    """A figure that is fitted. `date` is a day or a month; `model` and `error` are None where nothing was counted."""

    date: str
    what: str
    reported: float
    model: float | None
    error: float | None
    unit: str


def fit_rows(*, episode: Episode, outcomes: Iterable[CaseOutcome], drawn_kg: Mapping[str, int]) -> tuple[FitRow, ...]:
    """Hold what became of an episode's applications against what was reported, in the order of time.

    `drawn_kg` has the magnets that left under licences by month ("2025-04"), not the other items: the tariff line
    holds magnets alone.
    """
    held = tuple(outcomes)
    rows = [_first_licences(episode, held)]
    automotive = episode.populations["european_automotive"]
    rows += [_share(figure, held, automotive) for figure in reported.EUROPEAN_AUTOMOTIVE]
    rows.append(_share(reported.CHAMBER, held, episode.populations["brought_to_the_chamber"]))
    rows += [
        _row(month, "rare-earth magnets exported", tonnes, _tonnes(episode, drawn_kg, month), "t")
        for month, tonnes in reported.MAGNETS_TONNES.items()
    ]
    return tuple(rows)


def _row(on: str, what: str, figure: float, model: float | None, unit: str) -> FitRow:
    return FitRow(on, what, figure, model, None if model is None else model - figure, unit)


def _first_licences(episode: Episode, outcomes: Iterable[CaseOutcome]) -> FitRow:
    figure = reported.FIRST_LICENCES
    exporters = {told.application: told.exporter for told in episode.happenings if isinstance(told, Drafted)}
    firms = {exporters[outcome.application] for outcome in outcomes if _is_approved(outcome, figure.on)}
    return _row(figure.on.isoformat(), figure.what, figure.figure, float(len(firms)), "firms")


def _share(figure: Reported, outcomes: Iterable[CaseOutcome], population: Collection[str]) -> FitRow:
    """Share approved, of those submitted by the day; an application that mends a returned one is one more."""
    counted = [
        outcome for outcome in outcomes if outcome.application in population and outcome.submitted_on <= figure.on
    ]
    approved = sum(_is_approved(outcome, figure.on) for outcome in counted)
    share = approved / len(counted) if counted else None
    return _row(figure.on.isoformat(), figure.what, figure.figure, share, "share")


def _is_approved(outcome: CaseOutcome, on: date) -> bool:
    return outcome.granted and outcome.decided_on is not None and outcome.decided_on <= on


def _tonnes(episode: Episode, drawn_kg: Mapping[str, int], month: str) -> float:
    free = sum(kg for day, kg in episode.free_kg.items() if f"{day:%Y-%m}" == month)
    return (free + drawn_kg.get(month, 0)) / 1000
