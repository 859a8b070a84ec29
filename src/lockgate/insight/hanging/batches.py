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
from lockgate.insight.hanging.site_items import SiteItems, pairs
from lockgate.insight.hanging.whole_steps import Steps, in_whole_steps
from lockgate.insight.own_file.many_amounts import Wholes

CELLS_AT_ONCE = 10_000_000
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Waiting(NamedTuple):
    """What waits, one place in each array: for which item at a site, how much, and when it comes.

    An `amount` is a whole number of the smallest unit, or a Fraction where sites share a line; where `amount_is_known`
    is false, it is the most that it may be. `more_days` is -1 where the median day is unknown, which is then not before
    `not_before`.
    """

    item: Numbers
    amount: Wholes
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
    """One row for each batch and item at each site where the batch waits; a spell of rows for each batch and site.

    `row_of` tells the row of each that waits; `begins` the first row of each spell; `is_waited_for` that the batch
    waits for the item, and not only for another one at that site.
    """

    batch: Numbers
    item: Numbers
    row_of: Numbers
    begins: Numbers
    is_waited_for: Mask


def lost_of_batches(
    items: SiteItems, waiting: Waiting, batch: Numbers, *, horizon: int, late: int | None
) -> LostAtSites:
    """Return what is lost within `horizon` days if what waits is refused, or `late` by so many days; by batch and site.

    `batch` numbers the batch of each that waits. Lost is what the world without a grant loses more than that with one,
    of all items at a site: a day that another one stops anyway is not lost by the batch.
    """
    rows = _rows(items, waiting, batch)
    steps = in_whole_steps(items.need, items.pool, waiting.item, waiting.amount, horizon)
    waiting = waiting._replace(amount=steps.amount)
    granted = _arrivals(waiting, waiting.item, len(items.need), horizon, 0)
    lost_anyway = lost_days(steps.need, steps.pool, items.end, granted)
    unsure = (waiting.more_days < 0) | ~waiting.amount_is_known
    comes_surely = np.bincount(waiting.item, weights=unsure, minlength=len(items.need)) == 0
    known = items.is_known & (comes_surely | (items.need == 0))
    share = np.where(known, items.share, 0).astype(np.int16)
    none = np.zeros(0, dtype=np.int64)
    more, more_at_most = [none], [none]
    for first, last in _blocks(rows, horizon):
        mine = (rows.row_of >= first) & (rows.row_of < last)
        part, place = waiting.only(mine), rows.row_of[mine] - first
        item = rows.item[first:last]
        coming = granted[item] - _arrivals(part, place, last - first, horizon, 0)
        if late is not None:
            coming += _arrivals(part, place, last - first, horizon, late)
        lost = lost_days(steps.need[item], steps.pool[item], items.end[item], coming)
        begins = rows.begins[(rows.begins >= first) & (rows.begins < last)] - first
        missing, missing_anyway = (
            np.maximum.reduceat(world * share[item, None], begins, axis=0) for world in (lost, lost_anyway[item])
        )
        beyond = missing - missing_anyway
        more.append(np.maximum(beyond.sum(axis=1, dtype=np.int64), 0))
        more_at_most.append(np.maximum(beyond, 0).sum(axis=1, dtype=np.int64))
    site = items.site[rows.item[rows.begins]]
    all_known = _of_all(known[rows.item], rows)
    exact = np.concatenate(more)
    most = _most(items, steps, waiting, rows, horizon, late)
    own_known = _of_all(known[rows.item] | ~rows.is_waited_for, rows)
    most = np.where(own_known, np.minimum(most, np.concatenate(more_at_most)), most)
    return LostAtSites(
        rows.batch[rows.begins], site, np.where(all_known, exact, 0), np.where(all_known, exact, most), all_known
    )


def _of_all(holds: Mask, rows: _Rows) -> Mask:
    return np.logical_and.reduceat(holds, rows.begins) if rows.begins.size else np.zeros(0, dtype=bool)


