"""The generated part of docs/methods/simulation.md: how near the world comes to what was reported, its parameters."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from datetime import date

from lockgate.regimes.shelf import law_of
from lockgate.regimes.working_calendar import WorkingCalendar
from lockgate.simulation import parameters as module
from lockgate.simulation.as_told import magnets_drawn_told, outcomes_told
from lockgate.simulation.fit import FitRow, fit_rows
from lockgate.simulation.magnet_episode import live_through
from lockgate.simulation.parameters import FITTED, Parameters

EPISODES = ((1000, 1), (1000, 2), (1000, 3), (3000, 1))
"""Sizes and seeds whose errors are shown; the first is the demo's default."""
WORKING_DAYS = WorkingCalendar(law_of("cn-dual-use").pack.calendar)


def rows_told(parameters: Parameters, size: int, seed: int) -> tuple[FitRow, ...]:
    """Live through an episode, and hold what its own script tells against what was reported."""
    episode = live_through(size=size, seed=seed, working_days=WORKING_DAYS.is_working_day, parameters=parameters)
    return fit_rows(episode=episode, outcomes=outcomes_told(episode), drawn_kg=magnets_drawn_told(episode))


def simulation_tables() -> str:
    """Write the table of the fit, and that of the parameters."""
    told = [rows_told(FITTED, size, seed) for size, seed in EPISODES]
    others = [f"{size:,}, seed {seed}" for size, seed in EPISODES[1:]]
    lines = [
        "| date | what | reported | model | error | " + " | ".join(f"error at {other}" for other in others) + " |",
        "| --- | --- | ---: | ---: | ---: |" + " ---: |" * len(others),
    ]
    for rows in zip(*told, strict=True):
        row = rows[0]
        figures = [_figure(row.reported, row), _figure(row.model, row), *(_error(one) for one in rows)]
        lines.append(f"| {row.date} | {row.what}, {row.unit} | {' | '.join(figures)} |")
    lines += ["", "| parameter | value | what it is, and from where |", "| --- | ---: | --- |"]
    lines += [f"| `{name}` | {_value(getattr(FITTED, name))} | {said} |" for name, said in _documented()]
    return "\n".join(lines) + "\n"


def _documented() -> Iterator[tuple[str, str]]:
    """Yield each parameter with the sentence that stands under it."""
    [told] = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)]
    fields = told.body[1:]
    for field, following in zip(fields, [*fields[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            says = following.value if isinstance(following, ast.Expr) else None
            text = says.value if isinstance(says, ast.Constant) else "as the one above"
            yield field.target.id, " ".join(str(text).split())


def _value(held: float | date) -> str:
    return f"{held:,.0f}" if isinstance(held, float) and held > 1000 else str(held)


def _figure(figure: float | None, row: FitRow) -> str:
    if figure is None:
        return "-"
    return f"{figure:.3f}" if row.unit == "share" else f"{figure:,.0f}"


def _error(row: FitRow) -> str:
    if row.error is None:
        return "-"
    return f"{row.error:+.3f}" if row.unit == "share" else f"{row.error:+,.0f}"
