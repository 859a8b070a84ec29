"""What is lost at each site if a batch of what waits is refused, or late: exact where all is known, else bounds. Pure.

Two worlds are walked for each item at a site: one in which all that waits comes on its median day, and one in which
what the batch waits for does not, or comes late. On a day of which several items are missing the largest share counts,
and once. docs/methods/hanging.md says why the bounds hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.hanging.lost_days import lost_days
from lockgate.insight.hanging.site_items import SiteItems

CELLS_AT_ONCE = 10_000_000
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Waiting(NamedTuple):
    """What waits, one place in each array: for which item at a site, how much, and when it comes.

    `more_days` is -1 where the median day is unknown, which is then not before `not_before`. Where `amount_is_known` is
    false, `amount` is the most that it may be.
    """

    item: Numbers
    amount: NDArray[np.float64]
    amount_is_known: Mask
    more_days: Numbers
    not_before: Numbers

    def only(self, mine: Mask) -> Waiting:
        """Return what of it is meant."""
        return Waiting(
            self.item[mine],
            self.amount[mine],
            self.amount_is_known[mine],
            self.more_days[mine],
            self.not_before[mine],
        )


class LostAtSites(NamedTuple):
    """For each batch and each of its sites: thousandths of production-days, at least and at most."""

    batch: Numbers
    site: Numbers
    low: Numbers
    high: Numbers
    is_known: Mask


class _Rows(NamedTuple):
    """One row for each batch and item at a site that it waits for; a spell of rows for each batch and site.

    `row_of` tells the row of each that waits; `begins` the first row of each spell.
    """

    batch: Numbers
    item: Numbers
    row_of: Numbers
    begins: Numbers


def lost_of_batches(
    items: SiteItems, waiting: Waiting, batch: Numbers, *, horizon: int, late: int | None
) -> LostAtSites:
    """Return what is lost within `horizon` days if what waits is refused, or `late` by so many days; by batch and site.

    `batch` numbers the batch of each that waits. Lost is what the world without a grant loses more than that with one.
    """
    rows = _rows(items, waiting, batch)
    granted = _arrivals(waiting, waiting.item, len(items.need), horizon, 0)
    lost_anyway = lost_days(items.need, items.pool, items.end, granted)
    unsure = (waiting.more_days < 0) | ~waiting.amount_is_known
    known = items.is_known & (np.bincount(waiting.item, weights=unsure, minlength=len(items.need)) == 0)
    more = [np.zeros(0, dtype=np.int64)]
    for first, last in _blocks(rows, horizon):
        mine = (rows.row_of >= first) & (rows.row_of < last)
        part, place = waiting.only(mine), rows.row_of[mine] - first
        item = rows.item[first:last]
        coming = granted[item] - _arrivals(part, place, last - first, horizon, 0)
        if late is not None:
            coming += _arrivals(part, place, last - first, horizon, late)
        lost = lost_days(items.need[item], items.pool[item], items.end[item], np.maximum(coming, 0.0))
        share = items.share[item].astype(np.int16)[:, None]
        begins = rows.begins[(rows.begins >= first) & (rows.begins < last)] - first
        missing, missing_anyway = (
            np.maximum.reduceat(world * share, begins, axis=0).sum(axis=1, dtype=np.int64)
            for world in (lost, lost_anyway[item])
        )
        more.append(np.maximum(missing - missing_anyway, 0))
    all_known = np.logical_and.reduceat(known[rows.item], rows.begins) if rows.begins.size else np.zeros(0, dtype=bool)
    exact = np.concatenate(more)
    least = np.where(all_known, exact, 0)
    most = np.where(all_known, exact, _most(items, waiting, rows, horizon, late))
    return LostAtSites(rows.batch[rows.begins], items.site[rows.item[rows.begins]], least, most, all_known)


def _rows(items: SiteItems, waiting: Waiting, batch: Numbers) -> _Rows:
    site = items.site[waiting.item]
    keys = np.stack([batch, site, waiting.item])
    held, row_of = np.unique(keys, axis=1, return_inverse=True)
    changes = np.any(np.diff(held[:2], axis=1) != 0, axis=0)
    begins = np.concatenate([[0], np.flatnonzero(changes) + 1]) if held.shape[1] else np.zeros(0, dtype=np.int64)
    return _Rows(held[0], held[2], row_of.reshape(-1), begins.astype(np.int64))


def _blocks(rows: _Rows, horizon: int) -> Iterator[tuple[int, int]]:
    """Cut the rows into blocks of whole sites that fit into memory."""
    count, first = len(rows.batch), 0
    while first < count:
        fits = first + max(CELLS_AT_ONCE // horizon, 1)
        cuts = rows.begins[(rows.begins > first) & (rows.begins <= fits)]
        last = count if fits >= count else int(cuts[-1]) if cuts.size else _next(rows.begins, first, count)
        yield first, last
        first = last


def _next(begins: Numbers, first: int, count: int) -> int:
    later = begins[begins > first]
    return int(later[0]) if later.size else count


def _arrivals(waiting: Waiting, place: Numbers, count: int, horizon: int, late: int) -> NDArray[np.float64]:
    """Put what waits on its day, in a row for each place; what comes too late, or nobody knows when, is left out."""
    arriving = np.zeros((count, horizon))
    day = waiting.more_days + late
    within = (waiting.more_days >= 0) & (day < horizon)
    np.add.at(arriving, (place[within], day[within]), waiting.amount[within])
    return arriving


def _most(items: SiteItems, waiting: Waiting, rows: _Rows, horizon: int, late: int | None) -> Numbers:
    """Bound what may be lost at a site of which not all is known.

    Both worlds are alike until something of the batch may come, and from when all missing items have an alternative.
    Of a single item no more days are lost than what waits would have covered, and than it is late.
    """
    count = len(rows.batch)
    if not count:
        return np.zeros(0, dtype=np.int64)
    comes = np.where(waiting.more_days >= 0, waiting.more_days, waiting.not_before)
    first = np.full(count, horizon, dtype=np.int64)
    np.minimum.at(first, rows.row_of, comes)
    amount = np.bincount(rows.row_of, weights=waiting.amount, minlength=count)
    need, sure = items.need[rows.item], items.need_is_known[rows.item]
    covered = np.where(sure, np.ceil(amount / np.where(need > 0, need, 1.0)), horizon)
    covered = np.where(sure & (need == 0), 0, np.minimum(covered, horizon)).astype(np.int64)
    covered = covered if late is None else np.minimum(covered, late)
    end = np.minimum(items.end[rows.item], horizon)
    days = np.maximum(np.maximum.reduceat(end, rows.begins) - np.minimum.reduceat(first, rows.begins), 0)
    alone = np.diff(np.append(rows.begins, count)) == 1
    days = np.where(alone, np.minimum(days, covered[rows.begins]), days)
    return np.asarray(days * np.maximum.reduceat(items.share[rows.item], rows.begins))
