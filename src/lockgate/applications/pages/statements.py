"""The end user's signature as the exporter sees it: who was asked, who signed, and the link, shown once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lockgate.applications.application_data import state_of
from lockgate.applications.lifecycle import State
from lockgate.applications.models import EndUseStatement
from lockgate.applications.pages.drafting import frame
from lockgate.applications.party_role import PartyRole
from lockgate.applications.queries import ShownApplication, application_shown
from lockgate.applications.services import request_statement
from lockgate.parties.queries import person_asking
from lockgate.web.version_seen import version_seen

TONES = {"signed": "signed", "open": "waiting", "expired": "expired", "lapsed": "lapsed"}
WORDS = {
    "signed": "signed",
    "open": "waiting for the signature",
    "expired": "link expired",
    "lapsed": "link lapsed",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: HttpRequest, reference: str) -> HttpResponse:
    """Show each end user with its statements; a link just made is shown once, in the answer to its request.

    Sent again by a reload, the form is one of an earlier version: it makes no second link that would end the first.
    """
    by = person_asking(request)
    link = None
    if request.method == "POST":
        party = request.POST.get("party", "")
        made = request_statement(by=by, application=reference, party=party, seen=version_seen(request.POST))
        address = request.build_absolute_uri(reverse("end_use_statement", args=[made.token]))
        link = {"party": party, "address": address, "expires_at": made.expires_at}
    shown = application_shown(by, reference)
    context = {
        **frame(request, shown),
        "end_users": end_users(shown),
        "link": link,
        "may_ask": shown.application.state != State.WITHDRAWN,
    }
    return render(request, "applications/statements.html", context)


def end_users(shown: ShownApplication) -> list[dict[str, Any]]:
    """Return each end user with what was asked of it, the newest first."""
    asked: dict[str, list[EndUseStatement]] = {}
    for one in shown.statements:
        asked.setdefault(one.party.organisation.name, []).insert(0, one)
    return [
        _end_user(shown, party.name, asked.get(party.name, []))
        for party in shown.draft.parties
        if party.role == PartyRole.END_USER
    ]


def _end_user(shown: ShownApplication, name: str, asked: list[EndUseStatement]) -> dict[str, Any]:
    """Tell what one end user was asked, the newest first, and which links another took the place of."""
    told = [_statement(shown, one) for one in asked]
    for one in told[1:]:
        if one["tone"] in ("expired", "lapsed", "waiting") and not one["held"].signed_at:
            one.update(words="replaced by a later link", tone="lapsed", is_replaced=True)
    return {
        "name": name,
        "statements": told,
        "is_signed": any(one["tone"] == "signed" and one["is_current"] for one in told),
    }


def _statement(shown: ShownApplication, one: EndUseStatement) -> dict[str, Any]:
    is_current = one.text in shown.current_statements
    state = state_of(one, current=is_current)
    return {
        "held": one,
        "words": WORDS[state],
        "tone": TONES[state],
        "is_current": is_current,
    }
