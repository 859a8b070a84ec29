"""What is lost at each site if a batch of what waits is refused, or late: exact where all is known, else bounds. Pure.

Two worlds are walked for each item at a site: one in which all that waits comes on its median day, and one in which
what the batch waits for does not, or comes late. What nobody knows the day or the amount of comes in neither. On a day
of which several items are missing the largest share counts, and once. docs/methods/hanging.md says why the bounds hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.hanging.lost_days import lost_days
from lockgate.insight.hanging.site_items import Granted, SiteItems, pairs
from lockgate.insight.hanging.whole_steps import Steps, in_whole_steps
from lockgate.insight.own_file.many_amounts import Wholes

CELLS_AT_ONCE = 10_000_000
Numbers = NDArray[np.int64]
Shares = NDArray[np.int16]
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

    @property
    def is_sure(self) -> Mask:
        """Tell of what both the amount and the day are known."""
        return self.amount_is_known & (self.more_days >= 0)

    def and_granted(self, granted: Granted) -> Waiting:
        """Return what waits, and after it what comes without a decision."""
        return Waiting(
            np.concatenate([self.item, granted.item]),
            np.concatenate([self.amount, granted.amount.astype(np.object_)]),
            np.concatenate([self.amount_is_known, np.ones(len(granted.item), dtype=bool)]),
            np.concatenate([self.more_days, granted.more_days]),
            np.concatenate([self.not_before, granted.more_days]),
        )

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


class _Worlds(NamedTuple):
    """What is walked: `coming` is what waits, first, and what comes without a decision. `late` is None if refused."""

    items: SiteItems
    steps: Steps
    coming: Waiting
    waiting: Waiting
    rows: _Rows
    horizon: int
    late: int | None


class _Own(NamedTuple):
    """For each row, whether the batch waits for the item, and what the walk without the grant tells of it then.

    The worlds are alike before day `comes`. Where `counted`, the item lacks at most as many days as in the walk; where
    `by_day`, on no other days.
    """

    comes: Numbers
    counted: Mask
    by_day: Mask


class _Walked(NamedTuple):
    """What the walk found, in thousandths for each spell, but in days for each row where it says so.

    `more` is what the site loses beyond what it loses anyway. `more_at_most` adds up, of the days on which the worlds
    may differ, by how much the largest share of what is told by day exceeds what is missing anyway. `lacking_days` are
    those that each row's item lacks without the grant.
    """

    more: Numbers
    more_at_most: Numbers
    lacking_days: Numbers


def lost_of_batches(
    items: SiteItems, waiting: Waiting, batch: Numbers, *, horizon: int, late: int | None
) -> LostAtSites:
    """Return what is lost within `horizon` days if what waits is refused, or `late` by so many days; by batch and site.

    `batch` numbers the batch of each that waits. Lost is what the world without a grant loses more than that with one,
    of all items at a site: a day that another one stops anyway is not lost by the batch.
    """
    rows = _rows(items, waiting, batch)
    coming = waiting.and_granted(items.granted)
    steps = in_whole_steps(items.need, items.pool, coming.item, coming.amount, horizon)
    coming = coming._replace(amount=steps.amount)
    waiting = waiting._replace(amount=steps.amount[: len(waiting.item)])
    worlds = _Worlds(items, steps, coming, waiting, rows, horizon, late)
    unsure = np.bincount(waiting.item, weights=~waiting.is_sure, minlength=len(items.need))
    known = items.is_known & ((unsure == 0) | (items.need == 0))
    own = _own(worlds, unsure)
    walked = _walk(worlds, own, np.where(known, items.share, 0).astype(np.int16))
    most = _most(worlds, own, walked)
    all_known = np.logical_and.reduceat(known[rows.item], rows.begins) if rows.begins.size else np.zeros(0, dtype=bool)
    return LostAtSites(
        rows.batch[rows.begins],
        items.site[rows.item[rows.begins]],
        np.where(all_known, walked.more, 0),
        np.where(all_known, walked.more, most),
        all_known,
    )


def _own(worlds: _Worlds, unsure: Numbers) -> _Own:
    """Say what the walk without the grant tells of each item that its batch waits for.

    Refused, what the batch waits for comes on no day, so that nothing of it is unsure; late, it may be.
    """
    items, waiting, rows = worlds.items, worlds.waiting, worlds.rows
    count = len(rows.batch)
    comes = np.full(count, worlds.horizon, dtype=np.int64)
    np.minimum.at(comes, rows.row_of, np.where(waiting.more_days >= 0, waiting.more_days, waiting.not_before))
    others = unsure[rows.item]
    if worlds.late is None:
        others = others - np.bincount(rows.row_of, weights=~waiting.is_sure, minlength=count)
    counted = (items.need_is_known & items.pool_is_known)[rows.item] & rows.is_waited_for
    return _Own(comes, counted, counted & (others == 0))


def _walk(worlds: _Worlds, own: _Own, share: Shares) -> _Walked:
    """Walk both worlds of all rows, block by block; `share` of each item is missing on a day that it lacks."""
    items, steps, coming, waiting, rows, horizon, late = worlds
    with_grant = _arrivals(coming, coming.item, len(items.need), horizon, 0)
    lost_anyway = lost_days(steps.need, steps.pool, items.end, with_grant)
    share_by_day = np.where(own.by_day, items.share[rows.item], 0).astype(np.int16)
    none = np.zeros(0, dtype=np.int64)
    found = [_Walked(none, none, none)]
    for first, last in _blocks(rows, horizon):
        mine = (rows.row_of >= first) & (rows.row_of < last)
        part, place = waiting.only(mine), rows.row_of[mine] - first
        item = rows.item[first:last]
        arriving = with_grant[item] - _arrivals(part, place, last - first, horizon, 0)
        if late is not None:
            arriving += _arrivals(part, place, last - first, horizon, late)
        lost = lost_days(steps.need[item], steps.pool[item], items.end[item], arriving)
        begins = rows.begins[(rows.begins >= first) & (rows.begins < last)] - first
        missing, missing_anyway = (
            np.maximum.reduceat(world * share[item, None], begins, axis=0) for world in (lost, lost_anyway[item])
        )
        may_differ = np.arange(horizon) >= own.comes[first:last, None]
        lacking = np.maximum.reduceat((lost & may_differ) * share_by_day[first:last, None], begins, axis=0)
        found.append(
            _Walked(
                np.maximum((missing - missing_anyway).sum(axis=1, dtype=np.int64), 0),
                np.maximum(lacking - missing_anyway, 0).sum(axis=1, dtype=np.int64),
                lost.sum(axis=1, dtype=np.int64),
            )
        )
    return _Walked(*(np.concatenate(each) for each in zip(*found, strict=True)))


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
    """Put what waits on its day, in a row for each place; what comes too late, or is not sure, is left out."""
    arriving = _nothing((count, horizon), waiting.amount)
    day = waiting.more_days + late
    within = waiting.is_sure & (day < horizon)
    np.add.at(arriving, (place[within], day[within]), waiting.amount[within])
    return arriving


def _nothing(shape: tuple[int, ...], like: Wholes) -> Wholes:
    return np.zeros(shape, np.int64) if like.dtype == np.int64 else np.zeros(shape, np.object_)


def _most(worlds: _Worlds, own: _Own, walked: _Walked) -> Numbers:
    """Bound what may be lost at a site of which not all is known.

    The worlds are alike until something of the batch may come, and from when all items that it waits for have an
    alternative. Of each item only so many days may be lost in the one and not in the other (`_days_of_item`), and no
    more than it lacks without the grant: what may come besides makes these fewer, though not each of them. Where
    nothing may come besides, these days are told, and so is what is missing on them anyway.
    """
    items, rows = worlds.items, worlds.rows
    if not len(rows.batch):
        return np.zeros(0, dtype=np.int64)
    end = np.where(rows.is_waited_for, np.minimum(items.end[rows.item], worlds.horizon), 0)
    days = np.maximum(np.maximum.reduceat(end, rows.begins) - np.minimum.reduceat(own.comes, rows.begins), 0)
    share = items.share[rows.item] * rows.is_waited_for
    of_item = np.minimum(_days_of_item(worlds), np.maximum(end - own.comes, 0))
    of_item = np.where(own.counted, np.minimum(of_item, walked.lacking_days), of_item) * share
    together = np.add.reduceat(of_item, rows.begins)
    not_by_day = np.add.reduceat(np.where(own.by_day, 0, of_item), rows.begins)
    alike = days * np.maximum.reduceat(share, rows.begins)
    return np.asarray(np.minimum(np.minimum(alike, together), walked.more_at_most + not_by_day))


def _days_of_item(worlds: _Worlds) -> Numbers:
    """Bound the days that one item lacks only in the world without the grant, at a site where others may lack too.

    That many days more the goods would have covered, and that much later they are. Where other goods come as well, the
    days without may be others in each world, and as many as there are: unless no other item is needed at the site,
    where only their number counts.
    """
    items, steps, coming, waiting, rows, horizon, late = worlds
    count = len(rows.batch)
    of_row = np.bincount(rows.row_of, minlength=count)
    of_item = np.bincount(coming.item, minlength=len(items.need))[rows.item]
    amount = _nothing((count,), waiting.amount)
    np.add.at(amount, rows.row_of, waiting.amount)
    need, sure = steps.need[rows.item], items.need_is_known[rows.item]
    needless = sure & (need == 0)
    needed = np.add.reduceat(~needless, rows.begins, dtype=np.int64)
    alone = np.repeat(needed == 1, np.diff(np.append(rows.begins, count)))
    covered = np.where(sure, np.minimum(-(-amount // np.maximum(need, 1)), horizon), horizon)
    days = np.where(alone | (of_row == of_item), covered, horizon)
    if late is not None:
        days = np.where(alone | (of_row == 1), np.minimum(days, late), days)
    return np.where(needless, 0, days).astype(np.int64)
