"""Limits of a cumulative incidence that hold with few lines too, and where nobody or everybody had ended.

With nobody censored they are those of Clopper and Pearson, Biometrika 26 (1934) 404-413; of any end with censoring
they are the beta product of Fay, Brittain and Proschan, Biostatistics 14 (2013) 723-736, matched by its moments. That
of one outcome among several follows the same way: docs/methods/pace.md.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from lockgate.insight.pace.curves import Pace

Floats = NDArray[np.float64]
_ONE_SIDE = 0.025


def beta_product_limits(pace: Pace, outcome: int) -> tuple[Floats, Floats]:
    """Return the 95 % limits of the incidence of an outcome's code, 0 being any end, on every day of follow-up.

    Never nan: where none had come to it the lower one is 0, where all had the upper one is 1.
    """
    before, after = _moments(pace, outcome)
    came = pace.ended[:, outcome - 1] if outcome else pace.ended.sum(axis=1)
    one, two = _chances(came + 1, pace.at_risk + 1)
    low = _quantile(after.came, after.came_twice, _ONE_SIDE)
    high = _quantile(
        before.came + before.waits * one,
        before.came_twice + 2 * before.both * one + before.waits_twice * two,
        1 - _ONE_SIDE,
    )
    return low, high


class _Moments(NamedTuple):
    """Means of F and S, of their squares and of their product, by day."""

    came: Floats
    came_twice: Floats
    waits: Floats
    waits_twice: Floats
    both: Floats


def _moments(pace: Pace, outcome: int) -> tuple[_Moments, _Moments]:
    """Return them before and after each day, one more line being at risk throughout, which never ends.

    What becomes of those at risk on a day is Dirichlet in their counts, and independent from day to day.
    """
    ended = pace.ended.sum(axis=1)
    came = pace.ended[:, outcome - 1] if outcome else ended
    n = pace.at_risk + 1
    comes, comes_twice = _chances(came, n)
    stays, stays_twice = _chances(n - ended, n)
    comes_and_stays = came * stays / (n + 1)
    waits, waits_twice = np.cumprod(stays, dtype=np.float64), np.cumprod(stays_twice, dtype=np.float64)
    waited, waited_twice = _day_before(waits, 1.0), _day_before(waits_twice, 1.0)
    both = waits * np.cumsum(waited_twice * comes_and_stays / waits)
    share = np.cumsum(waited * comes)
    share_twice = np.cumsum(2 * _day_before(both, 0.0) * comes + waited_twice * comes_twice)
    after = _Moments(share, share_twice, waits, waits_twice, both)
    first = (0.0, 0.0, 1.0, 1.0, 0.0)
    return _Moments(*(_day_before(each, at) for each, at in zip(after, first, strict=True))), after


def _chances(count: NDArray[np.int64], n: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return the mean of a share that is Beta(count, n - count), and that of its square."""
    mean: Floats = count / n
    return mean, mean * ((count + 1) / (n + 1))


def _day_before(each: Floats, first: float) -> Floats:
    return np.concatenate([[first], each[:-1]])


def _quantile(mean: Floats, mean_square: Floats, chance: float) -> Floats:
    """Return the quantile of the beta distribution of these moments; the mean where it has no variance."""
    # On most days of few lines nothing happens, and the quantile is slow to find.
    new = np.concatenate([[True], (np.diff(mean) != 0) | (np.diff(mean_square) != 0)])
    one, two = mean[new], mean_square[new]
    variance = two - one**2
    spread = (variance > 0) & (one > 0) & (one < 1)
    strength = np.where(spread, one * (1 - one) / np.where(spread, variance, 1.0) - 1, 0.0)
    spread &= strength > 0
    a, b = np.where(spread, one * strength, 1.0), np.where(spread, (1 - one) * strength, 1.0)
    found = np.where(spread, betaincinv(a, b, chance), np.clip(np.round(one), 0.0, 1.0))
    return np.asarray(found[np.cumsum(new) - 1])
