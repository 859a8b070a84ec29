"""A regime's own page, and the page of one entry of its control list."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.core.errors import Invalid, NotFound
from lockgate.front.asked import Asked
from lockgate.front.question_form import faults_of
from lockgate.regimes import queries
from lockgate.regimes.changes import is_one_day
from lockgate.regimes.determination import InvalidQuestion
from lockgate.regimes.determination.law import Law
from lockgate.regimes.entry_sheet import EntrySheet, role_of, sheet_of
from lockgate.regimes.measure_words import KIND_WORDS, measures_in_words
from lockgate.regimes.pack import Measure
from lockgate.regimes.regime_summary import Encoding, RegimeSummary, summary_of
from lockgate.regimes.shelf import law_of

ENCODED = {
    Encoding.WHOLE: ("whole", "Every rule of the entry is certain."),
    Encoding.IN_PART: ("in part", "Some rules are certain; others are prose, or hang on a part that no code names."),
    Encoding.READING: ("as reading", "The law has to be read."),
    Encoding.NONE: ("no rule", "No rule names the entry."),
}
ROLES = {
    "requirement": "What it requires or forbids",
    "review": "How applications are reviewed",
    "way": "Ways to satisfy a requirement",
    "duty": "Duties",
}


def law_or_404(code: str) -> Law:
    """Return a regime's law; an unknown code becomes the page that says so."""
    try:
        return law_of(code)
    except NotFound as error:
        raise Http404(error.sentence) from None


@login_not_required
@require_safe
def regime(request: HttpRequest, regime: str) -> HttpResponse:
    """Show what a regime is, from when to when its law is known, and how much of it is held and encoded."""
    law = law_or_404(regime)
    summary = summary_of(law)
    kinds = Counter(KIND_WORDS[measure.kind] for measure in law.pack.measures)
    context = {
        "law": law,
        "synthetic": law.regime.synthetic,
        "summary": summary,
        "shares": _shares(summary),
        "counts": [
            ("codes of the control list", summary.codes),
            ("rules", summary.rows["measures"]),
            ("laws, announcements and notices", summary.rows["instruments"]),
            ("customs codes of entries", summary.rows["goods"]),
            ("country groups", len(law.regime.group_labels)),
            ("restricted-party lists", len(law.regime.lists)),
            ("suspensions", summary.rows["suspensions"]),
        ],
        "kinds": kinds.most_common(),
        "one_day": is_one_day(law),
    }
    return render(request, "front/regime.html", context)


def _shares(summary: RegimeSummary) -> list[dict[str, Any]]:
    """Return how many of the listed entries are encoded how far, with their place on a bar of 100 percent."""
    shares: list[dict[str, Any]] = []
    left = 0.0
    for encoding, count in summary.encoded.items():
        width = 100 * count / summary.listed if summary.listed else 0.0
        word, meaning = ENCODED[encoding]
        shares.append(
            {
                "tone": encoding.value,
                "word": word,
                "meaning": meaning,
                "count": count,
                "percent": f"{width:.1f}",
                "x": f"{left:.3f}%",
                "width": f"{width:.3f}%",
            }
        )
        left += width
    return shares


@login_not_required
@require_safe
def entry(request: HttpRequest, regime: str, code: str) -> HttpResponse:
    """Show one entry on a day: headings, listing, succession, what lies above and below, customs codes, rules."""
    law = law_or_404(regime)
    typed = request.GET.get("on", "")
    try:
        on, faults = queries.legal_day(law, typed), []
    except InvalidQuestion as error:
        on, faults = queries.legal_day(law), faults_of(error)
    try:
        sheet = sheet_of(law, code, on)
    except (Invalid, NotFound) as error:
        raise Http404(str(error)) from None
    context = {
        "law": law,
        "synthetic": law.regime.synthetic,
        "sheet": sheet,
        "on": on,
        "typed": typed,
        "faults": faults,
        "above": [_link(law, row.code, on) for row in sheet.above],
        "below": [_link(law, held, on) for held in sheet.below],
        "others": [_link(law, held, on) for held in (*sheet.continues, *sheet.continued_by)],
        "rules": _rules(law, sheet),
        "ask": Asked(regime=law.regime.code, entry=sheet.asked, on=on.isoformat()).link(),
    }
    return render(request, "front/entry.html", context)


def _link(law: Law, code: str, on: date) -> dict[str, Any]:
    address = reverse("entry", args=[law.regime.code, code])
    return {"code": code, "row": queries.entry_row(law, code, on), "href": f"{address}?on={on}"}


def _rules(law: Law, sheet: EntrySheet) -> list[dict[str, Any]]:
    """Return the rules that reach the entry, in sentences, by what they are for; those that rest are marked."""
    said: dict[str, list[dict[str, str]]] = {role: [] for role in ROLES}
    for rule in sheet.rules:
        mark = "whether it applies again is not known" if rule.unknown else ""
        said[role_of(rule.measure.kind)].append(_said(law, rule.measure, mark))
    for measure in sheet.suspended:
        said[role_of(measure.kind)].append(_said(law, measure, "suspended"))
    return [{"title": ROLES[role], "rules": rules} for role, rules in said.items() if rules]


def _said(law: Law, measure: Measure, mark: str) -> dict[str, str]:
    return {"citation": measure.citation, "sentence": measures_in_words(law, [measure]), "mark": mark}
