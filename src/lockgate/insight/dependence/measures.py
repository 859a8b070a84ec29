"""Share, concentration, suppliers for half, single sources: their least and greatest over all that is not declared.

What is not declared may come from endlessly many suppliers, or all from one, known or not; but no consignee supplies
itself. Every bound is in closed form and sharp: a world gives it, or worlds come as near to it as one likes. The proofs
stand in docs/methods/dependence.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lockgate.insight.dependence.exact_sums import Sums, add_up, running
from lockgate.insight.dependence.flows import UNDECLARED

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


class Bounds(NamedTuple):
    """The least and the greatest of a measure, one a group; nan inside of this package where there is no bound."""

    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Who supplies how much in each group, that is an item, or an item at a consignee.

    One entry for each supplier of a group, the groups in order and in each the largest first: `group`, `supplier`,
    `amount`, and `barred`, the part of the group's undeclared amount that cannot be this supplier's because it is the
    one that receives it. One entry for each group: `total`, `open` (not declared), `first` (the place of its largest
    supplier) and `suppliers` (how many are declared).
    """

    group: Places
    supplier: Places
    amount: Sums
    barred: Sums
    total: Sums
    open: Sums
    first: Places
    suppliers: Places


def supply_of(group: Places, supplier: Places, consignee: Places | None, amounts: Sums) -> Supply:
    """Add up flows by group, a number from 0 on without gaps, and supplier.

    `consignee` is None where a group is a single consignee, whose suppliers are all others.
    """
    count = int(group.max(initial=-1)) + 1
    is_open = supplier == UNDECLARED
    names = max(int(supplier.max(initial=0)), 0 if consignee is None else int(consignee.max(initial=0))) + 1
    keys, inverse = np.unique(group[~is_open] * names + supplier[~is_open], return_inverse=True)
    amount = add_up(amounts[~is_open], inverse, len(keys))
    barred = Sums(np.zeros_like(amount.parts))
    if consignee is not None and len(keys):
        sought = group[is_open] * names + consignee[is_open]
        place = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
        found = keys[place] == sought
        barred = add_up(amounts[is_open][found], place[found], len(keys))
    order = np.lexsort((*-amount.parts, keys // names))
    of_group = keys[order] // names
    suppliers = np.bincount(of_group, minlength=count)
    return Supply(
        of_group,
        keys[order] % names,
        amount[order],
        barred[order],
        add_up(amounts, group, count),
        add_up(amounts[is_open], group[is_open], count),
        np.cumsum(suppliers) - suppliers,
        suppliers,
    )


def coverage(supply: Supply) -> Numbers:
    """Return the declared share of each group's amount."""
    return _of_total(supply.total - supply.open, supply)


def shares(supply: Supply) -> Bounds:
    """Return the bounds of each declared supplier's share, in the order of the entries of `supply`."""
    whole = supply.total[supply.group].floats()
    open_to_it = supply.open[supply.group] - supply.barred
    return Bounds(supply.amount.floats() / whole, (supply.amount + open_to_it).floats() / whole)


def largest_shares(supply: Supply) -> Bounds:
    """Return the bounds of the largest share that one supplier has of a group, for groups that are a single consignee.

    If nothing is declared, the least is 0: many that supply hardly anything each.
    """
    largest = _largest(supply)
    return Bounds(_of_total(largest, supply), _of_total(largest + supply.open, supply))


def concentrations(supply: Supply) -> Bounds:
    """Return the bounds of the Herfindahl-Hirschman index of each group, the sum of the squares of all shares."""
    count = len(supply.first)
    whole = supply.total[supply.group].floats()
    share = supply.amount.floats() / whole
    low: Numbers = np.bincount(supply.group, share**2, minlength=count).astype(np.float64)
    undeclared = _of_total(supply.open, supply)
    # All that is open goes to one supplier, but what that one receives itself: this goes to the largest other one.
    barred = supply.barred.floats() / whole
    rest = undeclared[supply.group] - barred
    added = rest * (2 * share + rest) + barred * (2 * _largest_other(supply, share) + barred)
    most = undeclared**2
    np.maximum.at(most, supply.group, added)
    return Bounds(low, np.minimum(low + most, 1.0))


def suppliers_for_half(supply: Supply) -> Bounds:
    """Return the bounds of how few suppliers together make half of each group or more.

    Where less than half is declared there is no greatest number: nan.
    """
    count = len(supply.first)
    total = supply.total[supply.group]
    so_far = running(supply.amount, supply.first[supply.group])
    lacks = (so_far + so_far - total).below_zero()
    with_open = so_far + supply.open[supply.group]
    lacks_still = (with_open + with_open - total).below_zero()
    low = 1 + np.bincount(supply.group[lacks_still], minlength=count)
    alone = supply.amount + supply.open[supply.group] - supply.barred
    one_is_enough = ~(supply.open + supply.open - supply.total).below_zero()
    one_is_enough[supply.group[~(alone + alone - total).below_zero()]] = True
    low = np.where(one_is_enough, low, np.maximum(low, 2))
    high: Numbers = 1.0 + np.bincount(supply.group[lacks], minlength=count).astype(np.float64)
    declared = supply.total - supply.open
    high[(declared + declared - supply.total).below_zero()] = np.nan
    return Bounds(low.astype(np.float64), high)


def single_sources(supply: Supply) -> Bounds:
    """Return 1 for a group that has one supplier only, 0 for one that has several, 0 to 1 if it may have either."""
    has_open = supply.open.above_zero()
    return Bounds(((supply.suppliers == 1) & ~has_open).astype(np.float64), (supply.suppliers <= 1).astype(np.float64))


def _largest(supply: Supply) -> Sums:
    """Return the amount of the largest declared supplier of each group, zero where none is declared."""
    is_largest = np.zeros(len(supply.group), dtype=bool)
    is_largest[supply.first[supply.suppliers > 0]] = True
    return add_up(supply.amount[is_largest], supply.group[is_largest], len(supply.first))


def _largest_other(supply: Supply, share: Numbers) -> Numbers:
    """Return for each entry the share of the largest supplier of its group but itself, 0 where there is none."""
    first = supply.first[supply.group]
    is_first = np.arange(len(share)) == first
    has_second = supply.suppliers[supply.group] > 1
    second = np.where(has_second, share[np.minimum(first + 1, len(share) - 1)], 0.0)
    return np.where(is_first, second, share[first])


def _of_total(part: Sums, supply: Supply) -> Numbers:
    return part.floats() / supply.total.floats()
