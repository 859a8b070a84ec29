"""The rows of the three files, checked: what can be used as arrays, what cannot with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.own_file.parsing import days_of, wholes_of
from lockgate.insight.own_file.set_aside import SetAside
from lockgate.insight.run_out.columns import PENDING
from lockgate.insight.run_out.lattice import Amount, Decimals, decimals_of, ratios_of
from lockgate.insight.run_out.pace_curves import DAYS_MAX, PaceCurves
from lockgate.insight.run_out.texts import Sieve, joined, lines_of, text_of

Texts = NDArray[np.object_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class StockRows:
    """Items at sites, in the order of the file: each pair once. `key` is what rows of other files are found by."""

    site: Texts
    item: Texts
    unit: Texts
    key: pa.Array
    stock: Decimals
    usage: Decimals


@dataclass(frozen=True, slots=True, eq=False)
class PendingRows:
    """Cases that wait, by site and then by id. `curve` is the row of the pace's curves, -1 where there is none."""

    id: Texts
    quantity: Amount
    curve: Whole
    waited: Whole
    transit: Whole


@dataclass(frozen=True, slots=True, eq=False)
class GrantedRows:
    """What arrives for certain, on days counted from the data's date."""

    quantity: Amount
    on: Whole


def stock_rows(stock: pa.Table) -> tuple[StockRows, Whole, list[SetAside]]:
    """Check the rows of STOCK; of two rows of an item at a site the later is set aside.

    The whole numbers are the places of those kept of which another row was set aside, one for each such row.
    """
    site, item, unit = (text_of(stock, name, "STOCK") for name in ("site", "item", "unit"))
    key = joined([site, item], stock.num_rows).combine_chunks()
    had, used = (decimals_of(text_of(stock, name, "STOCK")) for name in ("stock", "usage_per_day"))
    sieve = Sieve(stock.num_rows)
    for name, column in (("site", site), ("item", item), ("unit", unit)):
        sieve.set_aside(_mask(pc.equal(column, "")), f"The {name} is missing.")
    for name, amounts in (("stock", had), ("usage_per_day", used)):
        sieve.set_aside(amounts.negative, f"The {name} is below zero.")
        sieve.set_aside(amounts.wrong, f"The {name} is no amount in plain digits of at most 18.")
    places = np.flatnonzero(sieve.kept)
    _, first = np.unique(_codes(key)[places], return_index=True)
    repeated = sieve.kept
    repeated[places[first]] = False
    sieve.set_aside(repeated, "The item stands at this site in an earlier row.")
    kept = sieve.kept
    aside = sieve.rows("STOCK", lines_of(stock), _names(site, item))
    named = [_texts(column)[kept] for column in (site, item, unit)]
    own = key.filter(pa.array(kept))
    touched = pc.drop_null(pc.index_in(key.filter(pa.array(~kept)), own)).to_numpy().astype(np.int64)
    return StockRows(named[0], named[1], named[2], own, had.at(kept), used.at(kept)), touched, aside


def pending_rows(
    pending: pa.Table, at: StockRows, pace: PaceCurves, as_of: date
) -> tuple[PendingRows, Whole, list[SetAside]]:
    """Check the rows of PENDING; the whole numbers are the sites whose rows were set aside, one for each row."""
    sieve = Sieve(pending.num_rows)
    case = text_of(pending, "id", "PENDING")
    sieve.set_aside(_mask(pc.equal(case, "")), "The id is missing.")
    site, amount = _coming(pending, "PENDING", at, sieve)
    submitted = days_of(text_of(pending, "submitted_on", "PENDING"))
    transit = wholes_of(text_of(pending, "transit_days", "PENDING"))
    days = transit.values.astype(np.int64)
    waited = np.datetime64(as_of, "D").astype(np.int64) - submitted.values.astype("datetime64[D]").astype(np.int64)
    sieve.set_aside(submitted.empty, "The submitted_on is missing.")
    sieve.set_aside(submitted.wrong, "The submitted_on is no date such as 2025-04-30.")
    sieve.set_aside(waited < 0, f"It was submitted after {as_of}.")
    sieve.set_aside(transit.empty, "The transit_days are missing.")
    sieve.set_aside(transit.wrong | (days > DAYS_MAX), f"The transit_days are no whole number up to {DAYS_MAX}.")
    for name in pace.names:
        if name not in pending.column_names:
            header = ", ".join([*(column.name for column in PENDING), *pace.names])
            raise Invalid(
                f"PENDING has no column {name}, by which PACE is grouped.",
                mend=f"Add it: the header needs {header}.",
            )
    group = joined([text_of(pending, name, "PENDING") for name in pace.names], pending.num_rows)
    curve = np.asarray(pc.fill_null(pc.index_in(group, pace.keys), -1).to_numpy()).astype(np.int64)
    order = pc.sort_indices(
        pa.table({"site": site, "id": case}), [("site", "ascending"), ("id", "ascending")]
    ).to_numpy()
    pairs = np.stack([site, _codes(case.combine_chunks())])[:, order]
    again = np.zeros(pending.num_rows, bool)
    kept = sieve.kept[order]
    again[order[kept][1:]] = (pairs[:, kept][:, 1:] == pairs[:, kept][:, :-1]).all(axis=0)
    sieve.set_aside(again, "The case stands with this site and item in an earlier row.")
    order = order[sieve.kept[order]]
    return (
        PendingRows(_texts(case)[order], amount.at(order), curve[order], waited[order], days[order]),
        site[~sieve.kept & (site >= 0)],
        sieve.rows("PENDING", lines_of(pending), _texts(case).tolist()),
    )


