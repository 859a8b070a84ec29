"""Choose the fitted parameters of the magnet episode, so that the world comes near to what was reported.

Run `.venv/bin/python -m tools.fit_magnet_episode`. A coordinate search: each parameter in turn is moved up and down by
a step, what is better is kept, and the steps are halved when a round brings little. What is minimised is the sum of
the squared errors of the mean over the episodes that docs/methods/simulation.md shows, each in units of what would be
good for its row. What it prints is committed in src/lockgate/simulation/parameters.py by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from statistics import fmean
from typing import Any

from lockgate.simulation.parameters import FITTED, Parameters
from tools.simulation_page import EPISODES, rows_told

STEPS = {
    "share_free": 0.1,
    "pipeline_days": 0.1,
    "wanted_stock": 0.15,
    "lot_days": 0.15,
    "anticipation": 0.3,
    "hours_to_mid_may": 0.3,
    "hours_late_may": 0.3,
    "hours_june": 0.2,
    "hours_july": 0.2,
    "hours_from_august": 0.2,
    "priority_hours": 0.2,
    "vetting_days": 0.2,
    "chamber_hazard": 0.3,
}
"""The parameters that are fitted, and by which part of itself each is moved at first."""
GOOD = {"firms": 1.0, "share": 0.03}
GOOD_PART_OF_TONNES = 0.04


def mean_errors(parameters: Parameters) -> dict[tuple[str, str], float]:
    """Return the mean error of each row over the episodes, in units of what would be good for it."""
    errors: dict[tuple[str, str], list[float]] = {}
    for size, seed in EPISODES:
        for row in rows_told(parameters, size, seed):
            good = GOOD.get(row.unit, row.reported * GOOD_PART_OF_TONNES)
            missing = 0.0 if row.error is None else row.error
            errors.setdefault((row.date, row.what), []).append(missing / good)
    return {row: fmean(held) for row, held in errors.items()}


def distance(parameters: Parameters) -> float:
    """Return the sum of the squared mean errors."""
    return sum(error**2 for error in mean_errors(parameters).values())


def search(parameters: Parameters, rounds: int, first: float) -> Parameters:
    """Move one parameter after the other while that brings the world nearer."""
    best, steps = distance(parameters), {name: step * first for name, step in STEPS.items()}
    for round_number in range(1, rounds + 1):
        before = best
        for name in STEPS:
            for factor in (1 + steps[name], 1 / (1 + steps[name])):
                moved = replace(parameters, **_moved(parameters, name, factor))
                if (found := distance(moved)) < best:
                    best, parameters = found, moved
                    break
        print(f"round {round_number}: {best:.2f} {values(parameters)}", flush=True)
        if before - best < 0.02 * before:
            steps = {name: step / 2 for name, step in steps.items()}
    return parameters


def values(parameters: Parameters) -> Mapping[str, float]:
    """Return the fitted parameters by name, as they are committed."""
    return {name: getattr(parameters, name) for name in STEPS}


def _moved(parameters: Parameters, name: str, factor: float) -> dict[str, Any]:
    return {name: float(f"{getattr(parameters, name) * factor:.3g}")}


def main() -> None:
    """Search, and print the parameters and the errors that they reach."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8, help="0 only prints the errors of the parameters as they are")
    parser.add_argument("--first-step", type=float, default=1.0, help="of what part of itself the first steps are")
    asked = parser.parse_args()
    fitted = search(FITTED, asked.rounds, asked.first_step)
    for name, value in values(fitted).items():
        print(f"{name} = {value}")
    for size, seed in EPISODES:
        print(f"seed {seed}, size {size}")
        for row in rows_told(fitted, size, seed):
            model, error = ("-", "-") if row.model is None else (f"{row.model:.3f}", f"{row.error:+.3f}")
            print(f"  {row.date:10} {row.what[:60]:60} {row.reported:10.3f} {model:>10} {error:>10} {row.unit}")


if __name__ == "__main__":
    main()
