"""What an outsider can know: the worked example of 2025, from public statements alone, each number with its own.

Public, for it rests on nothing that this installation holds.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.insight.observer.quantity import Counts, Measure
from lockgate.insight.observer.worked_example import BOUNDS, Figure, Narrowing, WorkedExample, worked_example
from lockgate.insight.pages.figure_file import as_csv
from lockgate.insight.wording import NOT_TOLD
from lockgate.web.days_in_words import written_day
from lockgate.web.line_chart import LineChart, Point, line_chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

SHOWN_FIRST = "EU Chamber members"
"""The population of which most was said: its chart stands on the dashboard."""
ASKED_FIRST = (Measure.SHARE_APPROVED, Measure.APPROVED, Measure.APPLICATIONS)
"""In what somebody spoke of: applications, or firms."""
LESS_THAN_ALL = 0.999
"""A share that is known no better than between 0 and 1 tells nothing."""


class Shown(NamedTuple):
    """A population: the bounds of its share approved as a chart, and what is known of it as rows.

    `rows` has what is asked for first, `others` all else that follows.
    """

    population: str
    chart: LineChart | None
    first: date
    last: date
    rows: list[Mapping[str, Any]]
    others: list[Mapping[str, Any]]


@login_not_required
@require_safe
def observer_page(request: HttpRequest) -> HttpResponse:
    """Show what the public claims of 2025 let one know; with `?as=csv` every bound, as a file."""
    if request.GET.get("as") == "csv":
        return as_csv(BOUNDS.read_bytes(), "observer-2025.csv")
    example = worked_example()
    context = {
        "populations": _populations(example),
        "reports": len(example.reports),
        "claims": [(claim, example.report_of[claim.id]) for claim in example.claims],
        "not_encoded": example.not_encoded,
        "conflicts": example.conflicts,
        "next": [_next(one) for one in example.next_numbers if one.width_worst < one.width_now],
    }
    return render(request, "insight/observer.html", context)


def example_chart() -> Shown:
    """Return the population of which most was said, for the dashboard."""
    shown = {one.population: one for one in _populations(worked_example())}
    return shown.get(SHOWN_FIRST) or next(iter(shown.values()))


def _populations(example: WorkedExample) -> list[Shown]:
    """Return the populations of which something is known, those with a share first."""
    held: dict[str, list[Figure]] = {}
    for figure in example.figures:
        held.setdefault(figure.quantity.population, []).append(figure)
    days = [claim.quantity.date for claim in example.claims]
    first, last = min(days), max(days) + timedelta(days=1)
    shown = [_shown(name, figures, first, last) for name, figures in held.items()]
    return sorted((one for one in shown if one.rows), key=lambda one: (one.chart is None, -len(one.rows)))


def _shown(name: str, figures: Sequence[Figure], first: date, last: date) -> Shown:
    counted = {claim.quantity.counts for one in figures for claim in one.rests_on if claim.quantity.population == name}
    asked_first = [one for one in figures if one.quantity.measure in ASKED_FIRST and one.quantity.counts in counted]
    others = [one for one in figures if one not in asked_first]
    return Shown(name, _chart(figures, first, last), first, last, _rows(asked_first), _rows(others))


def _chart(figures: Sequence[Figure], first: date, last: date) -> LineChart | None:
    """Draw the bounds of the share as a band, from the day of each until that of the next; None where none is known."""
    shares = [one for one in figures if one.quantity.measure is Measure.SHARE_APPROVED and _is_of_applications(one)]
    if not any(_tells(one) for one in shares):
        return None
    points = []
    for one, until in zip(shares, [*(each.quantity.date for each in shares[1:]), last], strict=True):
        edges = (0.0 if one.low is None else one.low, 1.0 if one.high is None else one.high)
        points += [Point((on - first).days, None, *edges) for on in (one.quantity.date, until)]
    return line_chart([points], right=(last - first).days, top=1)


def _rows(figures: Iterable[Figure]) -> list[Mapping[str, Any]]:
    """Return what was known from the day on which it became known, the newest first."""
    rows: list[Mapping[str, Any]] = []
    before: dict[tuple[Counts, Measure], tuple[float | None, float | None]] = {}
    for one in figures:
        key, bounds = (one.quantity.counts, one.quantity.measure), (one.low, one.high)
        if _tells(one) and before.get(key) != bounds:
            rows.append(
                {
                    "day": written_day(one.quantity.date),
                    "what": one.quantity.measure.replace("_", " ") + ("" if _is_of_applications(one) else " (firms)"),
                    "bounds": _bounds(one),
                    "claims": [claim.id for claim in one.rests_on],
                    "note": one.note,
                }
            )
        before[key] = bounds
    return rows[::-1]


def _is_of_applications(one: Figure) -> bool:
    return one.quantity.counts is Counts.APPLICATIONS


def _tells(one: Figure) -> bool:
    """Tell whether the bounds say more than what is always so."""
    if not one.rests_on:
        return False
    if one.quantity.measure is Measure.SHARE_APPROVED:
        return (1.0 if one.high is None else one.high) - (one.low or 0.0) < LESS_THAN_ALL
    return bool(one.low) or one.high is not None


def _bounds(one: Figure) -> str:
    low, high = _number(one, one.low), _number(one, one.high)
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"{low} or more" if low else f"at most {high}" if high else NOT_TOLD


def _number(one: Figure, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.1%}" if one.quantity.measure is Measure.SHARE_APPROVED else f"{value:,.0f}"


def _next(one: Narrowing) -> Mapping[str, Any]:
    of_what = f"{one.quantity.measure.replace('_', ' ')} ({one.quantity.counts}) of {one.quantity.population}"
    return {
        "what": f"{of_what} on {written_day(one.quantity.date)}",
        "now": f"{one.width_now:.0%}",
        "then": f"{one.width_worst:.0%}",
    }
