"""The episode on one time axis: the list's change, applications, decisions, shipments, stops; week by week."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.demo.pages.entering import must_be_visitor
from lockgate.simulation.parameters import LIST_CHANGES
from lockgate.web.bar_chart import BarChart, Stack, bar_chart
from lockgate.web.data_table import Cell, Column, DataTable, data_table
from lockgate.web.time_axis import Tick, TimeAxis

WEEK = 7
FREE = "without one, of the model: needing none, or cleared before"
KG = 1000
"""In a tonne."""


class Week(NamedTuple):
    """Seven days of the episode, or what of them lies in it."""

    first: date
    last: date
    submitted: int
    granted: int
    otherwise: int
    licensed_t: float
    free_t: float
    standing_still: int

    @property
    def href(self) -> str:
        """The page of its first day."""
        return day_href(self.first)

    @property
    def words(self) -> str:
        """Its days in words."""
        return f"{self.first:%-d %B} to {self.last:%-d %B %Y}"


@login_not_required
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Show the weeks of the episode as charts on one axis, with a table beside that opens any of its days."""
    days = must_be_visitor(request).report.get("days", [])
    if not days:
        return render(request, "demo/timeline.html", {"weeks": []})
    weeks = weeks_of(days)
    axis = TimeAxis(weeks[0].first, weeks[0].first + timedelta(days=WEEK * len(weeks) - 1))
    context = {
        "weeks": weeks,
        "first": weeks[0].first,
        "last": weeks[-1].last,
        "charts": _charts(weeks),
        "months": _months(axis),
        "marks": [axis.tick(LIST_CHANGES)],
        "list_changes": LIST_CHANGES,
        "list_changes_href": day_href(LIST_CHANGES),
        "table": _table(weeks),
    }
    return render(request, "demo/timeline.html", context)


def day_href(day: date) -> str:
    """Return the address of a day's page."""
    return reverse("demo_day", args=[day.isoformat()])


def weeks_of(days: Sequence[Mapping[str, Any]]) -> list[Week]:
    """Put the days of a report together by sevens, from its first day on."""
    return [_week(days[start : start + WEEK]) for start in range(0, len(days), WEEK)]


def _week(days: Sequence[Mapping[str, Any]]) -> Week:
    return Week(
        date.fromisoformat(days[0]["day"]),
        date.fromisoformat(days[-1]["day"]),
        sum(day["submitted"] for day in days),
        sum(day["granted"] for day in days),
        sum(day["otherwise"] for day in days),
        sum(day["licensed_kg"] for day in days) / KG,
        sum(day["free_kg"] for day in days) / KG,
        max(day["standing_still"] for day in days),
    )


def _charts(weeks: Sequence[Week]) -> list[dict[str, Any]]:
    def chart(title: str, values: Sequence[tuple[float, ...]], words: str) -> BarChart:
        labels = [f"{week.words}: {words.format(*held)}" for week, held in zip(weeks, values, strict=True)]
        stacks = [Stack(held, label, week.href) for week, held, label in zip(weeks, values, labels, strict=True)]
        return bar_chart(title, stacks)

    submitted = chart("Applications submitted a week", [(week.submitted,) for week in weeks], "{:.0f} applications")
    decided = chart(
        "Decisions a week", [(week.granted, 0, week.otherwise) for week in weeks], "{0:.0f} granted, {2:.0f} not"
    )
    left = chart(
        "Tonnes of magnets exported a week",
        [(week.licensed_t, 0, week.free_t) for week in weeks],
        "{0:,.0f} t under a licence, {2:,.0f} t without",
    )
    still = chart(
        "Sites without an item by what they declared, the most on a day",
        [(0, week.standing_still) for week in weeks],
        "{1:.0f} sites",
    )
    return [
        {"chart": submitted, "keys": []},
        {"chart": decided, "keys": [(1, "granted, in part or whole"), (3, "refused, returned or withdrawn")]},
        {
            "chart": left,
            "unit": "t",
            "keys": [(1, "under a licence"), (3, FREE)],
        },
        {"chart": still, "keys": []},
    ]


def _months(axis: TimeAxis) -> list[Tick]:
    months = [date(axis.first.year, month, 1) for month in range(axis.first.month, axis.last.month + 1)]
    return [axis.tick(day, f"{day:%b}") for day in months if axis.first <= day <= axis.last - timedelta(days=WEEK)]


def _table(weeks: Sequence[Week]) -> DataTable:
    rows = [
        (
            Cell(week.words, week.href),
            f"{week.submitted:,}",
            f"{week.granted:,}",
            f"{week.otherwise:,}",
            f"{week.licensed_t:,.0f}",
            f"{week.free_t:,.0f}",
            f"{week.standing_still:,}",
        )
        for week in weeks
    ]
    heads = ("Submitted", "Granted", "Otherwise", "Tonnes under a licence", "Tonnes without", "Sites without an item")
    columns: list[Column | str] = ["Week", *(Column(head, is_number=True) for head in heads)]
    return data_table("The same week by week; a week opens at its first day", columns, rows, empty="There is none.")
