"""Bands that hold a whole curve at once: simultaneous 95 %, by Gaussian multipliers on the influence function.

Lin, Statistics in Medicine 16 (1997) 901-910. Each line's influence on F_k(t) is given a standard normal multiplier;
the largest |W(t)| / se(t) over the days, in many draws, says how much wider than a pointwise interval a band must be.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.pace.curves import Pace
from lockgate.insight.pace.intervals import NEARLY, Z_95

DRAWS: Final = 1000
SEED: Final = 20_250_404
"""Every band begins with it, so that the same lines always have the same band."""
LEAST_AT_RISK: Final = 5
"""A band reaches over the days with as many at risk, and no further."""
_NORMALS_AT_ONCE: Final = 200_000


class Widths(NamedTuple):
    """By how many standard errors a band is wide, at code 0 of any end, then of each outcome: in place of 1.96.

    nan where there is no day for a band: none with five at risk on which a share lies between 0 and 1.
    """

    incidence: NDArray[np.float64]
    share_of_decided: NDArray[np.float64]


def band_widths(pace: Pace, *, draws: int = DRAWS, seed: int = SEED) -> Widths:
    """Return the widths of all bands of a pace: one for each curve, each by itself over its days.

    On a day j let Z_k = sum over lines of G_i dM_ik, with G_i the multipliers and dM_ik = [ended as k on j] - h_k for
    every line at risk. These sums are independent from day to day and have the covariance n (h_k [k = l] - h_k h_l),
    exactly: so a draw takes one normal for each day and outcome, and none for each line. Then, Z being their sum,

        W_k(t) = sum_j [ S(j-) Z_k / n - (F_k(t) - F_k(j)) Z / (n (1 - h)) ],   W_any(t) = S(t) sum_j Z / (n (1 - h)),

    and (W_k - R W_any) / F_any for the share of decided R. A width is the 95 % quantile of max |W| / se over the days
    with ends and five at risk, and never below that of a pointwise interval. The scale on which the band is symmetric
    (log-log) does not enter it.
    """
    rows = np.flatnonzero((pace.ended.sum(axis=1) > 0) & (pace.at_risk >= LEAST_AT_RISK))
    kinds = pace.ended.shape[1] + 1
    peaks = np.full((2, kinds, draws), np.nan, np.float32)
    if rows.size:
        own = [_scale(*pace.shares(kind, rows)) for kind in range(kinds)]
        ratios = [pace.shares_of_decided(kind, rows) for kind in range(kinds)]
        # (W_k - R W_any) / F_any over the error of R: F_any goes with the error.
        of_decided = [_scale(share, se * (1.0 - pace.state[rows, 0])) for share, se in ratios]
        shares = [_single(np.nan_to_num(share)) for share, _ in ratios]
        first = 0
        for part in _processes(pace, rows, draws, np.random.default_rng(seed)):
            here = slice(first, first + part.shape[1])
            any_end, first = part[0], here.stop
            for kind in range(kinds):
                peaks[0, kind, here] = _peaks(part[kind], own[kind])
                peaks[1, kind, here] = _peaks(part[kind] - shares[kind] * any_end, of_decided[kind])
    return Widths(*(np.array([_width(each) for each in measure]) for measure in peaks))


def _processes(
    pace: Pace, rows: NDArray[np.int64], draws: int, chance: np.random.Generator
) -> Iterator[NDArray[np.float32]]:
    """Yield draws of W in parts: arrays of curves x draws x days, any end first.

    A part is small enough for a processor's cache, and has single precision: a width is known to two digits at best.
    """
    n, ended = pace.at_risk[rows], pace.ended[rows].T
    stay = n - ended.sum(axis=0)
    curves, pending = _single(pace.state[rows].T), pace.state[rows, 0]
    before = _single(np.concatenate([[1.0], pending[:-1]]) / n)
    spread, hazards = _single(np.sqrt(np.vstack([stay, ended]))), _single(ended / n)
    onward = _single(np.where(stay > 0, 1.0 / np.maximum(stay, 1), 0.0))
    at_once = max(1, _NORMALS_AT_ONCE // spread.size)
    for first in range(0, draws, at_once):
        count = min(at_once, draws - first)
        cells = chance.standard_normal((len(spread), count, rows.size), np.float32) * spread[:, None, :]
        ends = cells[1:].sum(axis=0)
        total = cells[0] + ends
        all_ends = (ends - hazards.sum(axis=0) * total) * onward
        run = np.cumsum(all_ends, axis=1)
        part = np.empty((len(curves), count, rows.size), np.float32)
        part[0] = curves[0] * run
        for kind in range(1, len(curves)):
            each = (cells[kind] - hazards[kind - 1] * total) * before
            part[kind] = np.cumsum(each + curves[kind] * all_ends, axis=1) - curves[kind] * run
        yield part


def _single(values: NDArray[np.float64]) -> NDArray[np.float32]:
    return values.astype(np.float32)


def _scale(share: NDArray[np.float64], se: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return what makes a process one of standard errors; 0 on days that have no band."""
    told = (share > NEARLY) & (share < 1 - NEARLY) & (se > NEARLY)
    return _single(np.where(told, 1.0 / np.where(told, se, 1.0), 0.0))


def _peaks(process: NDArray[np.float32], scale: NDArray[np.float32]) -> NDArray[np.float32]:
    if not scale.any():
        return np.full(len(process), np.nan, np.float32)
    return np.asarray(np.abs(process * scale).max(axis=1))


def _width(peaks: NDArray[np.float32]) -> float:
    if np.isnan(peaks).any():
        return math.nan
    return max(float(np.quantile(peaks, 0.95, method="higher")), Z_95)
