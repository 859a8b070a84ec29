"""What changed in law on one day, with the way into the self-check for the day before and the day itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.core.countries import COUNTRIES
from lockgate.core.errors import Invalid
from lockgate.front.asked import Asked
from lockgate.front.regime_page import law_or_404
from lockgate.regimes import queries
from lockgate.regimes.changes import Change, is_one_day
from lockgate.regimes.changes import changes as changes_of
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import DOUBTS


@login_not_required
@require_safe
def changes(request: HttpRequest, regime: str, day: str) -> HttpResponse:
    """Show what changed on a day, and the days of change before and after it."""
    law = law_or_404(regime)
    try:
        on = date.fromisoformat(day)
        found = changes_of(law, on, on)
    except ValueError:
        raise Http404(f"'{day[:40]}' is no date. Write dates like 2025-04-04.") from None
    except Invalid as error:
        raise Http404(str(error)) from None
    days = queries.days_of_change(law)
    earlier = [held for held in days if held < on]
    later = [held for held in days if held > on]
    context = {
        "law": law,
        "synthetic": law.regime.synthetic,
        "on": on,
        "before": on - timedelta(days=1),
        "is_first": on == law.regime.law_from,
        "is_beyond": on > law.regime.law_known_to,
        "one_day": is_one_day(law),
        "changes": [_shown(law, change) for change in found],
        "earlier": earlier[-1] if earlier else None,
        "later": later[0] if later else None,
    }
    return render(request, "front/changes.html", context)


def _shown(law: Law, change: Change) -> dict[str, Any]:
    destination = _only_destination(law, change)
    before = change.on - timedelta(days=1)
    return {
        "change": change,
        "kind": change.kind.value.replace("_", " "),
        "doubt": DOUBTS[change.doubt],
        "entries": [_entry(law, code, before, change.on, destination) for code in change.entries],
    }


def _entry(law: Law, code: str, before: date, on: date, destination: str | None) -> dict[str, Any]:
    asked = Asked(regime=law.regime.code, entry=code, destination=destination)
    has_before = before >= law.regime.law_from
    held = law.control_list.periods.get(code)
    return {
        "code": code,
        "row": queries.entry_row(law, code, on),
        "href": f"{reverse('entry', args=[law.regime.code, code])}?on={on}" if held else "",
        "before": asked.link(on=before.isoformat()) if has_before else "",
        "that_day": asked.link(on=on.isoformat()),
    }


def _only_destination(law: Law, change: Change) -> str | None:
    """Return the one country that the changed rules are about, or None where they are about more."""
    measures = [law.measures_by_id[held] for held in change.affects if held in law.measures_by_id]
    places = {place for measure in measures for place in measure.destinations}
    return next(iter(places)) if len(places) == 1 and places <= COUNTRIES.keys() else None
