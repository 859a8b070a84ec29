"""How often the intervals of pace hold the truth, in a world whose truth is known: docs/methods/pace-coverage.csv.

    python -m tools.simulate_pace

takes some minutes, and gives the same figures again. tests/insight/pace/test_coverage.py runs it with --long, and
holds the figures to the limits that chance allows and to the file.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from lockgate.insight.pace.bands import LEAST_AT_RISK, band_widths
from lockgate.insight.pace.curves import Pace, pace_of
from lockgate.insight.pace.forecast import ForecastTable
from lockgate.insight.pace.intervals import any_end_limits, log_log_limits
from lockgate.insight.pace.quantiles import quantile_days

TABLE: Final = Path(__file__).parents[1] / "docs/methods/pace-coverage.csv"
SIZES: Final = (200, 1000, 5000)
SIMULATIONS: Final = 20_000
BAND_SIMULATIONS: Final = 2_000
BAND_SIZE: Final = 1000
BAND_DRAWS: Final = 500
SEED: Final = 6
DAYS: Final = np.array([15, 30, 45, 60, 90, 120])
LIMITS: Final = (log_log_limits, any_end_limits, log_log_limits)
"""How the limits of granted, of any end and of the share of decided are found."""
QUANTILES: Final = (0.1, 0.25, 0.5)
WAITED, MORE = 20, 30
FOLLOWED: Final = 180
EARLY: Final = np.array([0.8, 0.06, 0.1, 0.04])
LATE: Final = np.array([0.4, 0.3, 0.1, 0.2])
"""How those that end divide into granted, refused, returned and withdrawn: on day 0, and on day 180."""
Floats = NDArray[np.float64]


class Row(NamedTuple):
    """How often the intervals of one figure held the truth.

    `low` and `high` are the exact limits between which 99.9 % of all such runs lie if the true coverage is 95 %;
    `judged` says whether the figure must lie within them ("within") or not below them ("not below").
    """

    figure: str
    n: int
    at: str
    truth: float
    simulations: int
    coverage: float
    low: float
    high: float
    judged: str


class World:
    """Lines submitted evenly over 180 days; a hazard that rises to day 40 and falls again; grants that come early."""

    def __init__(self) -> None:
        days = np.arange(FOLLOWED + 1)
        hazard = 0.022 * np.exp(-(((days - 40) / 60) ** 2)) + 0.004
        self.pending = np.cumprod(1 - hazard)
        before = np.concatenate([[1.0], self.pending[:-1]])
        late = (days / FOLLOWED)[:, None]
        cells = (before * hazard)[:, None] * ((1 - late) * EARLY + late * LATE)
        self.granted = np.cumsum(cells[:, 0])
        self.ended = 1 - self.pending
        self._upto = np.cumsum(cells.ravel())

    def draw(self, n: int, chance: np.random.Generator) -> Pace:
        """Draw n lines, each followed since a day of its own, and estimate."""
        cell = np.searchsorted(self._upto, chance.random(n), side="right")
        ends, kind = np.divmod(cell, len(EARLY))
        followed = chance.integers(0, FOLLOWED + 1, n)
        pending = ends > followed
        return pace_of(np.where(pending, followed, ends), np.where(pending, 0, kind + 1))


def coverage_rows(
    *, sizes: tuple[int, ...] = SIZES, simulations: int = SIMULATIONS, band_simulations: int = BAND_SIMULATIONS
) -> Iterator[Row]:
    """Simulate every figure at each size, then the bands."""
    world, chance = World(), np.random.default_rng(SEED)
    for n in sizes:
        yield from _pointwise(world, n, simulations, chance)
    yield from _bands(world, band_simulations, chance)


def _pointwise(world: World, n: int, simulations: int, chance: np.random.Generator) -> Iterator[Row]:
    truths = (world.granted[DAYS], world.ended[DAYS], world.granted[DAYS] / world.ended[DAYS])
    held, days_held, chance_held = np.zeros((3, len(DAYS))), np.zeros((2, len(QUANTILES))), 0
    true_days = [[int(np.argmax(curve >= each)) for each in QUANTILES] for curve in (world.granted, world.ended)]
    left = world.pending[WAITED]
    true_chance = float((world.granted[WAITED + MORE] - world.granted[WAITED]) / left)
    for _ in range(simulations):
        pace = world.draw(n, chance)
        rows = np.minimum(DAYS, len(pace.at_risk) - 1)
        figures = (pace.shares(1, rows), pace.shares(0, rows), pace.shares_of_decided(1, rows))
        for place, (limits, figure, truth) in enumerate(zip(LIMITS, figures, truths, strict=True)):
            held[place] += _holds(*limits(*figure), truth)
        for place, outcome in enumerate((1, 0)):
            told = quantile_days(pace, outcome, QUANTILES)
            days_held[place] += [one.holds(day) for one, day in zip(told, true_days[place], strict=True)]
        low_chance, high_chance = ForecastTable.from_pace(pace).limits_by_day(WAITED, MORE)
        chance_held += bool(low_chance[-1] <= true_chance <= high_chance[-1])
    row = row_of(n, simulations)
    for name, counts, truth in zip(("granted", "any end", "share of decided"), held, truths, strict=True):
        for day, count, true in zip(DAYS.tolist(), counts, truth, strict=True):
            yield row(name, f"day {day}", true, count, "within")
    for name, counts, days in zip(("day of a grant", "day of any end"), days_held, true_days, strict=True):
        for quantile, count, true in zip(QUANTILES, counts, days, strict=True):
            yield row(name, f"{quantile:.0%}", true, count, "not below")
    yield row("forecast", f"{MORE} more days after {WAITED}", true_chance, chance_held, "not below")


def _bands(world: World, simulations: int, chance: np.random.Generator) -> Iterator[Row]:
    held = np.zeros(3)
    with np.errstate(divide="ignore", invalid="ignore"):
        truths = (world.granted, world.ended, world.granted / world.ended)
    for each in range(simulations):
        pace = world.draw(BAND_SIZE, chance)
        widths = band_widths(pace, draws=BAND_DRAWS, seed=each)
        rows = np.flatnonzero(pace.at_risk >= LEAST_AT_RISK)
        figures = (pace.shares(1, rows), pace.shares(0, rows), pace.shares_of_decided(1, rows))
        sizes = (widths.incidence[1], widths.incidence[0], widths.share_of_decided[1])
        for place, (limits, figure, truth, width) in enumerate(zip(LIMITS, figures, truths, sizes, strict=True)):
            low, high = limits(*figure, width)
            held[place] += bool((_holds(low, high, truth[rows]) | np.isnan(low)).all())
    row = row_of(BAND_SIZE, simulations)
    for name, count in zip(("granted", "any end", "share of decided"), held, strict=True):
        yield row(f"band of {name}", "all days", float("nan"), count, "within")


def _holds(low: Floats, high: Floats, truth: Floats) -> NDArray[np.bool_]:
    return np.asarray((low <= truth) & (truth <= high))


def row_of(n: int, simulations: int) -> Callable[[str, str, float, float, str], Row]:
    """Return what makes a row of a figure, where it is told, its truth, how often it held and how it is judged."""
    low, high = (float(each) / simulations for each in binom.ppf([0.0005, 0.9995], simulations, 0.95))

    def row(figure: str, at: str, truth: float, count: float, judged: str) -> Row:
        return Row(figure, n, at, float(truth), simulations, float(count) / simulations, low, high, judged)

    return row


def written(rows: Iterator[Row]) -> list[list[str]]:
    """Return the rows as they stand in the file."""
    return [
        [
            one.figure,
            str(one.n),
            one.at,
            "" if np.isnan(one.truth) else f"{one.truth:.4g}",
            str(one.simulations),
            *(f"{each:.5f}" for each in (one.coverage, one.low, one.high)),
            one.judged,
        ]
        for one in rows
    ]


def write(table: Path, rows: Iterator[Row]) -> None:
    """Write the rows into a file, and print them."""
    told = written(rows)
    with table.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(Row._fields)
        out.writerows(told)
    for row in told:
        print(*row)


def main() -> None:
    """Simulate with the full counts, and write the file."""
    write(TABLE, coverage_rows())


if __name__ == "__main__":
    main()
