"""The table of dependence: five measures with bounds, of each item over all consignees and at each consignee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from lockgate.core.errors import Invalid
from lockgate.insight.dependence.exact_sums import Sums, add_up
from lockgate.insight.dependence.flows import Flows, counted_flows
from lockgate.insight.dependence.measures import (
    Bounds,
    Numbers,
    Places,
    Supply,
    concentrations,
    coverage,
    largest_shares,
    shares,
    single_sources,
    suppliers_for_half,
    supply_of,
)
from lockgate.insight.own_file.set_aside import SetAside

WITHIN_DAYS = 90
SCHEMA = pa.schema(
    [
        ("level", pa.string()),
        ("name", pa.string()),
        ("item", pa.string()),
        ("measure", pa.string()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("coverage", pa.float64()),
        ("exact", pa.bool_()),
    ]
)


class _Part(NamedTuple):
    """Rows of one measure; `name` and `item` are places in the texts of the flows."""

    measure: str
    name: Places
    item: Places
    bounds: Bounds
    coverage: Numbers


def dependence_table(flows: pa.Table, *, within: int = WITHIN_DAYS) -> tuple[pa.Table, list[SetAside]]:
    """Return the bounds of every measure, and the rows that were set aside with the reason of each.

    `flows` has the columns of `columns.FLOWS`, as `read_table` gives them; the answer has those of `SCHEMA`. At the
    level `all` the `name` of a share is the supplier, and empty for the other measures; at the level `consignee` it is
    the consignee, and `share` is that of its largest supplier. `low` and `high` are fractions of 1, or numbers of
    suppliers; null is "no bound". `coverage` is the fraction of the quantity whose supplier is declared, for
    `substitutable` that of which the days to qualify are known. `exact` tells that the bounds are sharp. `within` has
    the days in which an alternative counts as a substitute; raises Invalid where it is negative.
    """
    if within < 0:
        raise Invalid(f"No alternative is qualified within {within} days.", mend="Give zero days or more.")
    counted, set_aside = counted_flows(flows, within)
    items, of_item = np.unique(counted.item, return_inverse=True)
    sites, of_site = np.unique(counted.consignee * len(counted.items) + counted.item, return_inverse=True)
    name, item = np.divmod(sites, len(counted.items))
    place: Places = np.asarray(np.searchsorted(items, item), dtype=np.int64)
    over_all = supply_of(of_item, counted.supplier, counted.consignee, counted.amounts)
    at_site = supply_of(of_site, counted.supplier, None, counted.amounts)
    rows_all = _over_all(counted, of_item, items, over_all, _weighed(at_site, place, over_all))
    rows_site = _at_consignees(counted, of_site, name, item, at_site)
    return pa.concat_tables([_rows("all", rows_all, counted), _rows("consignee", rows_site, counted)]), set_aside


def _over_all(flows: Flows, group: Places, items: Places, supply: Supply, single: Bounds) -> Sequence[_Part]:
    declared = coverage(supply)
    nobody = np.zeros(len(items), np.int64)
    return [
        _Part("share", supply.supplier, items[supply.group], shares(supply), declared[supply.group]),
        _Part("hhi", nobody, items, concentrations(supply), declared),
        _Part("suppliers_for_half", nobody, items, suppliers_for_half(supply), declared),
        _Part("single_source", nobody, items, single, declared),
        _Part("substitutable", nobody, items, *_substitutable(flows, group, supply.total)),
    ]


def _at_consignees(flows: Flows, group: Places, name: Places, item: Places, supply: Supply) -> Sequence[_Part]:
    declared = coverage(supply)
    return [
        _Part("share", name, item, largest_shares(supply), declared),
        _Part("hhi", name, item, concentrations(supply), declared),
        _Part("suppliers_for_half", name, item, suppliers_for_half(supply), declared),
        _Part("single_source", name, item, single_sources(supply), declared),
        _Part("substitutable", name, item, *_substitutable(flows, group, supply.total)),
    ]


def _weighed(at_site: Supply, item: Places, over_all: Supply) -> Bounds:
    """Return the share of each item's amount that goes to consignees with a single supplier of it."""
    count = len(over_all.first)
    low, high = (
        add_up(at_site.total[is_single > 0], item[is_single > 0], count) for is_single in single_sources(at_site)
    )
    return Bounds(_share(low, over_all.total), _share(high, over_all.total))


def _substitutable(flows: Flows, group: Places, total: Sums) -> tuple[Bounds, Numbers]:
    """Return the bounds of the share that has a substitute in time, and the share of which that is known."""
    sure = add_up(flows.amounts[flows.is_substitutable], group[flows.is_substitutable], len(total))
    unknown = add_up(flows.amounts[flows.is_open], group[flows.is_open], len(total))
    return Bounds(_share(sure, total), _share(sure + unknown, total)), _share(total - unknown, total)


def _share(part: Sums, total: Sums) -> Numbers:
    return part.floats() / total.floats()


def _rows(level: str, parts: Sequence[_Part], flows: Flows) -> pa.Table:
    """Return the rows of a level: over all by item, measure and name; at consignees by name, item and measure."""
    measure = np.repeat(np.arange(len(parts)), [len(part.name) for part in parts])
    name = np.concatenate([part.name for part in parts])
    item = np.concatenate([part.item for part in parts])
    if level == "all":
        order = np.lexsort((name, measure, item))
    else:  # each part is in the order of names and items already
        order = np.arange(len(name)).reshape(len(parts), -1).T.ravel()
    low, high, covered = (
        np.concatenate(columns)[order]
        for columns in zip(*((*part.bounds, part.coverage) for part in parts), strict=True)
    )
    words = pa.array([part.measure for part in parts], pa.string())
    return pa.table(
        [
            pa.repeat(level, len(order)),
            flows.names.take(pa.array(name[order])),
            flows.items.take(pa.array(item[order])),
            words.take(pa.array(measure[order])),
            _or_null(low),
            _or_null(high),
            _or_null(covered),
            pa.repeat(pa.scalar(value=True), len(order)),
        ],
        schema=SCHEMA,
    )


def _or_null(numbers: Numbers) -> pa.Array:
    return pa.array(numbers, pa.float64(), mask=np.isnan(numbers))
