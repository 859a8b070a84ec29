"""One day of the episode: what was counted, and the applications, cases and licences of it that the visitor may see."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lockgate.applications.queries import visible_applications
from lockgate.casework.queries import visible_cases
from lockgate.core.errors import NotFound
from lockgate.core.permissions import Person
from lockgate.demo.pages.entering import must_be_visitor
from lockgate.demo.pages.timeline import day_href
from lockgate.licences.queries import visible_licences
from lockgate.parties.queries import person_asking
from lockgate.simulation.parameters import LIST_CHANGES, ZONE
from lockgate.web.days_in_words import written_day

SHOWN = 30
_DAY = timedelta(days=1)


@login_not_required
@require_safe
def day(request: HttpRequest, on: str) -> HttpResponse:
    """Show a day of the episode; raise NotFound for one that it has not."""
    told = must_be_visitor(request).report
    counted = {held["day"]: held for held in told.get("days", [])}
    if on not in counted:
        raise NotFound(f"The episode has no day {on[:20]!r}.", mend=_days_that_it_has(counted))
    held, person = date.fromisoformat(on), person_asking(request)
    context = {
        "on": held,
        "counted": counted[on],
        "list_changes": held == LIST_CHANGES,
        "reported": [row for row in told["fit"] if row["date"] == on],
        "ran_out": [one for one in told["run_out"] if one["date"] == on],
        "lists": _lists(person, held) if person.account else [],
        "signed_in": bool(person.account),
        "before": day_href(held - _DAY) if (held - _DAY).isoformat() in counted else "",
        "after": day_href(held + _DAY) if (held + _DAY).isoformat() in counted else "",
    }
    return render(request, "demo/day.html", context)


def _lists(person: Person, on: date) -> list[Mapping[str, Any]]:
    begins = datetime.combine(on, time(), ZONE)
    within = (begins, begins + _DAY)
    submitted = visible_applications(person).filter(submitted_at__gte=within[0], submitted_at__lt=within[1])
    decided = visible_cases(person).filter(decided_at__gte=within[0], decided_at__lt=within[1])
    withdrawn = visible_applications(person).filter(withdrawn_at__gte=within[0], withdrawn_at__lt=within[1])
    issued = visible_licences(person).filter(issued_at__gte=within[0], issued_at__lt=within[1])
    return [
        _list("Applications submitted", "application", submitted.values_list("reference", flat=True)),
        _list("Cases decided", "case", decided.values_list("reference", flat=True)),
        _list("Applications withdrawn", "application", withdrawn.values_list("reference", flat=True)),
        _list("Licences issued", "licence", issued.values_list("number", flat=True)),
    ]


def _days_that_it_has(counted: Mapping[str, Any]) -> str:
    if not counted:
        return "It holds no days."
    first, last = (written_day(date.fromisoformat(day)) for day in (min(counted), max(counted)))
    return f"Its days are {first} to {last}."


def _list(title: str, page: str, names: Iterable[str]) -> Mapping[str, Any]:
    held = sorted(names)
    links = [{"name": name, "href": reverse(page, args=[name])} for name in held[:SHOWN]]
    return {"title": title, "links": links, "count": len(held), "more": len(held) - len(links)}
