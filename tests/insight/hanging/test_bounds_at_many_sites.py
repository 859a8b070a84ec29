"""Drawn sites of three items, many at once: whatever the unknown facts are, what is lost lies within the bounds."""

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.insight.hanging.batches import Waiting, lost_of_batches
from lockgate.insight.hanging.site_items import NEVER, Granted, SiteItems

ITEMS, HORIZON = 3, 14


class Drawn(NamedTuple):
    """The truth of many sites, what is told of it, and the batch of each that waits."""

    items: SiteItems
    waiting: Waiting
    told_items: SiteItems
    told_waiting: Waiting
    batch: NDArray[np.int64]


class Rarely(NamedTuple):
    """How often a fact is not told, and the most that a line brings: little of it makes days run at other times."""

    need: float
    pool: float
    end: float
    day: float
    amount: float
    most: int


KINDS = {
    "everything": Rarely(need=0.2, pool=0.4, end=0.15, day=0.2, amount=0.1, most=20),
    "days and amounts": Rarely(need=0, pool=0, end=0, day=0.4, amount=0.2, most=8),
    "stocks": Rarely(need=0, pool=0.8, end=0, day=0, amount=0, most=8),
}


def drawn(sites: int, seed: int, rarely: Rarely) -> Drawn:
    rng = np.random.default_rng(seed)
    count, waits = sites * ITEMS, sites * 4
    yes, site = np.ones(count, bool), np.repeat(np.arange(sites), ITEMS)
    share = rng.choice([0, 250, 500, 1000], count)
    need = np.where(share == 0, 0, rng.integers(0, 7, count)).astype(float)
    pool = rng.integers(0, 20, count).astype(float)
    end = np.where(rng.random(count) < 0.3, rng.integers(0, HORIZON + 3, count), NEVER)
    no_need, no_pool, no_end = (rng.random(count) < one for one in (rarely.need, rarely.pool, rarely.end))
    known = ~no_need & ((need == 0) | ~(no_pool | no_end))
    with_licence = rng.permutation(count)[: count // 4]
    granted = Granted(with_licence, rng.integers(1, 12, len(with_licence)), rng.integers(1, 10, len(with_licence)))
    told = SiteItems(
        site,
        np.where(no_need, 0, need),
        np.where(no_pool, 0, pool),
        np.where(no_need, 1000, share),
        np.where(no_end, NEVER, end),
        known,
        ~no_need,
        ~no_pool,
        granted,
    )
    # Half of what waits is for the first item of its site: so that several cases bring the same.
    item = rng.integers(0, count, waits)
    item = np.where(rng.random(waits) < 0.5, item // ITEMS * ITEMS, item)
    amount, more_days = rng.integers(1, rarely.most, waits).astype(object), rng.integers(1, HORIZON + 3, waits)
    waiting = Waiting(item, amount, np.ones(waits, bool), more_days, more_days)
    no_day, no_amount = rng.random(waits) < rarely.day, rng.random(waits) < rarely.amount
    told_waiting = waiting._replace(
        amount=amount + np.where(no_amount, rng.integers(0, 8, waits), 0),
        amount_is_known=~no_amount,
        more_days=np.where(no_day, -1, more_days),
        not_before=np.minimum(more_days, rng.integers(1, 4, waits)),
    )
    truth = SiteItems(site, need, pool, share, end, yes, yes, yes, granted)
    return Drawn(truth, waiting, told, told_waiting, rng.integers(0, 3, waits))


@pytest.mark.parametrize("unknown", list(KINDS))
@pytest.mark.parametrize("late", [None, 1, 2, 5])
def test_no_bound_leaves_the_truth_out(late, unknown, long, count):
    seen = exact = 0
    for seed in range(20 if long else 1):
        world = drawn(20_000, seed, KINDS[unknown])
        truth = lost_of_batches(world.items, world.waiting, world.batch, horizon=HORIZON, late=late)
        bounds = lost_of_batches(world.told_items, world.told_waiting, world.batch, horizon=HORIZON, late=late)
        assert truth.is_known.all()
        assert np.all(bounds.low <= truth.low)
        assert np.all(truth.high <= bounds.high)
        assert np.array_equal(bounds.low[bounds.is_known], truth.low[bounds.is_known])
        seen, exact = seen + len(truth.low), exact + int(bounds.is_known.sum())
    assert 0 < exact < seen
    how = "refused" if late is None else f"{late} days late"
    told = f"{seen:,} batches at sites, of which {exact:,} are exact; the bounds of all hold the truth"
    count(f"hanging, {how}, of {unknown} not all known: {told}")
