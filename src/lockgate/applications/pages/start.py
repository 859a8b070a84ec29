"""Starting an application: by whose law, where to, what for; from the self-check with the item that was asked about."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.applications.pages import line_form
from lockgate.applications.pages.choosing import countries, labels
from lockgate.applications.permissions import START_APPLICATION
from lockgate.applications.services import draft_application
from lockgate.core.errors import Invalid
from lockgate.core.permissions import Person, Role, check_may
from lockgate.parties.queries import person_asking, visible_organisations
from lockgate.regimes.queries import entry_row, legal_day, regimes
from lockgate.regimes.shelf import codes, law_of
from lockgate.web.choice import Choice, choices
from lockgate.web.form_errors import form_errors

LABELS = {
    **line_form.LABELS,
    "regime": "Regime",
    "destination": "Destination",
    "text": "What the goods are for",
    "exporter": "Exporter",
}
_NAMES = {
    **{f"lines.1.{name}": name for name in line_form.LABELS},
    **{f"lines.1.{name}": at for name, at in line_form.NAMES.items()},
    "end_use.text": "text",
    "end_use.words": "end_use",
}
_CARRIED = ("end_use", "yes", "no")
"""What the self-check says of the end use beside the item: words, and answers by measure."""


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for what a draft begins with, and start it."""
    by = person_asking(request)
    check_may(by, START_APPLICATION)
    typed = request.POST if request.method == "POST" else request.GET
    errors, status = None, HTTPStatus.OK
    if request.method == "POST":
        try:
            made = draft_application(by=by, draft=_draft(typed))
        except Invalid as error:
            errors, status = form_errors(error, LABELS, _NAMES), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, f"{made.reference} was started. It is a draft until you submit it.")
            return redirect("application", made.reference)
    context = {**_choices(by, typed), "typed": typed, "errors": errors}
    return render(request, "applications/start.html", context, status=status)


def _has_item(typed: QueryDict) -> bool:
    return bool(typed.get("entry") or typed.get("goods_code"))


def _draft(typed: QueryDict) -> Draft:
    regime = typed.get("regime", "")
    if regime not in codes():
        raise Invalid("No regime is chosen.", mend="Say by whose law you apply.", fields={"regime": "is missing"})
    answers = dict.fromkeys(typed.getlist("no"), False) | dict.fromkeys(typed.getlist("yes"), True)
    return Draft(
        regime=regime,
        destination=typed.get("destination", ""),
        exporter=typed.get("exporter", ""),
        replaces=typed.get("replaces", ""),
        lines={1: DraftLine(line_form.line_facts(typed))} if _has_item(typed) else {},
        end_use=EndUse(tuple(typed.getlist("end_use")), typed.get("text", ""), answers),
    )


def _choices(by: Person, typed: QueryDict) -> dict[str, Any]:
    regime = typed.get("regime", "")
    own = visible_organisations(by).filter(pk__in=by.organisations_as(Role.EXPORTER)).order_by("name")
    return {
        "regimes": [
            Choice(
                law.regime.code,
                law.regime.names["en"],
                law.regime.code == regime,
                "invented: synthetic data" if law.regime.synthetic else law.regime.authority,
            )
            for law in regimes()
        ],
        "destinations": countries(typed.get("destination", "")),
        "exporters": choices({held.name: held.name for held in own}, [typed.get("exporter", "")]),
        "item": _item(typed) if _has_item(typed) and regime in codes() else None,
        "carried": [(name, value) for name in _CARRIED for value in typed.getlist(name)],
        **line_form.line_choices(typed),
    }


def _item(typed: QueryDict) -> dict[str, Any]:
    """Return the item that the self-check was asked about, with its heading and the words for its end use."""
    law = law_of(typed.get("regime", ""))
    code = law.control_list.spelling(typed.get("entry", ""))
    held = law.control_list.held_above(code)
    return {
        "row": entry_row(law, held, legal_day(law)) if held else None,
        "law": law,
        "end_use": labels(law.end_uses, typed.getlist("end_use")),
    }
