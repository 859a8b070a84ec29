"""The files that run-out reads, put together from the facts: what sites have and use, and what waits for them.

Assumed, as in `hanging`: what a valid licence still allows may come at once and counts as there, what one allows that
is valid later comes on its first day; goods take no time on the way, for no declaration tells how long. Each makes a
site stop later than it may.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lockgate.insight.hanging.median_days import is_open
from lockgate.insight.hanging.open_cases import what_waits
from lockgate.insight.hanging.site_items import codes_of_both, item_of, pairs, site_items

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from lockgate.insight.hanging.open_cases import Gate
    from lockgate.insight.hanging.site_items import Granted

UNITS = {"mass": "MC", "volume": "4G", "count": "H87"}
"""The smallest unit of each dimension in Recommendation 20."""


class RunOutFiles(NamedTuple):
    """STOCK, PENDING and GRANTED of run-out.

    `unshared` pending lines are left out since nobody knows which site gets what.
    """

    stock: pa.Table
    pending: pa.Table
    granted: pa.Table
    unshared: int


def run_out_files(gate: Gate) -> RunOutFiles:
    """Put the files together, in whole numbers of the smallest unit; a site's part of a shared line is rounded down."""
    items, of_flow = site_items(gate.flows, gate.licences, gate.draw_downs, gate.data_date)
    last = gate.flows.take(pa.array(_newest(of_flow, len(items.site))))
    site, item = place_of(last), item_of(last)
    unit = _units(last["dimension"])
    stock = pa.table(
        {
            "site": site,
            "item": item,
            "stock": _whole(items.pool, items.pool_is_known),
            "unit": unit,
            "usage_per_day": _whole(items.need, items.need_is_known),
        }
    )
    lines = gate.lines.filter(is_open(gate.lines))
    line, flow = pairs(*codes_of_both(*((lines[name], gate.flows[name]) for name in ("application", "line"))))
    waiting = what_waits(items, of_flow[flow], line, lines, gate.medians)
    of_line = lines.take(pa.array(line))
    at = pa.array(waiting.item)
    told = waiting.amount_is_known & (waiting.amount >= 1)
    pending = pa.table(
        {
            "id": of_line["case"],
            "site": site.take(at),
            "item": item.take(at),
            "quantity": pa.array([str(floor(amount)) for amount in waiting.amount], pa.string()),
            "unit": unit.take(at),
            "submitted_on": of_line["submitted_on"],
            "transit_days": pa.array(["0"] * len(line), pa.string()),
        }
    ).filter(pa.array(told))
    return RunOutFiles(stock, pending, _granted(items.granted, site, item, unit, gate.data_date), int((~told).sum()))


def _granted(
    granted: Granted, site: pa.ChunkedArray, item: pa.ChunkedArray, unit: pa.ChunkedArray, data_date: date
) -> pa.Table:
    at = pa.array(granted.item)
    on = np.datetime64(data_date, "D") + granted.more_days
    quantity = pa.array(granted.amount).cast(pa.string())
    columns = {"site": site.take(at), "item": item.take(at), "quantity": quantity, "unit": unit.take(at)}
    return pa.table({**columns, "arrives_on": pa.array(on, pa.date32())})


def place_of(flows: pa.Table) -> pa.ChunkedArray:
    """Return the site of each flow by its own name and whose it is."""
    country = pc.fill_null(flows["country"], "?")
    of_whom = pc.binary_join_element_wise(flows["consignee"], pc.binary_join_element_wise("(", country, ")", ""), " ")
    return pc.binary_join_element_wise(flows["site"], of_whom, ", ")


def _newest(of_flow: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    newest = np.zeros(count, dtype=np.int64)
    newest[of_flow] = np.arange(len(of_flow))  # flows come in the order of their time
    return newest


def _units(dimensions: pa.ChunkedArray) -> pa.ChunkedArray:
    known = pa.array(list(UNITS), pa.string())
    return pa.chunked_array([pa.array(list(UNITS.values()), pa.string()).take(_place(dimensions, known))])


def _place(dimensions: pa.ChunkedArray, known: pa.Array) -> pa.Array:
    return pc.index_in(dimensions.combine_chunks(), value_set=known)


def _whole(amounts: NDArray[np.float64], is_known: NDArray[np.bool_]) -> pa.Array:
    whole = pa.array(np.floor(np.where(is_known, amounts, 0.0)).astype(np.int64)).cast(pa.string())
    return pc.if_else(pa.array(is_known), whole, "")
