"""What can be said of a site's cases before anything is worked out: of which the pace says nothing, or not enough."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.run_out.arrivals import NOTHING_LEFT
from lockgate.insight.run_out.rows import PendingRows
from lockgate.insight.run_out.whole_sites import WholeSites

Flags = NDArray[np.bool_]


class Standing(NamedTuple):
    """For each case: no curve, or it waits though by its curve all had ended. For each site, what follows.

    `lacks_pace`: a chance rests on a case without a pace. `needs_none`: it does not stop whatever such a case does.
    `is_cut_off`: PACE ends before the horizon does, with a share still pending.
    """

    has_no_curve: Flags
    is_impossible: Flags
    lacks_pace: Flags
    needs_none: Flags
    is_cut_off: Flags


def standing_of(whole: WholeSites, cases: PendingRows, cover: NDArray[np.int64], until: int) -> Standing:
    """Tell it for the days up to `until`; `cover` is the day of a site's stop if no case is granted."""
    site, pace = cases.quantity.site, whole.arrivals
    has_no_curve = cases.curve < 0
    there = np.flatnonzero(~has_no_curve)
    is_impossible, ends_early = np.zeros_like(has_no_curve), np.zeros_like(has_no_curve)
    is_impossible[there] = pace.at(there).are_impossible()
    last = pace.curves.last[cases.curve[there]]
    left = 1.0 - pace.curves.ended[cases.curve[there], -1]
    ends_early[there] = (cases.waited[there] + until - cases.transit[there] > last) & (left > NOTHING_LEFT)
    lacks, is_cut_off = np.zeros(len(cover), bool), np.zeros(len(cover), bool)
    lacks[site[has_no_curve | is_impossible]] = True
    is_cut_off[site[ends_early]] = True
    return Standing(has_no_curve, is_impossible, lacks & (cover <= until), lacks & (cover > until), is_cut_off & ~lacks)
