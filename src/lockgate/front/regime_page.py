"""A regime's own page, and the page of one entry of its control list."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.core.errors import NotFound
from lockgate.front.asked import Asked
from lockgate.front.question_form import faults_of
from lockgate.regimes import queries
from lockgate.regimes.determination import InvalidQuestion
from lockgate.regimes.determination.law import Law
from lockgate.regimes.shelf import law_of


def law_or_404(code: str) -> Law:
    """Return a regime's law; an unknown code becomes the page that says so."""
    try:
        return law_of(code)
    except NotFound as error:
        raise Http404(str(error)) from None


@require_safe
def regime(request: HttpRequest, regime: str) -> HttpResponse:
    """Show what a regime is, from when to when its law is known, and how much of it is held."""
    law = law_or_404(regime)
    pack = law.pack
    kinds = Counter(measure.kind.value.replace("_", " ") for measure in pack.measures)
    context = {
        "law": law,
        "synthetic": law.regime.synthetic,
        "counts": [
            ("entries of the control list", len({row.code for row in pack.entries})),
            ("rules", len(pack.measures)),
            ("laws, announcements and notices", len(pack.instruments)),
            ("customs codes", len({row.goods_code for row in pack.goods})),
            ("country groups", len(law.regime.group_labels)),
            ("restricted-party lists", len(law.regime.lists)),
            ("suspensions", len(pack.suspensions)),
        ],
        "kinds": kinds.most_common(),
        "not_encoded": queries.not_encoded(law),
        "one_day": law.regime.law_from == law.regime.law_known_to,
    }
    return render(request, "front/regime.html", context)


@require_safe
def entry(request: HttpRequest, regime: str, code: str) -> HttpResponse:
    """Show one entry on a day: headings, periods, what lies above and below, customs codes, the rules that reach it."""
    law = law_or_404(regime)
    spelt = law.control_list.spelling(code)
    if spelt not in law.control_list.periods:
        raise Http404(f"The list of {law.regime.code} holds no entry '{spelt[:60]}'.")
    typed = request.GET.get("on", "")
    try:
        on, faults = queries.legal_day(law, typed), []
    except InvalidQuestion as error:
        on, faults = queries.legal_day(law), faults_of(error)
    context = {
        "law": law,
        "synthetic": law.regime.synthetic,
        "code": spelt,
        "on": on,
        "typed": typed,
        "faults": faults,
        "row": queries.entry_row(law, spelt, on),
        "listed": queries.is_listed(law, spelt, on),
        "places": law.control_list.places(spelt, on),
        "periods": law.control_list.periods[spelt],
        "above": _links(law, queries.codes_above(law, spelt), on.isoformat()),
        "below": _links(law, list(law.control_list.children.get(spelt, ())), on.isoformat()),
        "goods": law.control_list.goods_of((spelt,), on),
        "rules": queries.rules_reaching(law, spelt, on),
        "ask": Asked(regime=law.regime.code, entry=spelt, on=on.isoformat()).link(),
    }
    return render(request, "front/entry.html", context)


def _links(law: Law, codes: list[str], on: str) -> list[dict[str, Any]]:
    rows = [(code, law.control_list.periods[code][-1]) for code in codes]
    return [
        {"code": code, "row": row, "href": f"{reverse('entry', args=[law.regime.code, code])}?on={on}"}
        for code, row in rows
    ]
