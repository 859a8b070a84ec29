"""How good forecasts were: made again on past days from what was known on each, and held against what came.

Pure: arrays in, plain values out. Three questions: of the cases told 30 %, were 30 % granted (calibration); how often
did the day come within the interval that was told (coverage); how narrow was that interval (sharpness).
Gneiting, Balabdaoui and Raftery, J. R. Statist. Soc. B 69 (2007) 243-268: sharpness counts subject to calibration.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.forecast import ForecastTable
from lockgate.insight.pace.intervals import NEARLY, wilson_limits

CENTRAL: Final = 0.8
"""The chance with which the day of a grant should lie in its interval: from the 10 % to the 90 % day."""
BINS: Final = 10
_NOT_WITHIN: Final = np.iinfo(np.int64).max


class Calibration(NamedTuple):
    """Forecasts from `low` to `high`: how many, what they said on average, and the share that was then granted.

    The limits are Wilson's 95 % for independent forecasts. One case stands in several origins, so that the truth is
    somewhat less certain.
    """

    low: float
    high: float
    n: int
    forecast: float
    granted: float
    granted_low: float
    granted_high: float


class Origin(NamedTuple):
    """One day on which all that waited were told: `told` of `pending`, `expected` grants, and how many there were."""

    day: int
    known: int
    pending: int
    told: int
    expected: float
    granted: int


class BackTest(NamedTuple):
    """The forecasts of all origins together; None where there was none: `note` says so.

    `coverage` is the share of cases whose grant came within the central 80 % interval ("not within" being its last
    value), `width` the mean days of that interval, one that ends "not within" being taken to the horizon. `brier` is
    the mean squared error of the chance of a grant within `horizon` days, `brier_of_one_chance` that of telling every
    case the share that turned out: lower is better.
    """

    horizon: int
    n: int
    coverage: float | None
    width: float | None
    brier: float | None
    brier_of_one_chance: float | None
    calibration: tuple[Calibration, ...]
    origins: tuple[Origin, ...]
    note: str


class _Told(NamedTuple):
    chance: NDArray[np.float64]
    granted: NDArray[np.bool_]
    covered: NDArray[np.bool_]
    width: NDArray[np.int64]


def back_test(
    submitted: ArrayLike, ended: ArrayLike, outcomes: ArrayLike, *, origins: Sequence[int], horizon: int, known_to: int
) -> BackTest:
    """Forecast on each origin, for every case that waited then, a grant within `horizon` days; compare with the truth.

    `submitted` and `ended` are days as whole numbers, such as ordinals; `outcomes` codes of Outcome, 0 for what is
    still pending on the day `known_to`, whose `ended` means nothing. An origin uses what was known at its end: nothing
    submitted or ended later. Raises Invalid for an origin whose horizon is not known yet.
    """
    start, end, codes = (np.asarray(each, np.int64) for each in (submitted, ended, outcomes))
    if not start.shape == end.shape == codes.shape:
        raise Invalid("Submissions, ends and outcomes are not of one length.", mend="Give one of each for each case.")
    for day in origins:
        if day + horizon > known_to or horizon < 1:
            raise Invalid(
                f"What came within {horizon} days of day {day} is not known on day {known_to}.",
                mend="Give earlier origins, or a shorter horizon of 1 or more.",
            )
    found = [_from(day, start, end, codes, horizon) for day in origins]
    told = _together([part for _, part in found])
    n = len(told.chance)
    nothing = BackTest(horizon, n, None, None, None, None, (), tuple(origin for origin, _ in found), "")
    if not n:
        return nothing._replace(note="On none of these days did a case wait of which something could be told.")
    came = told.granted.astype(np.float64)
    return nothing._replace(
        coverage=float(told.covered.mean()),
        width=float(told.width.mean()),
        brier=float(((told.chance - came) ** 2).mean()),
        brier_of_one_chance=float(came.var()),
        calibration=_calibration(told),
    )


def _together(parts: Sequence[_Told]) -> _Told:
    return _Told(
        np.concatenate([np.zeros(0), *(each.chance for each in parts)]),
        np.concatenate([np.zeros(0, bool), *(each.granted for each in parts)]),
        np.concatenate([np.zeros(0, bool), *(each.covered for each in parts)]),
        np.concatenate([np.zeros(0, np.int64), *(each.width for each in parts)]),
    )


def _from(
    day: int, start: NDArray[np.int64], end: NDArray[np.int64], codes: NDArray[np.int64], horizon: int
) -> tuple[Origin, _Told]:
    known = start <= day
    closed = known & (codes > 0) & (end <= day)
    waited = np.where(closed, end, day) - start
    pace = pace_of(waited[known], np.where(closed, codes, 0)[known], kinds=max(1, int(codes.max(initial=0))))
    table = ForecastTable.from_pace(pace)
    waiting = np.flatnonzero(known & ~closed)
    chance = table.chance_within(waited[waiting], horizon)
    told = waiting[~np.isnan(chance)]
    chance = chance[~np.isnan(chance)]
    granted = (codes[told] == 1) & (end[told] <= day + horizon)
    came = np.where(granted, end[told] - day, _NOT_WITHIN)
    distinct, place = np.unique(waited[told], return_inverse=True)
    low, high = (np.array([_first(table, int(w), horizon, p) for w in distinct], np.int64)[place] for p in _TAILS)
    width = np.minimum(high, horizon) - np.minimum(low, horizon)
    origin = Origin(day, int(known.sum()), len(waiting), len(told), float(chance.sum()), int(granted.sum()))
    return origin, _Told(chance, granted, (low <= came) & (came <= high), width)


_TAILS: Final = ((1 - CENTRAL) / 2, (1 + CENTRAL) / 2)


def _first(table: ForecastTable, waited: int, horizon: int, quantile: float) -> int:
    """Return after how many days the chance of a grant reaches the quantile."""
    reached = int(np.searchsorted(table.chance_by_day(waited, horizon), quantile - NEARLY))
    return reached + 1 if reached < horizon else _NOT_WITHIN


def _calibration(told: _Told) -> tuple[Calibration, ...]:
    place = np.minimum((told.chance * BINS).astype(np.int64), BINS - 1)
    counts = np.bincount(place, minlength=BINS)
    granted = np.bincount(place, weights=told.granted, minlength=BINS)
    forecast = np.bincount(place, weights=told.chance, minlength=BINS)
    low, high = wilson_limits(granted, counts)
    return tuple(
        Calibration(
            each / BINS,
            (each + 1) / BINS,
            int(counts[each]),
            float(forecast[each] / counts[each]),
            float(granted[each] / counts[each]),
            float(low[each]),
            float(high[each]),
        )
        for each in np.flatnonzero(counts).tolist()
    )
