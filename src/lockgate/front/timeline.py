"""The timeline of a regime: what was controlled, towards whom, when, on one time axis with the same facts in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.core import clock
from lockgate.core.countries import COUNTRIES
from lockgate.front.regime_page import law_or_404
from lockgate.regimes import queries
from lockgate.regimes.determination.law import Law
from lockgate.regimes.measures import TimeStatus
from lockgate.regimes.pack import DUTIES, WAYS, Kind, Measure
from lockgate.web.time_axis import Bar, Span, TimeAxis

MOST_CODES = 8
"""Codes that a line of the chart names; the page of the change names them all."""
MOST_LABELS = 3
MARGIN = timedelta(days=45)
"""How far the axis reaches beyond the last day that is known, so that what is not known is seen."""
SECTIONS: tuple[tuple[str, str, frozenset[Kind]], ...] = (
    ("licence", "A licence is required", frozenset({Kind.LICENCE})),
    ("prohibition", "Forbidden", frozenset({Kind.PROHIBITION})),
    ("review", "How applications are reviewed", frozenset({Kind.REVIEW})),
    ("reading", "To be read", frozenset({Kind.READING})),
    ("way", "Ways to satisfy a requirement", frozenset(WAYS)),
    ("duty", "Duties", frozenset(DUTIES)),
)
_STATUSES = {
    TimeStatus.IN_FORCE: "in force",
    TimeStatus.SUSPENDED: "suspended",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chart: the rules of one law that stand and rest together; when, in drawing and in words."""

    title: str
    about: tuple[tuple[str, str], ...]
    citation: str
    bars: tuple[Bar, ...]
    spans: tuple[Span, ...]
    doubts: tuple[str, ...]


@require_safe
def timeline(request: HttpRequest, regime: str) -> HttpResponse:
    """Show the timeline of a regime; a pack that knows one day says so."""
    law = law_or_404(regime)
    known = law.regime
    context: dict[str, Any] = {"law": law, "synthetic": known.synthetic, "one_day": known.law_from == known.law_known_to}
    if not context["one_day"]:
        context |= _chart(law)
    return render(request, "front/timeline.html", context)


def _chart(law: Law) -> dict[str, Any]:
    known_to = law.regime.law_known_to
    today = clock.today(law.regime.time_zone)
    axis = TimeAxis(law.regime.law_from, known_to + MARGIN)
    rules = queries.timeline_of(law, axis.first, axis.last)
    marks = [axis.tick(known_to + _DAY, f"law known to {known_to}")]
    if axis.first <= today <= axis.last:
        marks.append(axis.tick(today, "today"))
    sections = [
        {"key": key, "title": title, "lines": _lines(law, axis, key, [rule for rule in rules if rule.measure.kind in kinds])}
        for key, title, kinds in SECTIONS
    ]
    return {
        "years": axis.years(),
        "marks": marks,
        "beyond": axis.bar(Span(known_to + _DAY, axis.last, "beyond", "")),
        "sections": [section for section in sections if section["lines"]],
    }


def _lines(law: Law, axis: TimeAxis, key: str, rules: list[queries.RuleTime]) -> list[Line]:
    """Put the rules of one law that stand and rest on the same days on one line."""
    together: dict[tuple[object, ...], list[queries.RuleTime]] = {}
    for rule in rules:
        together.setdefault((rule.measure.instrument, rule.spans), []).append(rule)
    return [_line(law, axis, key, held) for held in together.values()]


def _line(law: Law, axis: TimeAxis, key: str, rules: list[queries.RuleTime]) -> Line:
    measures = [rule.measure for rule in rules]
    instrument = law.instruments[measures[0].instrument]
    spans = tuple(
        _span(law, key, first, last, status)
        for first, last, status in rules[0].spans
        if first <= law.regime.law_known_to or status is TimeStatus.UNKNOWN
    )
    return Line(
        title=instrument.titles.get("en") or instrument.id,
        about=_about(law, measures),
        citation=instrument.number or measures[0].citation,
        bars=tuple(bar for span in spans if (bar := axis.bar(span))),
        spans=spans,
        doubts=tuple(dict.fromkeys(measure.doubt for measure in measures if measure.doubt)),
    )


def _about(law: Law, measures: list[Measure]) -> tuple[tuple[str, str], ...]:
    """Return what the rules are about and towards whom; a rule that only repeats another for some entries is left out."""
    whole = [measure for measure in measures if not measure.part_of] or measures
    about: dict[str, dict[str, None]] = {}
    for measure in whole:
        about.setdefault(what_of(law, measure), {})[towards(law, measure)] = None
    return tuple((what, ", or ".join(whom)) for what, whom in about.items())


def _span(law: Law, key: str, first: date, last: date, status: TimeStatus) -> Span:
    known_to = law.regime.law_known_to
    is_open = last > known_to
    if status is TimeStatus.UNKNOWN:
        said = f"not known from {first}" if is_open else f"not known {first} to {last}"
    else:
        since = f"{_STATUSES[status]} since {first}" if first > law.regime.law_from else f"{_STATUSES[status]} before {first}"
        said = since if is_open else f"{_STATUSES[status]} {first} to {last}"
        if status is TimeStatus.SUSPENDED and is_open:
            said = f"suspended {first} to {last}, beyond the law that is known"
        last = min(last, known_to)
    tone = {TimeStatus.SUSPENDED: "suspended", TimeStatus.UNKNOWN: "unknown"}.get(status, key)
    return Span(first, last, tone, said, reverse("changes", args=[law.regime.code, first]))


def what_of(law: Law, measure: Measure) -> str:
    """Say which items a rule is about: the codes of its entries, or that it is about all."""
    if "any" in measure.entries:
        return "every item, listed or not"
    if "*" in measure.entries:
        return "every listed entry"
    names = [law.regime.scopes_not_held.get(code, code) for code in measure.entries]
    return ", ".join(names[:MOST_CODES]) + (f" and {len(names) - MOST_CODES} more" if len(names) > MOST_CODES else "")


def towards(law: Law, measure: Measure) -> str:
    """Say towards whom a rule is: destinations, end users, end uses."""
    said = [
        _places(law, measure.destinations),
        f"except {_places(law, measure.except_destinations)}" if measure.except_destinations else "",
        _labels("end user or party", (law.end_users[word].label for word in measure.end_users)),
        _labels("end use", (law.end_uses[word].label for word in measure.end_uses)),
    ]
    return "; ".join(part for part in said if part) or "every destination"


def _places(law: Law, names: tuple[str, ...]) -> str:
    groups = law.regime.group_labels
    return ", ".join(COUNTRIES[name].name_en if name in COUNTRIES else groups.get(name, name) for name in names)


def _labels(what: str, labels: Iterable[str]) -> str:
    held = list(labels)
    more = f" and {len(held) - MOST_LABELS} more" if len(held) > MOST_LABELS else ""
    return f"{what}: {', '.join(held[:MOST_LABELS])}{more}" if held else ""
