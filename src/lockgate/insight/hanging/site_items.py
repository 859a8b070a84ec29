"""What each site has and needs of each item on the data's date: from declarations, licences and draw-downs.

Pure, and all sites at once. A site is known by its consignee's name, the country and its own name; amounts of different
dimensions are different items. The newest declaration tells stock, usage and alternatives; the suppliers who declared
their share cover together `need` of the usage a day. As in `insight.sites`, what left for a consignee is at each of its
sites that declared the item, and what its licences still allow may come at once, or on their first valid day.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.insight.facts.draw_downs import DRAW_DOWNS
from lockgate.insight.facts.flows import FLOWS

WHOLE = 1000
SITE = ("consignee", "country", "site")
_SEPARATOR = "\x1f"
Days = NDArray[np.int64]
Amounts = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Granted(NamedTuple):
    """What licences allow from a later day on: for which item at a site, how much, and in how many days."""

    item: Days
    amount: Days
    more_days: Days


class SiteItems(NamedTuple):
    """Items at sites, one place in each array. Amounts are in the smallest unit; where `is_known` is false one is not.

    `site` numbers the sites. `need` is what the declared suppliers bring a day, 0 where nothing is needed, `pool` what
    is there or may be drawn at once. `share` of the output (permille) is lost on a day without: where it is unknown,
    all. From `end` on (days after the data's date) the first alternative that is known delivers; NEVER: none.
    `need_is_known` and `pool_is_known` tell that the one is exact, though another fact may not be. `granted` comes in
    addition to the pool.
    """

    site: Days
    need: Amounts
    pool: Amounts
    share: Days
    end: Days
    is_known: Mask
    need_is_known: Mask
    pool_is_known: Mask
    granted: Granted


NEVER = np.iinfo(np.int64).max


def site_items(
    flows: pa.Table, licences: pa.Table, draw_downs: pa.Table, data_date: date
) -> tuple[SiteItems, NDArray[np.int64]]:
    """Return the items at sites as of the data's date, and for each flow which of them it is of.

    The fact tables are those of `insight.facts`, in any order.
    """
    item = item_of(flows)
    key = codes_of(*(flows[name] for name in SITE), item, flows["dimension"])
    count = int(key.max()) + 1 if key.size else 0
    in_time = np.asarray(pc.sort_indices(flows, sort_keys=[(name, "ascending") for name in FLOWS.order]))
    last = flows.take(pa.array(_newest(key, in_time)))
    share, share_is_known = _shares(flows, key, in_time, count)
    usage = _numbers(last["usage_a_day"])
    stock = _numbers(last["stock"])
    end, alternatives_are_known = _ends(last["alternatives"])
    nothing_needed = (usage == 0) | ((share == 0) & share_is_known)
    need = np.where(nothing_needed, 0.0, np.ceil(usage * share / WHOLE))
    need_is_known = nothing_needed | (~np.isnan(usage) & share_is_known)
    today = (data_date - date(1970, 1, 1)).days
    came, open_amount, granted = _arrived(last, licences, DRAW_DOWNS.sorted(draw_downs), today)
    pool = _stock_now(stock, np.nan_to_num(need), _days(last["declared_on"]), came, today) + open_amount
    is_known = nothing_needed | (need_is_known & ~np.isnan(pool) & alternatives_are_known)
    site = codes_of(*(last[name] for name in SITE)) if count else np.zeros(0, dtype=np.int64)
    most = np.where(share_is_known, share, WHOLE)
    items = SiteItems(
        site, np.nan_to_num(need), np.nan_to_num(pool), most, end, is_known, need_is_known, ~np.isnan(pool), granted
    )
    return items, key


def item_of(table: pa.Table) -> pa.ChunkedArray:
    """Return the entry, or the goods code where there is none."""
    return pc.coalesce(table["entry"], table["goods_code"], pa.scalar(""))


def codes_of(*columns: pa.ChunkedArray) -> NDArray[np.int64]:
    """Number the distinct combinations of these columns from 0, in the order in which they first occur."""
    texts = [pc.fill_null(column.cast(pa.string()), "") for column in columns]
    joined = pc.binary_join_element_wise(*texts, _SEPARATOR)
    chunked = joined if isinstance(joined, pa.ChunkedArray) else pa.chunked_array([joined])
    return np.asarray(chunked.combine_chunks().dictionary_encode().indices).astype(np.int64)


def _newest(key: Days, in_time: Days) -> Days:
    """Return the place of the newest of each key, given the places in the order of their time."""
    newest = np.zeros(int(key.max()) + 1 if key.size else 0, dtype=np.int64)
    newest[key[in_time]] = in_time  # the last one that is written stays
    return newest


def _shares(flows: pa.Table, key: Days, in_time: Days, count: int) -> tuple[Days, Mask]:
    """Add up the newest share of each supplier, at most the whole; and tell where all are known."""
    by_supplier = codes_of(pa.chunked_array([pa.array(key)]), flows["supplier"])
    newest = _newest(by_supplier, in_time)
    told = _numbers(flows["share_permille"])[newest]
    total = np.bincount(key[newest], weights=np.nan_to_num(told), minlength=count)
    unknown = np.bincount(key[newest], weights=np.isnan(told), minlength=count) > 0
    return np.minimum(total, WHOLE).astype(np.int64), ~unknown


def _ends(alternatives: pa.ChunkedArray) -> tuple[Days, Mask]:
    """Return the day on which the first alternative whose days are known is qualified, and where all are known."""
    held = alternatives.combine_chunks()
    parents = np.asarray(pc.list_parent_indices(held)).astype(np.int64)
    days = pc.struct_field(pc.list_flatten(held), "qualify_days")
    told = np.asarray(days.is_valid())
    end = np.full(len(held), NEVER, dtype=np.int64)
    np.minimum.at(end, parents[told], days.fill_null(0).to_numpy(zero_copy_only=False)[told])
    known = np.asarray(held.is_valid())
    known = known.copy()
    known[parents[~told]] = False
    return end, known


class _Arrived(NamedTuple):
    """What arrived for which of the items at sites, on which day (since 1970), in the order of the days."""

    place: Days
    on: Days
    amount: Amounts


def _arrived(last: pa.Table, licences: pa.Table, draw_downs: pa.Table, today: int) -> tuple[_Arrived, Amounts, Granted]:
    """Return what left for each item's consignee, and what its usable licences still allow, now and later."""
    columns = [(last[name], licences[name]) for name in ("consignee", "country", "dimension")]
    mine, theirs = codes_of_both(*columns, (item_of(last), item_of(licences)))
    usable = np.asarray(pc.equal(licences["standing"], "in_force").combine_chunks()) & (
        _days(licences["valid_to"]) >= today
    )
    allowed = np.maximum(_numbers(licences["allowed"]) - _numbers(licences["drawn"]), 0.0) * usable
    more_days = _days(licences["valid_from"]) - today
    at_once = np.where(more_days > 0, 0.0, allowed)
    open_amount = np.bincount(theirs, weights=at_once, minlength=int(mine.max(initial=-1)) + 1)[mine]
    later = np.flatnonzero((more_days > 0) & (allowed > 0))
    at, of_later = pairs(mine, theirs[later])
    granted = Granted(at, allowed[later][of_later].astype(np.int64), more_days[later][of_later])
    row, amount = _left(licences, draw_downs)
    of_item, of_left = pairs(mine, theirs[row])
    on = _days(draw_downs["on"])
    kept = amount[of_left] > 0
    order = np.argsort(on[of_left[kept]], kind="stable")
    came = _Arrived(of_item[kept][order], on[of_left[kept]][order], amount[of_left[kept]][order])
    return came, open_amount.astype(np.float64), granted


def _left(licences: pa.Table, draw_downs: pa.Table) -> tuple[Days, Amounts]:
    """Return the licence line of each draw-down, and what of it was not taken back: a reversal takes from the last.

    A draw-down on a licence line that is no fact is of no line here, and has nothing.
    """
    of_line, moved = codes_of_both(*((licences[name], draw_downs[name]) for name in ("licence", "line")))
    row = np.full(max(of_line.max(initial=-1), moved.max(initial=-1)) + 1, -1, dtype=np.int64)
    row[of_line] = np.arange(len(of_line))
    amount = _numbers(draw_downs["amount"])
    for line in np.unique(moved[amount < 0]):
        held: list[int] = []
        for place in np.flatnonzero(moved == line):
            while amount[place] < 0 and held:
                amount[held[-1]] += amount[place]
                amount[place] = 0.0
                if amount[held[-1]] <= 0:
                    amount[place] = amount[held.pop()]
            if amount[place] > 0:
                held.append(int(place))
    amount = np.where(row[moved] < 0, 0.0, np.maximum(amount, 0.0))
    return np.maximum(row[moved], 0), amount


def _stock_now(stock: Amounts, need: Amounts, declared_on: Days, came: _Arrived, today: int) -> Amounts:
    """Walk each stock from its declaration to the data's date: a day without enough uses nothing. nan is unknown.

    What arrived up to the day of the declaration is in it.
    """
    later = (came.on > declared_on[came.place]) & (came.on <= today)
    place, on, amount = came.place[later], came.on[later], came.amount[later]
    order = np.argsort(place, kind="stable")
    place, on, amount = place[order], on[order], amount[order]
    turn = np.arange(len(place)) - np.searchsorted(place, place)  # the first that came to a site has turn 0
    now, at = stock.copy(), declared_on.copy()
    for each in range(int(turn.max()) + 1 if turn.size else 0):
        mine = turn == each
        here = place[mine]
        now[here] = _used(now[here], need[here], on[mine] - at[here]) + amount[mine]
        at[here] = on[mine]
    return _used(now, need, np.maximum(today - at, 0))


def _used(stock: Amounts, need: Amounts, days: Days) -> Amounts:
    safe = np.where(need > 0, need, 1.0)
    running = np.where(need > 0, np.minimum(days, np.floor(stock / safe)), 0.0)
    return stock - running * need


def pairs(left: Days, right: Days) -> tuple[Days, Days]:
    """Return the places of all pairs with equal codes, in the order of the right ones."""
    order = np.argsort(left, kind="stable")
    begin = np.searchsorted(left[order], right, side="left")
    counts = np.searchsorted(left[order], right, side="right") - begin
    of_right = np.repeat(np.arange(len(right)), counts)
    within = np.arange(len(of_right)) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[np.repeat(begin, counts) + within], of_right


def codes_of_both(*columns: tuple[pa.ChunkedArray, pa.ChunkedArray]) -> tuple[Days, Days]:
    """Number the combinations of the columns of two tables together, and return those of each."""
    codes = codes_of(
        *(
            pa.chunked_array([*one.cast(pa.string()).chunks, *other.cast(pa.string()).chunks], pa.string())
            for one, other in columns
        )
    )
    first = len(columns[0][0])
    return codes[:first], codes[first:]


def _days(column: pa.ChunkedArray) -> Days:
    days: Days = column.cast(pa.int32()).to_numpy().astype(np.int64)
    return days


def _numbers(column: pa.ChunkedArray) -> Amounts:
    """Return a column of whole numbers as floats, which are exact up to 9e15; nan where nothing stands."""
    numbers: Amounts = (
        column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(np.float64, copy=True)
    )
    return numbers
