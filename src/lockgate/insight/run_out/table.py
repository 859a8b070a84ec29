"""The table of `lockgate insight run-out`: a row for each item at a site, in the order of STOCK."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.own_file.set_aside import SetAside
from lockgate.insight.run_out.columns import GRANTED
from lockgate.insight.run_out.figures import (
    METHODS,
    NONE,
    Figures,
    fill_chances,
    fill_cover,
    fill_no_usage,
    leave_part_open,
)
from lockgate.insight.run_out.lattice import Steps, in_unit_texts
from lockgate.insight.run_out.notes import notes_of
from lockgate.insight.run_out.pace_curves import curves_of
from lockgate.insight.run_out.rows import PendingRows, StockRows, granted_rows, pending_rows, stock_rows
from lockgate.insight.run_out.standing import standing_of
from lockgate.insight.run_out.whole_sites import WholeSites

DAYS_MAX: Final = 3_660
"""The longest horizon: ten years."""


class RunOutTable(NamedTuple):
    """The figures, and the rows of the three files that could not be used."""

    table: pa.Table
    set_aside: list[SetAside]


def run_out_table(
    stock: pa.Table,
    pending: pa.Table,
    pace: pa.Table,
    granted: pa.Table | None = None,
    *,
    as_of: date,
    by_date: date | None = None,
    horizon: int = 180,
) -> RunOutTable:
    """Tell for each item at a site when it stops, with what chance, and what would help (docs/methods/run-out.md).

    The tables have the columns of the files (`columns.py`), as text or with numbers and days of their own, `pace`
    those of the pace table. Days are `date32`, chances `float64`, `part_quantity` the exact decimal as text in the
    unit of the stock. `chance_stop_by` is that of a stop up to `by_date`, the last day of the horizon where none is
    given. Raises Invalid for a day or a horizon that cannot be looked at, a missing column, and a pace table that is
    none.
    """
    by = _days_until(as_of, by_date, horizon)
    paces = curves_of(pace)
    at, twice, no_stock = stock_rows(stock)
    cases, touched, no_cases = pending_rows(pending, at, paces, as_of)
    sure, touched_too, no_sure = granted_rows(_empty() if granted is None else granted, at, as_of)
    until = max(by, horizon)
    whole = WholeSites.of(at, cases, sure, paces.curves, until)
    figures = Figures.of_none(len(at.site))
    uses = whole.is_known & ~whole.uses_nothing & whole.fits
    fill_cover(figures, whole, uses)
    standing = standing_of(whole, cases, figures.cover, until)
    fill_chances(figures, whole, uses & ~standing.rests_on_unknown, by=by, horizon=horizon)
    sure_of_it = uses & (standing.needs_none | standing.stops_before)
    fill_chances(figures, whole, sure_of_it, by=by, horizon=horizon, with_cases=False)
    leave_part_open(figures, standing.stops_before)
    fill_no_usage(figures, whole.uses_nothing)
    aside = np.bincount(np.concatenate([touched, touched_too]), minlength=len(at.site))
    stock_aside = np.bincount(twice, minlength=len(at.site))
    notes = notes_of(whole, cases, figures, standing, aside, stock_aside, horizon=horizon)
    return RunOutTable(_table(at, cases, figures, whole.steps, notes, as_of), [*no_stock, *no_cases, *no_sure])


def _days_until(as_of: date, by_date: date | None, horizon: int) -> int:
    """Return the days from the data's date to that by which a stop is asked for."""
    if not 0 <= horizon <= DAYS_MAX:
        raise Invalid(f"A horizon of {horizon} days cannot be looked at.", mend=f"Give 0 to {DAYS_MAX} days.")
    by = horizon if by_date is None else (by_date - as_of).days
    if not 0 <= by <= DAYS_MAX:
        raise Invalid(
            f"{by_date} is before {as_of}, or more than {DAYS_MAX} days after it.",
            mend="Give a day on which a stop is still to come.",
        )
    if as_of > date.max - timedelta(days=DAYS_MAX + 1):
        raise Invalid(f"There are no days after {as_of} to look at.", mend="Give the day for which the stock is told.")
    return by


def _empty() -> pa.Table:
    return pa.table({column.name: pa.array([], pa.string()) for column in GRANTED})


def _table(
    at: StockRows, cases: PendingRows, figures: Figures, steps: Steps, notes: list[str], as_of: date
) -> pa.Table:
    def days(after: NDArray[np.int64]) -> pa.Array:
        return pa.array(np.datetime64(as_of, "D") + after.astype("timedelta64[D]"), pa.date32(), mask=after == NONE)

    cover, part, told = figures.cover, figures.part, figures.method > 0
    helps = np.append(cases.id, "")[figures.helps]
    parts = np.full(len(part), "", object)
    chosen = np.flatnonzero(part != NONE)
    parts[chosen] = in_unit_texts(part[chosen], Steps(*(one[chosen] for one in steps)))
    return pa.table(
        {
            "site": pa.array(at.site, pa.string()),
            "item": pa.array(at.item, pa.string()),
            "cover_days": pa.array(cover, pa.int64(), mask=(cover == NONE)),
            "stop_p05": days(figures.stops[0]),
            "stop_p50": days(figures.stops[1]),
            "stop_p95": days(figures.stops[2]),
            "chance_stop_by": pa.array(figures.chance, pa.float64(), mask=~told),
            "chance_no_stop": pa.array(figures.chance_none, pa.float64(), mask=~told),
            "help_first": pa.array(helps, pa.string(), mask=figures.helps == NONE),
            "part_quantity": pa.array(parts, pa.string(), mask=part == NONE),
            "part_by": days(figures.part_by),
            "method": pa.array(np.array(METHODS, object)[figures.method], pa.string(), mask=figures.method == 0),
            "note": pa.array(notes, pa.string()),
        }
    )
