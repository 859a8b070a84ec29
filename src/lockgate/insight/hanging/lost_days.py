"""Which of the days ahead does an item at a site lack? The walk of many at once, day by day. Pure.

Goods arrive at a day's start. A day runs if what is there covers its whole need; else it is lost, uses nothing, and
what is there waits for what comes. From `end` on another supplier delivers, and no day is lost.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.own_file.many_amounts import Wholes


def lost_days(
    need: Wholes,
    pool: Wholes,
    end: NDArray[np.int64],
    arriving: Wholes,
) -> NDArray[np.bool_]:
    """Return for each row and day whether it is lost: as `arriving`, the amount that comes on each of the days ahead.

    `need` a day, `pool` what is there before the first day, in the same step; a row without need loses nothing.
    """
    lost = np.zeros(arriving.shape, dtype=bool)
    there = pool.copy()
    for day in range(arriving.shape[1]):
        there += arriving[:, day]
        runs = there >= need
        lost[:, day] = ~runs & (day < end)
        there -= np.where(runs, need, 0)
    return lost
