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

from lockgate.casework.production_days import without_words
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
LATE_MOST = HORIZON_MOST
HANGING = pa.schema(
    [
        ("name", pa.string()),
        ("cases", pa.int64()),
        ("lines", pa.int64()),
        ("undeclared", pa.int64()),
        ("sites", pa.int64()),
        ("unknown_sites", pa.int64()),
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

They leave out the `undeclared` of the `lines`: those of which no site declared how it depends on them. `sites` may lose
some if it is refused, of `unknown_sites` a fact or the day of the grant is unknown, `products` are what the items go
into at all sites that declared it. `more_days` is the median day of a single case, counted from the data's date.
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
    return _most_first(_found(gate, by, (), horizon, late)[0])


def hanging_by_regime(
    gate: Gate, *, by: str = "case", horizon: int = HORIZON_DAYS, late: int = LATE_DAYS
) -> dict[str, pa.Table]:
    """Return for each regime what hangs on its open cases alone, as `hanging_table` does.

    What the same sites declared of items of other regimes, and what waits there, is reckoned with: it stops them too.
    """
    found, regimes = _found(gate, by, ("regime",), horizon, late)
    return {
        regime: _most_first(found.filter(pc.equal(regimes, regime)))
        for regime in pc.unique(gate.lines["regime"]).to_pylist()
    }


def _found(gate: Gate, by: str, apart: tuple[str, ...], horizon: int, late: int) -> tuple[pa.Table, pa.ChunkedArray]:
    """Return what hangs on each batch, and its regime: that of its first line, where regimes are not kept apart."""
    _check(by, horizon, late)
    lines = gate.lines.filter(is_open(gate.lines))
    lines = lines.append_column("item", item_of(lines).combine_chunks())
    batch = codes_of(*(lines[column] for column in (*apart, BY[by])))
    first = np.unique(batch, return_index=True)[1]
    count = len(first)
    items, of_flow = site_items(gate.flows, gate.licences, gate.draw_downs, gate.data_date)
    line, flow = pairs(*codes_of_both(*((lines[name], gate.flows[name]) for name in ("application", "line"))))
    waiting = what_waits(items, of_flow[flow], line, lines, gate.medians)
    refused = lost_of_batches(items, waiting, batch[line], horizon=horizon, late=None)
    delayed = lost_of_batches(items, waiting, batch[line], horizon=horizon, late=late)
    declared = np.zeros(len(batch), dtype=bool)
    declared[line] = True
    found = _summed(count, refused, delayed)
    found["name"] = lines[BY[by]].take(pa.array(first))
    found["lines"] = np.bincount(batch, minlength=count)
    found["undeclared"] = np.bincount(batch[~declared], minlength=count)
    found["cases"] = _distinct(batch, lines["case"], count)
    found["products"] = _products(batch[line], gate.flows["product"].take(pa.array(flow)), count)
    found["more_days"] = (
        _more_days(lines["case"].take(pa.array(first)), gate.medians) if by == "case" else pa.nulls(count, pa.int64())
    )
    table = pa.table({**found, "note": pa.nulls(count, pa.string())}).select(HANGING.names)
    notes = pa.array([_note(row) for row in table.to_pylist()], pa.string())
    table = table.set_column(HANGING.get_field_index("note"), "note", notes).cast(HANGING)
    return table, lines["regime"].take(pa.array(first))


def _check(by: str, horizon: int, late: int) -> None:
    if by not in BY:
        raise Invalid(f"Nothing is put together by {by!r}.", mend=f"Give one of: {', '.join(BY)}.")
    if not 1 <= horizon <= HORIZON_MOST:
        raise Invalid(f"A horizon of {horizon} days is not looked at.", mend=f"Give 1 to {HORIZON_MOST} days.")
    if not 1 <= late <= LATE_MOST:
        raise Invalid(f"What is {late} days late is not looked at.", mend=f"Give 1 to {LATE_MOST} days.")


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
        "unknown_sites": pa.array(
            np.bincount(refused.batch, weights=~refused.is_known, minlength=count).astype(np.int64), mask=nothing
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


def _products(batch: NDArray[np.int64], products: pa.ChunkedArray, count: int) -> list[str]:
    """Name what the items of each batch go into, wherever that was declared."""
    found: list[set[str]] = [set() for _ in range(count)]
    for one, product in zip(batch.tolist(), products.to_pylist(), strict=True):
        if product:
            found[one].add(product)
    return ["; ".join(sorted(each)) for each in found]


def _more_days(cases: pa.ChunkedArray, medians: pa.Table) -> pa.ChunkedArray:
    return medians["more_days"].take(pc.index_in(cases, value_set=medians["case"].combine_chunks()))


def _note(row: Mapping[str, Any]) -> str:
    """Say of a row of HANGING what is left out, and what is unknown."""
    left_out = without_words(row["undeclared"], row["lines"])
    if row["sites"] is None:
        return "No site declared how it depends on this."
    said = [f"{left_out[0].upper()}{left_out[1:]}."] if left_out else []
    return " ".join([*said, *unknown_said(row)])


def unknown_said(row: Mapping[str, Any]) -> list[str]:
    """Say, of a row of HANGING, of how many sites it does not tell one figure; nothing where it does of all."""
    if not row["unknown_sites"]:
        return []
    sites = "one site" if row["unknown_sites"] == 1 else f"{row['unknown_sites']} sites"
    return [f"Of {sites} a fact, or the day of the grant, is unknown."]


def _most_first(table: pa.Table) -> pa.Table:
    unknown = pc.is_null(table["refused_high"]).cast(pa.int8())
    order = [("unknown", "ascending"), ("high", "descending"), ("low", "descending"), ("name", "ascending")]
    keys = {"high": pc.fill_null(table["refused_high"], 0.0), "low": pc.fill_null(table["refused_low"], 0.0)}
    sortable = pa.table({"unknown": unknown, **keys, "name": table["name"]})
    return table.take(pc.sort_indices(sortable, sort_keys=order))
