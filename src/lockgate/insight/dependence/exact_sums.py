"""Sums of whole amounts that never overflow and never round: a million times the largest amount is still exact.

An amount may be of any size, and a sum of many is larger. So all are held in parts of 32 bits, as many as the largest
amount needs, and compared without loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.own_file.many_amounts import Wholes

_BITS = 32
_MOST = (1 << _BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Whole numbers, each the sum of `parts[k]` * 2**(32 k), exact for up to 2**29 amounts.

    A part but the last may be outside of 0 to 2**32 until the numbers are `settled`; then they are ordered by their
    last part, then the one before it, and so on.
    """

    parts: NDArray[np.int64]

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.parts + other.parts)

    def __sub__(self, other: Sums) -> Sums:
        return Sums(self.parts - other.parts)

    def __getitem__(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Sums:
        return Sums(self.parts[:, places])

    def __len__(self) -> int:
        return int(self.parts.shape[1])

    def settled(self) -> Sums:
        """Return the same numbers with every part but the last between 0 and 2**32."""
        parts = self.parts.copy()
        for part, above in pairwise(parts):
            above += part >> _BITS
            part &= _MOST
        return Sums(parts)

    def below_zero(self) -> NDArray[np.bool_]:
        """Tell which numbers are negative."""
        is_below: NDArray[np.bool_] = self.settled().parts[-1] < 0
        return is_below

    def above_zero(self) -> NDArray[np.bool_]:
        """Tell which numbers are positive."""
        return Sums(-self.parts).below_zero()

    def floats(self) -> NDArray[np.float64]:
        """Return the numbers as floats, right to the last digit of one."""
        numbers = np.zeros(len(self))
        for place, part in enumerate(self.settled().parts):
            numbers += part * 2.0 ** (_BITS * place)
        return numbers


def sums_of(amounts: Wholes) -> Sums:
    """Return single amounts as sums."""
    bits = int(amounts.max(initial=0)).bit_length()
    places = range(0, max(bits, 1), _BITS)
    return Sums(np.stack([((amounts >> place) & _MOST).astype(np.int64) for place in places]))


def add_up(sums: Sums, groups: NDArray[np.int64], count: int) -> Sums:
    """Add up by group, a number from 0 up to `count`; a group that has nothing has zero."""
    parts = np.zeros((len(sums.parts), count), np.int64)
    for into, part in zip(parts, sums.parts, strict=True):
        np.add.at(into, groups, part)
    return Sums(parts).settled()


def running(sums: Sums, starts: NDArray[np.int64]) -> Sums:
    """Return the running sums, which begin anew with each group; `starts` has the place of its first for every one."""
    so_far = np.cumsum(sums.parts, axis=1)
    return Sums(so_far - (so_far - sums.parts)[:, starts])
