"""What hangs on open cases: production-days lost ahead if they are refused, or late, against a grant on the median day.

Pure; docs/methods/hanging.md has the equations. All open cases, or all batches of them, are reckoned at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.facts.draw_downs import DRAW_DOWNS
from lockgate.insight.facts.flows import FLOWS
from lockgate.insight.facts.licences import LICENCES
from lockgate.insight.facts.lines import LINES
from lockgate.insight.hanging.batches import LostAtSites, Waiting, lost_of_batches
from lockgate.insight.hanging.median_days import is_open, median_days
from lockgate.insight.hanging.site_items import WHOLE, SiteItems, codes_of, codes_of_both, item_of, pairs, site_items

NEEDED = (LINES, FLOWS, LICENCES, DRAW_DOWNS)
"""The fact tables from which it is reckoned."""
HORIZON_DAYS = 90
HORIZON_MOST = 365
LATE_DAYS = 30
BY = {"case": "case", "supplier": "exporter", "item": "item", "destination": "destination"}
"""The column of the lines by which each kind of batch is made."""
HANGING = pa.schema(
    [
        ("name", pa.string()),
        ("cases", pa.int64()),
        ("lines", pa.int64()),
        ("sites", pa.int64()),
        ("products", pa.string()),
        ("refused_low", pa.float64()),
        ("refused_high", pa.float64()),
        ("late_low", pa.float64()),
        ("late_high", pa.float64()),
        ("more_days", pa.int64()),
        ("note", pa.string()),
    ]
)
"""Production-days lost within the horizon, at least and at most, over all sites; null where nothing is declared.

`sites` of them may lose some, `products` are what these declared that the items go into. `more_days` is the median day
of a single case, counted from the data's date.
"""


class Gate(NamedTuple):
    """The fact tables that are needed, as of the data's date, and the median days of the open cases (MEDIANS)."""

    data_date: date
    lines: pa.Table
    flows: pa.Table
    licences: pa.Table
    draw_downs: pa.Table
    medians: pa.Table


def gate_of(data_date: date, facts: Mapping[str, pa.Table]) -> Gate:
    """Take of the fact tables what is NEEDED, and reckon the median days from the pace of all lines."""
    lines, flows, licences, draw_downs = (facts[table.name] for table in NEEDED)
    return Gate(data_date, lines, flows, licences, draw_downs, median_days(lines, data_date))


def hanging_table(gate: Gate, *, by: str = "case", horizon: int = HORIZON_DAYS, late: int = LATE_DAYS) -> pa.Table:
    """Return what hangs on each open case, or batch of open cases, in the form of HANGING, the most first.

    `by` is case, supplier, item or destination: the cases of a batch are refused, or late, together. `late` is by how
    many days. Raises Invalid for another `by`, and for days that are none.
    """
    _check(by, horizon, late)
    lines = gate.lines.filter(is_open(gate.lines))
    lines = lines.append_column("item", item_of(lines).combine_chunks())
    names = lines[BY[by]].combine_chunks().dictionary_encode()
    batch = np.asarray(names.indices).astype(np.int64)
    items, of_flow = site_items(gate.flows, gate.licences, gate.draw_downs, gate.data_date)
    line, flow = pairs(*codes_of_both(*((lines[name], gate.flows[name]) for name in ("application", "line"))))
    waiting = what_waits(items, of_flow[flow], line, lines, gate.medians)
    refused = lost_of_batches(items, waiting, batch[line], horizon=horizon, late=None)
    delayed = lost_of_batches(items, waiting, batch[line], horizon=horizon, late=late)
    products = gate.flows["product"].take(pa.array(flow))
    found = _summed(len(names.dictionary), refused, delayed)
    found["name"] = names.dictionary
    found["lines"] = np.bincount(batch, minlength=len(names.dictionary))
    found["cases"] = _distinct(batch, lines["case"], len(names.dictionary))
    found["products"] = _products(batch[line], items.site[waiting.item], products, refused, len(names.dictionary))
    told = _more_days(batch, lines["case"], gate.medians, len(names.dictionary)) if by == "case" else None
    found["more_days"] = told or pa.nulls(len(names.dictionary), pa.int64())
    found["note"] = _notes(batch, line, found, refused)
    return _most_first(pa.table({name: found[name] for name in HANGING.names}, schema=HANGING))


def _check(by: str, horizon: int, late: int) -> None:
    if by not in BY:
        raise Invalid(f"Nothing is put together by {by!r}.", mend=f"Give one of: {', '.join(BY)}.")
    if not 1 <= horizon <= HORIZON_MOST:
        raise Invalid(f"A horizon of {horizon} days is not looked at.", mend=f"Give 1 to {HORIZON_MOST} days.")
    if late < 1:
        raise Invalid(f"What is {late} days late is not late.", mend="Give 1 day or more.")


