"""Sums of whole amounts that never overflow and never round: a million times the largest amount is still exact.

A single amount fits into 63 bits, a sum of many need not. So a sum is held as two halves, and compared without loss.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BITS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Whole numbers, each `high` * 2**32 + `low`, exact for up to 2**30 amounts of 63 bits.

    `low` may be outside of 0 to 2**32 until the numbers are `settled`; then they are ordered by `high`, then `low`.
    """

    high: NDArray[np.int64]
    low: NDArray[np.int64]

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.high + other.high, self.low + other.low)

    def __sub__(self, other: Sums) -> Sums:
        return Sums(self.high - other.high, self.low - other.low)

    def __getitem__(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Sums:
        return Sums(self.high[places], self.low[places])

    def settled(self) -> Sums:
        """Return the same numbers with `low` between 0 and 2**32."""
        return Sums(self.high + (self.low >> _BITS), self.low & ((1 << _BITS) - 1))

    def below_zero(self) -> NDArray[np.bool_]:
        """Tell which numbers are negative."""
        return self.settled().high < 0

    def above_zero(self) -> NDArray[np.bool_]:
        """Tell which numbers are positive."""
        return Sums(-self.high, -self.low).below_zero()

    def floats(self) -> NDArray[np.float64]:
        """Return the numbers as floats, right to the last digit of one."""
        settled = self.settled()
        return settled.high.astype(np.float64) * 2.0**_BITS + settled.low


def sums_of(amounts: NDArray[np.int64]) -> Sums:
    """Return single amounts as sums."""
    return Sums(amounts >> _BITS, amounts & ((1 << _BITS) - 1))


def add_up(sums: Sums, groups: NDArray[np.int64], count: int) -> Sums:
    """Add up by group, a number from 0 up to `count`; a group that has nothing has zero."""
    high, low = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(high, groups, sums.high)
    np.add.at(low, groups, sums.low)
    return Sums(high, low).settled()


def running(sums: Sums, starts: NDArray[np.int64]) -> Sums:
    """Return the running sums, which begin anew with each group; `starts` has the place of its first for every one."""
    high, low = np.cumsum(sums.high), np.cumsum(sums.low)
    return Sums(high - (high - sums.high)[starts], low - (low - sums.low)[starts])
