"""The timeline of a regime: what was controlled, to whom, when, on one time axis with the same facts in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.core import clock
from lockgate.front.regime_page import law_or_404
from lockgate.regimes import queries
from lockgate.regimes.changes import changes, is_one_day
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import DUTIES, WAYS, Kind
from lockgate.regimes.timeline import State, TimelineRow
from lockgate.regimes.timeline import timeline as rows_of
from lockgate.web.days_in_words import written_day
from lockgate.web.time_axis import Bar, Span, TimeAxis

MARGIN = timedelta(days=45)
"""How far the axis reaches beyond the last day that is known, so that what is not known is seen."""
SECTIONS: tuple[tuple[str, str, frozenset[Kind]], ...] = (
    ("prohibition", "Forbidden", frozenset({Kind.PROHIBITION})),
    ("licence", "A licence is required", frozenset({Kind.LICENCE})),
    ("review", "How applications are reviewed", frozenset({Kind.REVIEW})),
    ("reading", "To be read", frozenset({Kind.READING})),
    ("way", "Ways to satisfy a requirement", frozenset(WAYS)),
    ("duty", "Duties", frozenset(DUTIES)),
    ("list", "Entries listed", frozenset()),
)
"""A line stands in the first section that has one of its kinds; the last holds those that only list entries."""
_SHOWN = ("licence", "prohibition", "review", "reading", "way", "duty", "list")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chart: a row of the timeline, drawn and in words."""

    row: TimelineRow
    bars: tuple[Bar, ...]
    spans: tuple[Span, ...]


@login_not_required
@require_safe
def timeline(request: HttpRequest, regime: str) -> HttpResponse:
    """Show the timeline of a regime; a pack that knows one day says so."""
    law = law_or_404(regime)
    context: dict[str, Any] = {"law": law, "synthetic": law.regime.synthetic, "one_day": is_one_day(law)}
    if not context["one_day"]:
        context |= _chart(law)
        context["days"] = _days(law)
    return render(request, "front/timeline.html", context)


def _chart(law: Law) -> dict[str, Any]:
    known_to = law.regime.law_known_to
    today = clock.today(law.regime.time_zone)
    axis = TimeAxis(law.regime.law_from, known_to + MARGIN)
    sections: dict[str, list[Line]] = {key: [] for key in _SHOWN}
    for row in rows_of(law):
        key = next((key for key, _, kinds in SECTIONS if kinds & set(row.kinds)), "list")
        sections[key].append(_line(law, axis, key, row))
    titles = {key: title for key, title, _ in SECTIONS}
    marks = [axis.tick(known_to + _DAY, f"law known to {written_day(known_to)}")]
    if axis.first <= today <= axis.last:
        marks.append(axis.tick(today, "today"))
    return {
        "years": axis.years(),
        "marks": marks,
        "beyond": axis.bar(Span(known_to + _DAY, axis.last, "beyond", "")),
        "sections": [{"key": key, "title": titles[key], "lines": lines} for key, lines in sections.items() if lines],
    }


def _line(law: Law, axis: TimeAxis, key: str, row: TimelineRow) -> Line:
    known_to = law.regime.law_known_to
    bars = [(bar.first, bar.last, bar.state) for bar in row.bars]
    if row.bars[-1].last == known_to and queries.is_unknown_after(law, row):
        first = bars.pop()[0] if row.bars[-1].state is State.UNKNOWN else known_to + _DAY
        bars.append((first, axis.last, State.UNKNOWN))
    spans = tuple(
        _span(law, key, first, last, state, goes_on=last >= known_to and number == len(bars))
        for number, (first, last, state) in enumerate(bars, 1)
    )
    return Line(row, tuple(bar for span in spans if (bar := axis.bar(span))), spans)


def _span(law: Law, key: str, first: date, last: date, state: State, *, goes_on: bool) -> Span:
    tone = {State.SUSPENDED: "suspended", State.UNKNOWN: "unknown"}.get(state, key)
    said = {State.IN_FORCE: "in force", State.SUSPENDED: "suspended", State.UNKNOWN: "not known"}[state]
    began_before = first == law.regime.law_from
    begins, ends = written_day(first), written_day(last)
    if goes_on:
        words = f"{said} since before {begins}" if began_before else f"{said} since {begins}"
    else:
        words = f"{said} until {ends}" if began_before else f"{said} {begins} to {ends}"
    return Span(first, last, tone, words, reverse("changes", args=[law.regime.code, first]))


def _days(law: Law) -> list[dict[str, Any]]:
    """Return every day of change with what changed, the latest first."""
    known = law.regime
    by_day: dict[date, list[str]] = {}
    for change in changes(law, known.law_from, known.law_known_to):
        by_day.setdefault(change.on, []).append(change.sentence)
    return [
        {"day": day, "href": reverse("changes", args=[known.code, day]), "sentences": sentences}
        for day, sentences in sorted(by_day.items(), reverse=True)
    ]
