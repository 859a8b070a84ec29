"""When sites run out: a calendar of the weeks in which they stop, and what would help each first."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.insight.pages.asked import Look, look
from lockgate.web.bar_chart import BarChart, Stack, bar_chart
from lockgate.web.data_table import Cell, Column, DataTable, data_table
from lockgate.web.days_in_words import written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

WEEKS = 26
WEEK = timedelta(days=7)
MOST_ROWS = 60
LIKELY = 0.5
KILOGRAM = 10**9
"""In micrograms, in which the facts have masses."""
Row = dict[str, Any]


@require_safe
def run_out_page(request: HttpRequest) -> HttpResponse:
    """Show which sites have too little today, the calendar of those that stop, and the soonest of them."""
    at = look(request)
    rows = at.table("run_out").to_pylist()
    known = [row for row in rows if row["chance_no_stop"] is not None]
    stopped = [row for row in known if row["stop_p95"] == at.day]
    to_come = [row for row in known if row["stop_p95"] != at.day]
    context = {
        "look": at,
        "calendar": calendar(at, to_come),
        "stopped": _table("Without enough today", stopped[:MOST_ROWS], _STOPPED),
        "n_stopped": len(stopped),
        "soonest": _table("To stop, the soonest first", _in_order(to_come)[:MOST_ROWS], _TO_COME),
        "more": max(0, len(to_come) - MOST_ROWS),
        "unknown": len(rows) - len(known),
        "known": len(known),
        "lasting": sum(row["chance_no_stop"] >= LIKELY for row in known),
        "horizon_day": at.day + timedelta(days=int(str(at.told("run_out_horizon") or 180))),
        "foot": at.figure("run_out", "insight_run_out"),
    }
    return render(request, "insight/run_out.html", context)


def calendar(at: Look, rows: Sequence[Row]) -> BarChart:
    """Count by week the items that sites are to run out of, by the median of each."""
    weeks = Counter((row["stop_p50"] - at.day) // WEEK for row in rows if row["stop_p50"])
    last = max((week for week in weeks if week < WEEKS), default=0)
    stacks = [
        Stack((weeks[week],), f"week of {written_day(at.day + week * WEEK)}: {weeks[week]}") for week in range(last + 1)
    ]
    return bar_chart("Items that sites run out of, by week", stacks)


def _in_order(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["stop_p50"] or date.max, row["stop_p05"] or date.max, row["site"]))


def _table(caption: str, rows: Sequence[Row], columns: Mapping[Column | str, Callable[[Row], Cell | str]]) -> DataTable:
    cells = [tuple(write(row) for write in columns.values()) for row in rows]
    return data_table(caption, list(columns), cells, empty="There is none.")


def _help_first(row: Row) -> Cell:
    case = row["help_first"]
    if case:
        return Cell(case, href=reverse("case", args=[case]))
    # A part-shipment is told wherever what is pending is; else a case might help of which nothing is told.
    return Cell("no pending case") if row["part_quantity"] else Cell("cannot be told")


def _part(row: Row) -> str:
    """Say the smallest part-shipment that brings the chance of a stop under 5 %, in kilograms where it is a mass."""
    if not row["part_quantity"] or row["part_quantity"] == "0":
        return ""
    return f"{int(row['part_quantity']) / KILOGRAM:,.1f} kg by {_day(row['part_by'])}"


def _between(row: Row) -> str:
    early, late = row["stop_p05"], row["stop_p95"]
    if early is None:
        return "rarely within the horizon"
    return _day(early) if early == late else f"{_day(early)} to {_day(late)}"


def _day(day: date | None) -> str:
    return written_day(day) if day else "beyond the horizon"


_STOPPED: Mapping[Column | str, Callable[[Row], Cell | str]] = {
    "Site": lambda row: row["site"],
    "Item": lambda row: row["item"],
    "Would help first": _help_first,
}
_TO_COME: Mapping[Column | str, Callable[[Row], Cell | str]] = {
    "Site": lambda row: row["site"],
    "Item": lambda row: row["item"],
    Column("Days of cover", is_number=True): lambda row: f"{row['cover_days']:,}",
    "Even chance that it stops by": lambda row: _day(row["stop_p50"]),
    "90 times in 100 between": _between,
    Column("Chance that it stops", is_number=True): lambda row: f"{row['chance_stop_by']:.0%}",
    "Would help first": _help_first,
    "Smallest part that would do": _part,
}
