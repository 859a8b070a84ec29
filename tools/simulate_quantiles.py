"""How often the interval of a quantile holds the true day, with few lines: docs/methods/pace-quantile-coverage.csv.

    python -m tools.simulate_quantiles

takes some minutes, and gives the same figures again. tests/insight/pace/test_quantile_coverage.py holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from lockgate.insight.pace.curves import Pace, pace_of
from lockgate.insight.pace.quantiles import quantile_days
from tools.simulate_pace import SIMULATIONS, Row, row_of, write

TABLE: Final = Path(__file__).parents[1] / "docs/methods/pace-quantile-coverage.csv"
SIZES: Final = (2, 4, 10, 20, 50, 200)
QUANTILES: Final = (0.25, 0.5, 0.75, 0.9)
SEED: Final = 7
MEAN_WAIT: Final = 400
"""So long that two lines seldom end on one day: whole days then hide nothing."""
GRANTED: Final = 0.95
FOLLOWED: Final = 1500
"""Where lines are censored each is followed for 0 to so many days: a quarter still wait."""
FIGURES: Final = {"day of a grant": 1, "day of any end": 0}


def quantile_coverage_rows(*, sizes: tuple[int, ...] = SIZES, simulations: int = SIMULATIONS) -> Iterator[Row]:
    """Simulate each size, first with all lines followed to their end, then with some that still wait."""
    chance = np.random.default_rng(SEED)
    for censored in (False, True):
        for n in sizes:
            yield from _rows(n, simulations, chance, censored=censored)


def true_day(outcome: int, quantile: float) -> int:
    """Return the first day by which so many of all lines have come to a grant (1) or to any end (0)."""
    ended = quantile / GRANTED if outcome else quantile
    return int(np.ceil(-MEAN_WAIT * np.log1p(-ended))) - 1


def _rows(n: int, simulations: int, chance: np.random.Generator, *, censored: bool) -> Iterator[Row]:
    truths = {name: [true_day(outcome, each) for each in QUANTILES] for name, outcome in FIGURES.items()}
    held = {name: np.zeros(len(QUANTILES)) for name in FIGURES}
    for _ in range(simulations):
        pace = _drawn(n, chance, censored=censored)
        for name, outcome in FIGURES.items():
            told = quantile_days(pace, outcome, QUANTILES)
            held[name] += [one.holds(day) for one, day in zip(told, truths[name], strict=True)]
    for name in FIGURES:
        for quantile, day, count in zip(QUANTILES, truths[name], held[name], strict=True):
            figure = f"{name}, {'some' if censored else 'none'} pending"
            yield row_of(n, simulations)(figure, f"{quantile:.0%}", day, count, "not below")


def _drawn(n: int, chance: np.random.Generator, *, censored: bool) -> Pace:
    ends = np.floor(chance.exponential(MEAN_WAIT, n)).astype(np.int64)
    kind = np.where(chance.random(n) < GRANTED, 1, 2)
    followed = chance.integers(0, FOLLOWED + 1, n)
    pending = (ends > followed) & censored
    return pace_of(np.where(pending, followed, ends), np.where(pending, 0, kind), kinds=2)


def main() -> None:
    """Simulate with the full counts, and write the file."""
    write(TABLE, quantile_coverage_rows())


if __name__ == "__main__":
    main()
