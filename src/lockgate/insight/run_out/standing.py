"""What can be said of a site's cases before anything is worked out: of which the pace says nothing, or not enough."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.run_out.arrivals import NOTHING_LEFT
from lockgate.insight.run_out.chances import NEVER
from lockgate.insight.run_out.rows import PendingRows
from lockgate.insight.run_out.whole_sites import WholeSites

Flags = NDArray[np.bool_]


class Standing(NamedTuple):
    """For each case: no curve, or it waits though by its curve all had ended, or longer than its curve tells.

    For each site what follows. One case of which no chance is told leaves a site without any, for the grants of the
    others help it by more or by less depending on that one.

    `lacks_pace`: a chance rests on a case without a pace. `needs_none`: it does not stop whatever such a case does.
    `stops_before`: it stops before any case could come, and only what would help it rests on such a case.
    `is_cut_off`: PACE ends before the horizon does, with a share still pending.
    """

    has_no_curve: Flags
    is_impossible: Flags
    is_beyond: Flags
    lacks_pace: Flags
    needs_none: Flags
    stops_before: Flags
    is_cut_off: Flags

    @property
    def rests_on_unknown(self) -> Flags:
        """Which sites have a case of which no chance is told, whether or not it matters to them."""
        return self.lacks_pace | self.needs_none | self.stops_before


def standing_of(whole: WholeSites, cases: PendingRows, cover: NDArray[np.int64], until: int) -> Standing:
    """Tell it for the days up to `until`; `cover` is the day of a site's stop if no case is granted."""
    site, pace = cases.quantity.site, whole.arrivals
    has_no_curve = cases.curve < 0
    there = np.flatnonzero(~has_no_curve)
    is_impossible, is_beyond, ends_early = (np.zeros_like(has_no_curve) for _ in range(3))
    is_impossible[there] = pace.at(there).are_impossible()
    is_beyond[there] = pace.at(there).are_beyond()
    last = pace.curves.last[cases.curve[there]]
    left = 1.0 - pace.curves.ended[cases.curve[there], -1]
    ends_early[there] = (cases.waited[there] + until - cases.transit[there] > last) & (left > NOTHING_LEFT)
    lacks, is_cut_off = np.zeros(len(cover), bool), np.zeros(len(cover), bool)
    lacks[site[has_no_curve | is_impossible | is_beyond]] = True
    is_cut_off[site[ends_early]] = True
    first = np.full(len(cover), NEVER)
    np.minimum.at(first, site, cases.transit + 1)  # a case that waits is granted tomorrow at the earliest
    stops, before = cover <= until, cover < first
    return Standing(
        has_no_curve=has_no_curve,
        is_impossible=is_impossible,
        is_beyond=is_beyond,
        lacks_pace=lacks & stops & ~before,
        needs_none=lacks & ~stops,
        stops_before=lacks & stops & before,
        is_cut_off=is_cut_off & ~lacks,
    )
