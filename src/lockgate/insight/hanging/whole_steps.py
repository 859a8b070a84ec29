"""Tells what is needed, there and coming of each item at a site in whole numbers of a step: nothing is rounded.

A third of 4 and a third of 23 are 9, and in floats a little less: a day would be lost that runs. So each item at a site
has a step of its own, the largest in which its need, and each amount that comes for it, are whole. Pure.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.own_file.many_amounts import Wholes

LARGEST = 2**62


class Steps(NamedTuple):
    """Need a day and pool of each item at a site, and the amount of each that waits, in the steps of its item.

    What is more than all days ahead need is told as what they need: no day is lost in either case.
    """

    need: Wholes
    pool: Wholes
    amount: Wholes


def in_whole_steps(
    need: NDArray[np.float64],
    pool: NDArray[np.float64],
    item: NDArray[np.int64],
    amount: Wholes,
    horizon: int,
) -> Steps:
    """Convert whole `need` and `pool`, and the `amount`, whole or a Fraction, of each that waits for an `item`.

    Of the pool a part of a step is dropped: all that comes and goes is whole steps, and it never makes up a need.
    """
    parts = np.ones(len(need), np.object_)
    np.lcm.at(parts, item, np.array([one.denominator for one in amount.tolist()], np.object_))
    needed = _wholes(need) * parts
    coming = np.array([int(one * of) for one, of in zip(amount.tolist(), parts[item], strict=True)], np.object_)
    step = needed.copy()
    np.gcd.at(step, item, coming)
    step = np.maximum(step, 1)
    needed, coming = needed // step, coming // step[item]
    enough = needed * horizon
    there, coming = np.minimum(_wholes(pool) * parts // step, enough), np.minimum(coming, enough[item])
    most = there + enough
    np.add.at(most, item, coming)
    fits = max(most, default=0) < LARGEST
    kept_as = np.int64 if fits else np.object_
    return Steps(needed.astype(kept_as), there.astype(kept_as), coming.astype(kept_as))


def _wholes(numbers: NDArray[np.float64]) -> NDArray[np.object_]:
    return np.array([int(one) for one in numbers.tolist()], np.object_)
