"""Facts as plain rows, for what goes through them one by one: the demo's report, the walk along a site's stock.

Pure. Days are local days of the regime; amounts are in the smallest unit of the line's dimension. None is "not yet" or
"unknown", never zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa


class LineFact(NamedTuple):
    """A line of a case, the state of the case, and what became of the line.

    `outcome` is in casework's words, "withdrawn", or "" while it is pending.
    """

    application: str
    case: str
    state: str
    line: int
    entry: str
    destination: str
    submitted_on: date
    decided_on: date | None
    outcome: str
    assessment: str
    asked: int
    granted: int | None
    exporter: str


class DeclaredFact(NamedTuple):
    """What a consignee's site declared on a day of its dependence on a line; each None is "unknown"."""

    application: str
    line: int
    entry: str
    declared_on: date
    supplier: str
    consignee: str
    country: str
    site: str
    stock: int | None
    usage_a_day: int | None
    share_permille: int | None
    alternatives: tuple[tuple[str, int | None], ...] | None
    product: str | None


class LicensedFact(NamedTuple):
    """A licence line and where it stands; `application` is "" for a licence held from elsewhere."""

    licence: str
    application: str
    line: int
    entry: str
    consignee: str
    country: str
    valid_to: date
    standing: str
    allowed: int
    drawn: int
    reserved: int
    issued_on: date


class LeftFact(NamedTuple):
    """What left under a licence line on a day; a reversal is below zero."""

    licence: str
    line: int
    on: date
    amount: int


_LINE = (
    *("application", "case", "case_state", "line", "entry", "destination", "submitted_on", "ended_on", "outcome"),
    *("assessment", "asked", "granted", "exporter"),
)


def line_rows(lines: pa.Table) -> list[LineFact]:
    """Return every line of a case, in the order of the applications."""
    return [LineFact(*row) for row in _rows(lines, _LINE, blank=("entry", "outcome", "assessment"))]


def declared_rows(flows: pa.Table) -> list[DeclaredFact]:
    """Return every declaration, the first first."""
    rows = _rows(flows, DeclaredFact._fields, blank=("entry", "country"))
    return [DeclaredFact(*row)._replace(alternatives=_pairs(row[-2])) for row in rows]


def licensed_rows(licences: pa.Table) -> list[LicensedFact]:
    """Return every licence line as its ledger stands."""
    return [
        LicensedFact(*row) for row in _rows(licences, LicensedFact._fields, blank=("application", "entry", "country"))
    ]


def left_rows(draw_downs: pa.Table) -> list[LeftFact]:
    """Return all that left under licences, in the order of time."""
    return [LeftFact(*row) for row in _rows(draw_downs, LeftFact._fields)]


def _rows(table: pa.Table, names: tuple[str, ...], blank: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield rows of these columns; the `blank` ones have "" where nothing stands."""
    columns = [table.column(name) for name in names]
    yield from zip(
        *(
            (column.fill_null("") if name in blank else column).to_pylist()
            for name, column in zip(names, columns, strict=True)
        ),
        strict=True,
    )


def _pairs(told: list[dict[str, Any]] | None) -> tuple[tuple[str, int | None], ...] | None:
    return None if told is None else tuple((one["supplier"], one["qualify_days"]) for one in told)
