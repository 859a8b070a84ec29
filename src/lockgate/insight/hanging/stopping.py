"""How many production-days hang on a supplier, or on a licence: what is lost within a horizon if it stops today.

Pure. A production-day is a day of a site's full output. If something stops, the site lacks the share of an item that
came that way, from the first day that its stock no longer covers until another supplier is qualified; on such a day it
makes the rest of its output, so that a missing share of 40 % loses 0.4 of a production-day. Of several items that are
missing on one day the largest share counts, and once. The stock covers only the missing share, because the others
deliver theirs: it lasts stock / (usage * share) days. A fact that is not known gives two figures, the least and the
most that it can mean. The least counts what is known to the last fact. The most is sharp for a supplier; for a licence
of which some facts are unknown it may be more than any one value of them gives.

Assumed, for none of it is declared: all other suppliers deliver as before; the stock is that of the data's date and all
of it may be used; a site's output is in proportion to the item that it is shortest of, whatever the product; the first
alternative to be qualified replaces the whole missing share, and needs no licence; another licence of the same supplier
replaces nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.core.errors import Invalid

HORIZON_DAYS = 90
WHOLE = 1000
"""A share of all, in permille."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What a site declared of one item from one supplier. None is "not known", which is never zero.

    `site` names the site whatever its owner. Amounts are whole numbers of the item's smallest unit. `qualify_days` has
    the days until each alternative is qualified; () is "there is none", None among them "nobody knows how many".
    `licence` is the one under which the item comes, "" where there is none yet, `balance` what is left on it for this
    site.
    """

    supplier: str
    site: str
    item: str
    usage_a_day: int | None
    stock: int | None
    share_permille: int | None
    qualify_days: tuple[int | None, ...] | None
    product: str = ""
    licence: str = ""
    balance: int | None = None


class Hanging(NamedTuple):
    """The production-days that hang on one supplier or licence, at least and at most, over all sites.

    `sites` of them may lose some; `products` are what these declared that the missing items go into.
    """

    name: str
    low: float
    high: float
    sites: int
    products: tuple[str, ...]


class _Gap(NamedTuple):
    """Days from `start` up to and without `end`, counted from today as 0, that lack `permille` of an item."""

    start: int
    end: int
    permille: int


_NO_GAP = _Gap(0, 0, 0)


def hanging_on_suppliers(supplies: Iterable[Supply], horizon_days: int = HORIZON_DAYS) -> list[Hanging]:
    """Return what hangs on each supplier: lost if it delivers nothing from today on, on whatever licence."""
    return _hanging(supplies, horizon_days, lambda one: one.supplier, of_licence=False)


def hanging_on_licences(supplies: Iterable[Supply], horizon_days: int = HORIZON_DAYS) -> list[Hanging]:
    """Return what hangs on each licence: lost if nothing more is drawn on it, against using up its balance.

    A licence loses no more days than its balance would have covered: what comes after that depends on another licence.
    """
    return _hanging((one for one in supplies if one.licence), horizon_days, lambda one: one.licence, of_licence=True)


def largest(hanging: Iterable[Hanging], count: int = 5) -> list[Hanging]:
    """Return those on which most may hang, by the upper figure, so that what is not known hides nobody."""
    return sorted(hanging, key=lambda one: (-one.high, -one.low, one.name))[:count]


def _hanging(
    supplies: Iterable[Supply], horizon: int, name_of: Callable[[Supply], str], *, of_licence: bool
) -> list[Hanging]:
    if horizon < 1:
        raise Invalid(f"Within {horizon} days nothing can be lost.", mend="Give a horizon of one day or more.")
    by_name: dict[str, dict[str, list[Supply]]] = defaultdict(lambda: defaultdict(list))
    for one in supplies:
        _check(one)
        by_name[name_of(one)][one.site].append(one)
    return [_of_one(name, sites, horizon, of_licence=of_licence) for name, sites in by_name.items()]


def _of_one(name: str, sites: dict[str, list[Supply]], horizon: int, *, of_licence: bool) -> Hanging:
    least, most, may_lose = 0, 0, 0
    products: set[str] = set()
    for supplies in sites.values():
        gaps = [_widest_gap(one, horizon, of_licence=of_licence) for one in supplies]
        known = [_is_known(one, of_licence=of_licence) for one in supplies]
        least += _lost([gap for gap, is_known in zip(gaps, known, strict=True) if is_known], horizon)
        at_most = _lost(gaps, horizon)
        most += at_most
        may_lose += at_most > 0
        products |= {one.product for one, gap in zip(supplies, gaps, strict=True) if _lost([gap], horizon)}
    return Hanging(name, least / WHOLE, most / WHOLE, may_lose, tuple(sorted(products - {""})))


def _lost(gaps: Iterable[_Gap], horizon: int) -> int:
    """Return the thousandths of production-days that one site loses: on each day the largest share that is missing."""
    missing: NDArray[np.int64] = np.zeros(horizon, dtype=np.int64)
    for gap in gaps:
        days = missing[gap.start : gap.end]
        np.maximum(days, gap.permille, out=days)
    return int(missing.sum())


def _widest_gap(one: Supply, horizon: int, *, of_licence: bool) -> _Gap:
    """Return the days that may lack the item, and the most of it that may be lacking: exact where all is known.

    Day k, counted from today as 0, is covered while stock >= (k + 1) * usage * share.
    """
    share = WHOLE if one.share_permille is None else one.share_permille
    start, end = 0, min([horizon, *(days for days in one.qualify_days or () if days is not None)])
    if 0 in (one.usage_a_day, share) or (of_licence and one.balance == 0):
        return _NO_GAP
    if one.usage_a_day is not None and one.stock is not None:
        lacking = one.usage_a_day * share  # a day, in thousandths of the smallest unit
        start = one.stock * WHOLE // lacking
        if of_licence and one.balance is not None and one.share_permille is not None:
            end = min(end, (one.stock + one.balance) * WHOLE // lacking)
    return _Gap(start, end, share) if start < end else _NO_GAP


def _is_known(one: Supply, *, of_licence: bool) -> bool:
    """Tell whether the gap is exact. Where it is not there may be none: any single unknown can be that good."""
    facts = [one.usage_a_day, one.stock, one.share_permille, one.balance if of_licence else 0]
    return None not in facts and one.qualify_days is not None and None not in one.qualify_days


def _check(one: Supply) -> None:
    amounts = [one.usage_a_day, one.stock, one.share_permille, one.balance, *(one.qualify_days or ())]
    if min(amount or 0 for amount in amounts) < 0 or (one.share_permille or 0) > WHOLE:
        raise Invalid(
            f"The supply of {one.item} by {one.supplier} to {one.site} has an amount that cannot be.",
            mend=f"Give amounts and days of zero or more, and a share of at most {WHOLE} permille.",
        )
