"""Intervals of 95 % for a share: log-log for what is estimated with pending lines, Wilson's for a plain count.

Arrays in, arrays out; nan stands where there is no interval.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z_95: Final = 1.959963984540054
NEARLY: Final = 1e-12
"""How far a sum of shares may lie beside 0, 1/2 or 1 and still be that: the error of rounding, no more."""
_WIDEST = 700.0
"""exp of more is no number."""
Shares = NDArray[np.float64]
Limits = Callable[..., tuple[Shares, Shares]]
"""From shares, their standard errors and how many of these an interval is wide (1.96) to its ends."""


def at_an_edge(share: Shares) -> NDArray[np.bool_]:
    """Tell where a share is 0 or 1 but for the error of rounding."""
    return np.asarray((np.abs(share) < NEARLY) | (np.abs(share - 1.0) < NEARLY))


def log_log_limits(share: Shares, se: Shares, width: ArrayLike = Z_95) -> tuple[Shares, Shares]:
    """Return the limits symmetric in log(-log F): F ** exp(+-width se / (F |log F|)); nan where F is 0, 1 or nan.

    Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (1980), section 1.3; R calls it "log-log".
    """
    inside = (share > NEARLY) & (share < 1.0 - NEARLY)
    held = np.where(inside, share, 0.5)
    spread = np.minimum(np.asarray(width) * np.where(inside, se, 0.0) / (held * -np.log(held)), _WIDEST)
    low, high = held ** np.exp(spread), held ** np.exp(-spread)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def any_end_limits(share: Shares, se: Shares, width: ArrayLike = Z_95) -> tuple[Shares, Shares]:
    """Return the limits of the share that had ended, in whatever way: those of what still waits, taken from 1.

    R's `survfit` gives the same of those who still wait. docs/methods/pace.md has how often they hold.
    """
    low, high = log_log_limits(1.0 - share, se, width)
    return 1.0 - high, 1.0 - low


def incidence_limits(outcome: int) -> Limits:
    """Return what finds the limits of the incidence of an outcome's code; 0 is any end."""
    return log_log_limits if outcome else any_end_limits


def wilson_limits(count: ArrayLike, n: ArrayLike) -> tuple[Shares, Shares]:
    """Return Wilson's limits for `count` of `n`, which hold at 0 and at n too; nan where n is 0.

    Wilson, J. Amer. Statist. Assoc. 22 (1927) 209-212: the shares that a score test at 5 % does not reject.
    """
    found, of = np.asarray(count, dtype=np.float64), np.asarray(n, dtype=np.float64)
    trials = np.where(of > 0, of, np.nan)
    share, square = found / trials, Z_95**2 / trials
    half = np.sqrt(square) * np.sqrt(share * (1 - share) + square / 4)
    low, high = (share + square / 2 - half) / (1 + square), (share + square / 2 + half) / (1 + square)
    return np.where(found == 0, np.where(of > 0, 0.0, np.nan), low), np.where(found == of, trials / trials, high)