def granted_rows(granted: pa.Table, at: StockRows, as_of: date) -> tuple[GrantedRows, Whole, list[SetAside]]:
    """Check the rows of what is granted, as `pending_rows` does."""
    sieve = Sieve(granted.num_rows)
    site, amount = _coming(granted, "GRANTED", at, sieve)
    arrives = days_of(text_of(granted, "arrives_on", "GRANTED"))
    on = arrives.values.astype("datetime64[D]").astype(np.int64) - np.datetime64(as_of, "D").astype(np.int64)
    sieve.set_aside(arrives.empty, "The arrives_on is missing.")
    sieve.set_aside(arrives.wrong, "The arrives_on is no date such as 2025-04-30.")
    sieve.set_aside(on < 0, f"It arrived before {as_of}: what had come by then is taken to be in the stock.")
    kept = sieve.kept
    names = _names(text_of(granted, "site", "GRANTED"), text_of(granted, "item", "GRANTED"))
    return (
        GrantedRows(amount.at(kept), on[kept]),
        site[~kept & (site >= 0)],
        sieve.rows("GRANTED", lines_of(granted), names),
    )


def _coming(table: pa.Table, file: str, at: StockRows, sieve: Sieve) -> tuple[Whole, Amount]:
    """Find the site of each row (-1 where there is none) and its quantity in the unit of the site's stock."""
    site, item, unit = (text_of(table, name, file) for name in ("site", "item", "unit"))
    found = pc.fill_null(pc.index_in(joined([site, item], table.num_rows), at.key), -1)
    place = np.asarray(found.to_numpy()).astype(np.int64)
    quantity = decimals_of(text_of(table, "quantity", file))
    into = np.append(at.unit, "")[place]
    ratios = ratios_of(_texts(unit), into)
    for name, column in (("site", site), ("item", item), ("unit", unit)):
        sieve.set_aside(_mask(pc.equal(column, "")), f"The {name} is missing.")
    sieve.set_aside(place < 0, "STOCK has no such item at such a site, or its row was set aside.")
    sieve.set_aside(quantity.empty, "The quantity is missing.")
    sieve.set_aside(quantity.negative, "The quantity is below zero.")
    sieve.set_aside(quantity.wrong, "The quantity is no amount in plain digits of at most 18.")
    sieve.set_aside(quantity.digits == 0, "The quantity is zero: nothing would come.")
    sieve.set_aside(~ratios.converts, "The unit cannot be converted into that of the site's stock.")
    return place, Amount(place, quantity, ratios)


def _names(site: pa.ChunkedArray, item: pa.ChunkedArray) -> list[str]:
    return [f"{one} / {other}" for one, other in zip(site.to_pylist(), item.to_pylist(), strict=True)]


def _texts(column: pa.ChunkedArray) -> Texts:
    return np.asarray(column.to_numpy(), dtype=object)


def _codes(column: pa.Array) -> Whole:
    return np.asarray(column.dictionary_encode().indices.to_numpy(zero_copy_only=False)).astype(np.int64)


def _mask(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(column.to_numpy()).astype(bool)