def what_waits(
    items: SiteItems, item: NDArray[np.int64], line: NDArray[np.int64], lines: pa.Table, medians: pa.Table
) -> Waiting:
    """Say what waits for which item at a site. Sites that share a line get of it what their needs are of all."""
    amount = lines["asked"].to_numpy()[line].astype(np.object_)
    count = lines.num_rows
    needed = np.bincount(line, weights=items.need[item], minlength=count)[line]
    shared = np.bincount(line, minlength=count)[line] > 1
    unknown = np.bincount(line, weights=~items.need_is_known[item], minlength=count)[line] > 0
    for row in np.flatnonzero(shared & ~unknown & (needed > 0)).tolist():
        amount[row] *= Fraction(int(items.need[item[row]]), int(needed[row]))
    place = pc.index_in(lines["case"], value_set=medians["case"].combine_chunks()).take(pa.array(line))
    more = medians["more_days"].take(place)
    return Waiting(
        item,
        amount,
        ~(shared & unknown),
        pc.fill_null(more, -1).to_numpy().astype(np.int64),
        pc.fill_null(medians["not_before"].take(place), 1).to_numpy().astype(np.int64),
    )


def _summed(count: int, refused: LostAtSites, delayed: LostAtSites) -> dict[str, Any]:
    """Add up production-days over the sites of each batch; null where it has none."""
    sites = np.bincount(refused.batch, minlength=count)
    nothing = sites == 0

    def days(lost: LostAtSites, thousandths: NDArray[np.int64]) -> pa.Array:
        return pa.array(np.bincount(lost.batch, weights=thousandths, minlength=count) / WHOLE, mask=nothing)

    return {
        "sites": pa.array(
            np.bincount(refused.batch, weights=refused.high > 0, minlength=count).astype(np.int64), mask=nothing
        ),
        "refused_low": days(refused, refused.low),
        "refused_high": days(refused, refused.high),
        "late_low": days(delayed, delayed.low),
        "late_high": days(delayed, delayed.high),
    }


def _distinct(batch: NDArray[np.int64], names: pa.ChunkedArray, count: int) -> NDArray[np.int64]:
    codes = codes_of(names)
    seen = np.unique(np.stack([batch, codes]), axis=1)
    return np.bincount(seen[0], minlength=count)


def _products(
    batch: NDArray[np.int64], site: NDArray[np.int64], products: pa.ChunkedArray, lost: LostAtSites, count: int
) -> list[str]:
    """Name what the items go into at the sites that may lose a day."""
    losing = set(zip(lost.batch[lost.high > 0].tolist(), lost.site[lost.high > 0].tolist(), strict=True))
    found: list[set[str]] = [set() for _ in range(count)]
    for one, place, product in zip(batch.tolist(), site.tolist(), products.to_pylist(), strict=True):
        if product and (one, place) in losing:
            found[one].add(product)
    return ["; ".join(sorted(each)) for each in found]


def _more_days(batch: NDArray[np.int64], cases: pa.ChunkedArray, medians: pa.Table, count: int) -> pa.Array:
    first = np.zeros(count, dtype=np.int64)
    first[batch[::-1]] = np.arange(len(batch))[::-1]
    place = pc.index_in(cases, value_set=medians["case"].combine_chunks()).take(pa.array(first))
    return medians["more_days"].take(place).combine_chunks()


def _notes(batch: NDArray[np.int64], line: NDArray[np.int64], found: Mapping[str, Any], lost: LostAtSites) -> list[str]:
    """Say what is unknown, batch by batch."""
    count = len(found["lines"])
    declared = np.zeros(len(batch), dtype=bool)
    declared[line] = True
    silent = np.bincount(batch[~declared], minlength=count)
    unknown = np.bincount(lost.batch[~lost.is_known], minlength=count)
    told = []
    for lines, without, sites in zip(found["lines"].tolist(), silent.tolist(), unknown.tolist(), strict=True):
        says = []
        if without == lines:
            says.append("No site declared how it depends on this.")
        elif without:
            says.append(f"Nothing is declared of {without} of {lines} lines, which are left out.")
        if sites:
            where = "one site" if sites == 1 else f"{sites} sites"
            says.append(f"At {where} a fact, or the day of the grant, is unknown.")
        told.append(" ".join(says))
    return told


def _most_first(table: pa.Table) -> pa.Table:
    unknown = pc.is_null(table["refused_high"]).cast(pa.int8())
    order = [("unknown", "ascending"), ("high", "descending"), ("low", "descending"), ("name", "ascending")]
    keys = {"high": pc.fill_null(table["refused_high"], 0.0), "low": pc.fill_null(table["refused_low"], 0.0)}
    sortable = pa.table({"unknown": unknown, **keys, "name": table["name"]})
    return table.take(pc.sort_indices(sortable, sort_keys=order))
