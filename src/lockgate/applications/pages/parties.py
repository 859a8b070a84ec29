"""Who takes part: the parties of a draft, one added, one changed, one removed."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lockgate.applications.pages.choosing import countries, country_name, words
from lockgate.applications.pages.drafting import frame, of_a_draft
from lockgate.applications.pages.summary import party_rows
from lockgate.applications.party_role import PartyFacts, PartyRole
from lockgate.applications.queries import ShownApplication
from lockgate.applications.services import add_party, change_party, remove_party
from lockgate.core.errors import Invalid, NotFound
from lockgate.parties.queries import person_asking
from lockgate.regimes.determination.law import Law
from lockgate.web.choice import Choice
from lockgate.web.form_errors import form_errors
from lockgate.web.version_seen import version_seen

LABELS = {
    "role": "Role",
    "name": "Name",
    "country": "Country",
    "address": "Address",
    "facts": "What is known of it",
}
_ROLES = {
    PartyRole.CONSIGNEE: "receives the goods",
    PartyRole.END_USER: "uses the goods, or builds them into something",
    PartyRole.INTERMEDIATE_CONSIGNEE: "handles the goods on their way: agent, warehouse, freight forwarder",
}


@of_a_draft
def parties(request: HttpRequest, shown: ShownApplication) -> HttpResponse:
    """Show the parties, and the form of another; `like` fills it with a party that has another role already."""
    reference = shown.application.reference
    errors, status = None, HTTPStatus.OK
    typed = _typed(request.POST) if request.method == "POST" else _like(shown, request.GET.get("like", ""))
    if request.method == "POST":
        try:
            add_party(by=person_asking(request), application=reference, party=typed)
        except Invalid as error:
            errors, status = form_errors(error, LABELS), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, f"{typed.name} was added as {PartyRole(typed.role).words}.")
            return redirect("application_parties", reference)
    framed = frame(request, shown)
    context = {
        **framed,
        **_choices(framed["law"], typed),
        "parties": [
            {"held": party, "rows": party_rows(party, framed["law"]), "place": place}
            for place, party in enumerate(shown.draft.parties, 1)
        ],
        "typed": typed,
        "errors": errors,
    }
    return render(request, "applications/parties.html", context, status=status)


@of_a_draft
def change(request: HttpRequest, shown: ShownApplication, place: int) -> HttpResponse:
    """Change what is known of the party in this place; another name or country is another party."""
    reference, held = shown.application.reference, _in_place(shown, place)
    typed, errors, status = held, None, HTTPStatus.OK
    if request.method == "POST":
        sent = _typed(request.POST)
        typed = replace(held, address=held.address or sent.address, facts=sent.facts)
        try:
            change_party(by=person_asking(request), application=reference, party=typed, seen=version_seen(request.POST))
        except Invalid as error:
            errors, status = form_errors(error, LABELS), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, f"What is known of {typed.name} was kept.")
            return redirect("application_parties", reference)
    framed = frame(request, shown)
    context = {
        **framed,
        **_words(framed["law"], typed),
        "party": held,
        "role": PartyRole(held.role).words,
        "where": ", ".join(part for part in (held.address, country_name(held.country)) if part),
        "typed": typed,
        "errors": errors,
    }
    return render(request, "applications/change_party.html", context, status=status)


@require_POST
def remove(request: HttpRequest, reference: str) -> HttpResponse:
    """Remove a party from its role."""
    role, name = request.POST.get("role", ""), request.POST.get("name", "")
    remove_party(by=person_asking(request), application=reference, role=role, name=name)
    messages.success(request, f"{name} is no longer {role.replace('_', ' ')}.")
    return redirect("application_parties", reference)


def _typed(form: QueryDict) -> PartyFacts:
    return PartyFacts(
        role=form.get("role", ""),
        name=form.get("name", "").strip(),
        country=form.get("country", ""),
        address=form.get("address", "").strip(),
        facts=tuple(form.getlist("facts")),
    )


def _like(shown: ShownApplication, place: str) -> PartyFacts:
    held = dict(enumerate(shown.draft.parties, 1)).get(int(place) if place.isdecimal() else 0)
    return PartyFacts("", held.name, held.country, held.address, held.facts) if held else PartyFacts("", "", "")


def _in_place(shown: ShownApplication, place: int) -> PartyFacts:
    try:
        return dict(enumerate(shown.draft.parties, 1))[place]
    except KeyError:
        raise NotFound(f"{shown.application.reference} has no party {place}.", mend="Look at its parties.") from None


def _choices(law: Law, typed: PartyFacts) -> dict[str, Any]:
    return {
        "roles": [
            Choice(role, role.words[:1].upper() + role.words[1:], role == typed.role, hint)
            for role, hint in _ROLES.items()
        ],
        "countries": countries(typed.country),
        **_words(law, typed),
    }


def _words(law: Law, typed: PartyFacts) -> dict[str, Any]:
    """Return the regime's words for what a party is, those of the lists apart."""
    return {
        "facts": words(law.end_users, typed.facts),
        "lists": words(law.end_users, typed.facts, listed=True),
        "is_on_a_list": any(choice.chosen for choice in words(law.end_users, typed.facts, listed=True)),
    }
