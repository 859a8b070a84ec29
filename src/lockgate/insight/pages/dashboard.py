"""The first page of insight: each figure small, with the way to its own page; and the button that reckons anew."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lockgate.core.permissions import check_may, may
from lockgate.insight.pages.asked import Look, look
from lockgate.insight.pages.dependence import items
from lockgate.insight.pages.observer import example_chart
from lockgate.insight.pages.open_cases import most_hanging
from lockgate.insight.pages.pace import BY_DAY, curves, half_decided
from lockgate.insight.pages.run_out import calendar
from lockgate.insight.permissions import READ_INSIGHT, REFRESH_INSIGHT
from lockgate.insight.services import ask_for_refresh, snapshots
from lockgate.insight.snapshot.store import latest_snapshot
from lockgate.parties.queries import person_asking
from lockgate.web.bar_chart import BarChart, Stack, bar_chart

if TYPE_CHECKING:
    from django.http import HttpRequest

NARROWEST = 5
SOON_DAYS = 90
OLDEST_WEEKS = 26


@require_http_methods(["GET", "HEAD", "POST"])
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show every figure of the newest snapshot, or reckon it anew."""
    by = person_asking(request)
    if request.method == "POST":
        ask_for_refresh(by=by)
        messages.success(request, "It is being reckoned. Open this page again in a moment.")
        return redirect("insight")
    check_may(by, READ_INSIGHT)
    may_refresh = may(by, REFRESH_INSIGHT)
    if not request.GET.get("data") and not latest_snapshot(snapshots()):
        return render(request, "insight/none.html", {"may_refresh": may_refresh})
    at = look(request)
    return render(request, "insight/dashboard.html", {"may_refresh": may_refresh, "look": at, **_figures(at)})


def _figures(at: Look) -> dict[str, Any]:
    runs_out = [row for row in at.table("run_out").to_pylist() if row["chance_no_stop"] is not None]
    return {
        "by_day": BY_DAY,
        "incidence": curves(at.table("pace").to_pylist()),
        "half": half_decided(at),
        "queue": queue_by_age(at),
        "items": items(at)[:NARROWEST],
        "calendar": calendar(at, [row for row in runs_out if row["stop_p95"] != at.day]),
        "stopped": sum(row["stop_p95"] == at.day for row in runs_out),
        "within_90": sum(0 < row["cover_days"] < SOON_DAYS for row in runs_out),
        "hanging": most_hanging(at, NARROWEST),
        "observer": example_chart(),
        "set_aside": at.told("set_aside"),
        "foots": {
            name: at.figure(name, page)
            for name, page in (
                ("pace", "insight_pace"),
                ("queue_by_age", "insight"),
                ("dependence", "insight_dependence"),
                ("run_out", "insight_run_out"),
                ("hanging", "insight_open_cases"),
            )
        },
    }


def queue_by_age(at: Look) -> BarChart:
    """Draw the open cases by the weeks that they have waited, those that wait for the applicant apart."""
    waiting, asked = Counter[int](), Counter[int]()
    for row in at.table("queue_by_age").to_pylist():
        held = asked if row["case_state"] == "queried" else waiting
        held[min(row["weeks"], OLDEST_WEEKS)] += row["cases"]
    stacks = [
        Stack(
            (waiting[week], asked[week]),
            f"{week}{' and more' if week == OLDEST_WEEKS else ''} weeks: {waiting[week]} wait for the authority, "
            f"{asked[week]} for the applicant",
        )
        for week in range(max([*waiting, *asked], default=0) + 1)
    ]
    return bar_chart("Open cases by the weeks that they have waited", stacks)
