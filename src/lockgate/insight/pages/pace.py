"""How fast lines move: curves with bands, shares by destination, and how far forecasts could be trusted."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.insight.pages.asked import Look, look
from lockgate.insight.wording import destination_name, share_with_interval, shares_between
from lockgate.web.bar_chart import range_on
from lockgate.web.data_table import Column, DataTable, data_table
from lockgate.web.line_chart import LineChart, Point, line_chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

BY_DAY = 45
"""The statutory clock of the regime that the demo plays; a share by then is what applicants ask for first."""
SHOWN_DAYS = (15, 30, 45, 60, 90, 120)
Row = dict[str, Any]


class Curves(NamedTuple):
    """A chart of curves over days waited, and its right edge."""

    chart: LineChart
    right: int


@require_safe
def pace_page(request: HttpRequest) -> HttpResponse:
    """Show the pace of a regime's lines."""
    at = look(request)
    rows = at.table("pace").to_pylist()
    context = {
        "look": at,
        "by_day": BY_DAY,
        "incidence": curves(rows),
        "of_decided": curves_of_decided(rows),
        "half": half_decided(at),
        "days": _days(rows),
        "shares": list(_by_destination(at)),
        "calibration": _calibration(at),
        "trusted": trusted(at),
        "foot": at.figure("pace", "insight_pace"),
        "foot_by_destination": at.figure("pace_by_destination", "insight_pace"),
        "foot_calibration": at.figure("calibration", "insight_pace"),
    }
    return render(request, "insight/pace.html", context)


def curves(rows: Sequence[Row]) -> Curves:
    """Draw the share granted of all submitted with its interval and band, and beside it the share decided at all."""
    granted, ended = _of(rows, "incidence", "granted"), _of(rows, "incidence", "any")
    right = max((row["day"] for row in ended), default=1) or 1
    banded = [Point(one["day"], None, one["band_low"], one["band_high"]) for one in granted]
    interval = [Point(one["day"], one["incidence"], one["low"], one["high"]) for one in granted]
    decided = [Point(one["day"], one["incidence"]) for one in ended]
    chart = line_chart([_steps(interval), _steps(decided), _steps(banded)], right=right, top=1, marks=[(BY_DAY, "")])
    return Curves(chart, right)


def curves_of_decided(rows: Sequence[Row]) -> Curves:
    """Draw the share granted of those decided by each day."""
    held = _of(rows, "share_of_decided", "granted")
    right = max((row["day"] for row in _of(rows, "incidence", "any")), default=1) or 1
    banded = [Point(one["day"], None, one["band_low"], one["band_high"]) for one in held]
    interval = [Point(one["day"], one["incidence"], one["low"], one["high"]) for one in held]
    return Curves(line_chart([_steps(interval), [], _steps(banded)], right=right, top=1, marks=[(BY_DAY, "")]), right)


def half_decided(at: Look) -> Mapping[str, Any]:
    """Return the median days to an end of waiting, pending ones counted, and what the decided ones alone would say."""
    told = at.told("median_days")
    return told if isinstance(told, dict) else {}


def _of(rows: Iterable[Row], measure: str, outcome: str) -> list[Row]:
    return [row for row in rows if row["measure"] == measure and row["outcome"] == outcome]


def _steps(points: Sequence[Point]) -> list[Point]:
    """Hold each value until the day of the next: nothing happens between."""
    held: list[Point] = []
    for one, following in pairwise(points):
        held += [one, one._replace(at=following.at)]
    return [*held, *points[-1:]]


def _days(rows: Sequence[Row]) -> DataTable:
    wanted = {(row["measure"], row["outcome"], row["day"]): row for row in rows}
    by_day = {day: _at(rows, day) for day in SHOWN_DAYS}
    cells = [
        (f"{day}", *(_share(by_day[day].get(key)) for key in _COLUMNS), _at_risk(by_day[day].get(("incidence", "any"))))
        for day in SHOWN_DAYS
        if wanted
    ]
    columns = (
        "Days after submission",
        Column("Granted, of all submitted", is_number=True),
        Column("Decided or withdrawn", is_number=True),
        Column("Granted, of those decided", is_number=True),
        Column("Still waiting that long", is_number=True),
    )
    return data_table("Shares by day, with 95 % intervals", columns, cells, empty="No line was submitted.")


_COLUMNS = (("incidence", "granted"), ("incidence", "any"), ("share_of_decided", "granted"))


def _at(rows: Iterable[Row], day: int) -> dict[tuple[str, str], Row]:
    """Return what each curve is on a day: what it was on the last day on which anything happened, within follow-up."""
    held: dict[tuple[str, str], Row] = {}
    last = 0
    for row in rows:
        last = max(last, row["day"])
        if row["day"] <= day:
            held[row["measure"], row["outcome"]] = row
    return held if day <= last else {}


def _share(row: Row | None) -> str:
    return share_with_interval(row["incidence"], row["low"], row["high"]) if row else "not followed that long"


def _at_risk(row: Row | None) -> str:
    return f"{row['at_risk']:,}" if row else ""


def _by_destination(at: Look) -> Iterator[Mapping[str, Any]]:
    """Yield the figures of each destination on the day asked for, those with most lines first."""
    civil = {row["destination"]: row for row in at.table("civil").to_pylist()}
    held: dict[str, list[Row]] = {}
    for row in at.table("pace_by_destination").to_pylist():
        held.setdefault(row["destination"], []).append(row)
    for where, rows in sorted(held.items(), key=lambda one: (-one[1][0]["n"], one[0])):
        now = _at(rows, BY_DAY)
        granted, decided = now.get(_COLUMNS[0]), now.get(_COLUMNS[2])
        bounds = civil.get(where, {})
        yield {
            "where": destination_name(where),
            "n": f"{rows[0]['n']:,}",
            "incidence": _share(granted),
            "drawn": range_on(1, granted["low"], granted["high"], granted["incidence"]) if granted else None,
            "of_decided": _share(decided),
            "civil": shares_between(bounds.get("low"), bounds.get("high")),
        }


def _calibration(at: Look) -> DataTable:
    rows = [
        (
            f"{row['low']:.0%} to {row['high']:.0%}",
            f"{row['n']:,}",
            f"{row['forecast']:.1%}",
            share_with_interval(row["granted"], row["granted_low"], row["granted_high"]),
        )
        for row in at.table("calibration").to_pylist()
    ]
    columns = (
        "Chance that was told",
        Column("Forecasts", is_number=True),
        Column("On average told", is_number=True),
        Column("Were granted in time", is_number=True),
    )
    return data_table("Forecasts held against what came", columns, rows, empty="No forecast can be held against yet.")


def trusted(at: Look) -> str:
    """Say in a sentence how far the forecasts could be trusted, from their back-test."""
    told = at.told("back_test")
    if not isinstance(told, dict) or told["brier"] is None:
        return "No forecast can be held against what came yet."
    better = told["brier"] < told["brier_of_one_chance"]
    verdict = (
        "They told cases apart better than one chance for all would have."
        if better
        else "They were worse than one chance for all would have been: while the pace changes, what happened to "
        "earlier cases says little about those that wait now. Take every forecast here with that in mind."
    )
    return (
        f"The day of the grant came within the interval that was told for {told['coverage']:.0%} of the cases, where "
        f"80% was meant; the interval was {told['width']:.0f} days wide. {verdict}"
    )