def _rows(items: SiteItems, waiting: Waiting, batch: Numbers) -> _Rows:
    """Lay out the rows by batch, site and item."""
    spells, spell_of = np.unique(np.stack([batch, items.site[waiting.item]]), axis=1, return_inverse=True)
    item, spell = pairs(items.site, spells[1])
    count = len(items.site)
    row_of = np.searchsorted(spell * count + item, spell_of.reshape(-1) * count + waiting.item)
    is_waited_for = np.zeros(len(item), dtype=bool)
    is_waited_for[row_of] = True
    begins = np.searchsorted(spell, np.arange(spells.shape[1]))
    return _Rows(spells[0][spell], item, row_of, begins, is_waited_for)


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


def _arrivals(waiting: Waiting, place: Numbers, count: int, horizon: int, late: int) -> Wholes:
    """Put what waits on its day, in a row for each place; what comes too late, or nobody knows when, is left out."""
    arriving = _nothing((count, horizon), waiting.amount)
    day = waiting.more_days + late
    within = (waiting.more_days >= 0) & (day < horizon)
    np.add.at(arriving, (place[within], day[within]), waiting.amount[within])
    return arriving


def _nothing(shape: tuple[int, ...], like: Wholes) -> Wholes:
    return np.zeros(shape, np.int64) if like.dtype == np.int64 else np.zeros(shape, np.object_)


def _most(items: SiteItems, steps: Steps, waiting: Waiting, rows: _Rows, horizon: int, late: int | None) -> Numbers:
    """Bound what may be lost at a site of which not all is known.

    The worlds are alike until something of the batch may come, and from when all items that it waits for have an
    alternative. And of each item only so many days may be lost in the one and not in the other (`_days_of_item`).
    """
    count = len(rows.batch)
    if not count:
        return np.zeros(0, dtype=np.int64)
    mine = rows.is_waited_for
    comes = np.where(waiting.more_days >= 0, waiting.more_days, waiting.not_before)
    first = np.full(count, horizon, dtype=np.int64)
    np.minimum.at(first, rows.row_of, comes)
    end = np.where(mine, np.minimum(items.end[rows.item], horizon), 0)
    days = np.maximum(np.maximum.reduceat(end, rows.begins) - np.minimum.reduceat(first, rows.begins), 0)
    share = items.share[rows.item] * mine
    together = np.add.reduceat(_days_of_item(items, steps, waiting, rows, horizon, late) * share, rows.begins)
    return np.asarray(np.minimum(days * np.maximum.reduceat(share, rows.begins), together))


def _days_of_item(
    items: SiteItems, steps: Steps, waiting: Waiting, rows: _Rows, horizon: int, late: int | None
) -> Numbers:
    """Bound the days that one item lacks only in the world without the grant, at a site where others may lack too.

    That many days more the goods would have covered, and that much later they are. Where other goods come as well, the
    days without may be others in each world, and as many as there are: unless no other item is needed at the site,
    where only their number counts.
    """
    count = len(rows.batch)
    of_row = np.bincount(rows.row_of, minlength=count)
    of_item = np.bincount(waiting.item, minlength=len(items.need))[rows.item]
    amount = _nothing((count,), steps.amount)
    np.add.at(amount, rows.row_of, steps.amount)
    need, sure = steps.need[rows.item], items.need_is_known[rows.item]
    needless = sure & (need == 0)
    needed = np.add.reduceat(~needless, rows.begins, dtype=np.int64)
    alone = np.repeat(needed == 1, np.diff(np.append(rows.begins, count)))
    covered = np.where(sure, np.minimum(-(-amount // np.maximum(need, 1)), horizon), horizon)
    days = np.where(alone | (of_row == of_item), covered, horizon)
    if late is not None:
        days = np.where(alone | (of_row == 1), np.minimum(days, late), days)
    return np.where(needless, 0, days).astype(np.int64)
