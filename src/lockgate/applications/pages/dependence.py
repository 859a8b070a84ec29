"""How far the receiving sites depend on the goods: what is declared by line and site, one declared, one removed."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lockgate.applications.dependence import FACTS
from lockgate.applications.draft import DraftLine
from lockgate.applications.pages.choosing import amount, countries, unit_words
from lockgate.applications.pages.dependence_form import LABELS, NAMES, DependenceForm, filled_form, sent_form
from lockgate.applications.pages.drafting import frame, of_a_draft
from lockgate.applications.pages.summary import dependence_rows
from lockgate.applications.queries import ShownApplication
from lockgate.applications.services import declare_dependence, remove_dependence
from lockgate.core.errors import Invalid, NotFound
from lockgate.core.quantities import UNITS
from lockgate.parties.queries import person_asking
from lockgate.web.choice import choices
from lockgate.web.form_errors import form_errors


@of_a_draft
def dependence(request: HttpRequest, shown: ShownApplication) -> HttpResponse:
    """Show what is declared of every line, site by site, with the ways to declare more."""
    lines = [
        {
            "number": number,
            "item": line.item,
            "amount": amount(line.item.quantity, line.item.unit),
            "sites": [(place, one, dependence_rows(one)) for place, one in enumerate(line.dependence, 1)],
        }
        for number, line in shown.draft.lines.items()
    ]
    return render(request, "applications/dependence.html", {**frame(request, shown), "lines": lines})


@of_a_draft
def declare(request: HttpRequest, shown: ShownApplication, number: int) -> HttpResponse:
    """Declare for one line and one site; `site` fills the form with what was declared in that place."""
    reference = shown.application.reference
    line = _line(shown, number)
    form, errors, status = _opened_form(request, line), None, HTTPStatus.OK
    if request.method == "POST":
        try:
            declared = form.facts()
            declare_dependence(by=person_asking(request), application=reference, number=number, declared=declared)
        except Invalid as error:
            errors, status = form_errors(error, LABELS, NAMES | form.both()), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, f"What {declared.site} declares of line {number} was kept.")
            return redirect("application_dependence", reference)
    names = dict.fromkeys(party.name for party in shown.draft.parties)
    context = {
        **frame(request, shown),
        "number": number,
        "item": line.item,
        "unit": _unit_of(form, line),
        "typed": form.fields,
        "unknown": {name: name in form.unknown for name in FACTS},
        "no_others": form.no_others,
        "parties": choices({name: name for name in names}, [form.fields.get("party", "")]),
        "countries": countries(form.fields.get("country", "")),
        "errors": errors,
    }
    return render(request, "applications/declare.html", context, status=status)


@require_POST
def remove(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Remove what a site declared of a line."""
    party, site = request.POST.get("party", ""), request.POST.get("site", "")
    remove_dependence(by=person_asking(request), application=reference, number=number, party=party, site=site)
    messages.success(request, f"What {site} declared of line {number} was removed.")
    return redirect("application_dependence", reference)


def _line(shown: ShownApplication, number: int) -> DraftLine:
    try:
        return shown.draft.lines[number]
    except KeyError:
        raise NotFound(f"{shown.application.reference} has no line {number}.", mend="Look at its lines.") from None


def _unit_of(form: DependenceForm, line: DraftLine) -> str:
    """Return the unit of the amounts in words: that of an earlier declaration, else the line's."""
    code = form.fields.get("unit", "")
    return unit_words(code if code in UNITS else line.item.unit)


def _opened_form(request: HttpRequest, line: DraftLine) -> DependenceForm:
    if request.method == "POST":
        return sent_form(request.POST)
    place = request.GET.get("site", "")
    held = dict(enumerate(line.dependence, 1)).get(int(place) if place.isdecimal() else 0)
    return filled_form(held) if held else DependenceForm({}, frozenset())
