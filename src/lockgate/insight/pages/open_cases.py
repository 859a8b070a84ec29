"""Open cases by what hangs on them: production-days lost if one is refused or late; also put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lockgate.casework.production_days import NOTHING_DECLARED, days_between, without_words
from lockgate.core.errors import Invalid
from lockgate.insight.pages.asked import Look, look
from lockgate.insight.wording import destination_name
from lockgate.web.bar_chart import range_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

MOST_ROWS = 100
BY = {"case": "Case", "supplier": "Supplier", "item": "Item", "destination": "Destination"}
Row = dict[str, Any]


@require_safe
def open_cases_page(request: HttpRequest) -> HttpResponse:
    """Show what hangs on open cases one by one, or put together by supplier, item or destination."""
    at = look(request)
    by = request.GET.get("by", "case")
    if by not in BY:
        raise Invalid(f"Cases are not put together by {by[:40]!r}.", mend=f"They are by: {', '.join(BY)}.")
    name = "hanging" if by == "case" else f"hanging_by_{by}"
    rows = at.table(name).to_pylist()
    context = {
        "look": at,
        "by": by,
        "head": BY[by],
        "tabs": [_tab(at, key, words, by) for key, words in BY.items()],
        "rows": hanging_rows(rows[:MOST_ROWS], by),
        "more": max(0, len(rows) - MOST_ROWS),
        "foot": at.figure("hanging", "insight_open_cases")._replace(csv=at.link("insight_figure", name)),
    }
    return render(request, "insight/open_cases.html", context)


def hanging_rows(rows: list[Row], by: str) -> list[Mapping[str, Any]]:
    """Return the rows as a page shows them; one of which nothing is declared says so, or of how many of its lines.

    A snapshot that was made before those lines were counted does not tell them.
    """
    top = max((row["refused_high"] or 0 for row in rows), default=0)
    return [_row(row, by, top) for row in rows]


def most_hanging(at: Look, count: int) -> list[Mapping[str, Any]]:
    """Return the cases on which most may hang."""
    return hanging_rows(at.table("hanging").slice(0, count).to_pylist(), "case")


def _row(row: Row, by: str, top: float) -> Mapping[str, Any]:
    told = row["refused_low"] is not None
    point = row["refused_high"] if told and row["refused_low"] == row["refused_high"] else None
    return {
        "name": destination_name(row["name"]) if by == "destination" else row["name"],
        "href": reverse("case", args=[row["name"]]) if by == "case" else "",
        "refused": days_between(row["refused_low"], row["refused_high"]) if told else NOTHING_DECLARED,
        "late": days_between(row["late_low"], row["late_high"]) if told else NOTHING_DECLARED,
        "left_out": without_words(row.get("undeclared", 0), row["lines"]) if told else "",
        "drawn": range_on(top, row["refused_low"], row["refused_high"], point) if told else None,
        "sites": f"{row['sites']:,}" if told else "",
        "cases": f"{row['cases']:,}",
        "products": row["products"] or "",
        "median": _median(row),
    }


def _median(row: Row) -> str:
    return "not within what is known" if row["more_days"] is None else f"in {row['more_days']} days"


def _tab(at: Look, key: str, words: str, current: str) -> Mapping[str, Any]:
    href = f"{reverse('insight_open_cases')}?{urlencode({**at.asked, 'by': key})}"
    return {"words": f"By {words.lower()}", "href": href, "is_current": key == current}
