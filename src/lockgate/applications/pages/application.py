"""One application: a draft as a list of what is to do, any other as its exporter and the authority read it.

The page itself is `front.application_page`, which knows what became of the application.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lockgate.applications.lifecycle import State
from lockgate.applications.models import Line
from lockgate.applications.pages.drafting import frame
from lockgate.applications.pages.statements import end_users
from lockgate.applications.pages.summary import (
    answer_rows,
    application_rows,
    dependence_rows,
    end_use_rows,
    line_rows,
    party_rows,
)
from lockgate.applications.pages.task_list import tasks
from lockgate.applications.permissions import WITHDRAW_APPLICATION
from lockgate.applications.queries import ShownApplication, application_shown
from lockgate.applications.services import withdraw_application
from lockgate.core.permissions import check_may
from lockgate.parties.queries import person_asking
from lockgate.regimes.determination.law import Law
from lockgate.regimes.queries import legal_day
from lockgate.web.days_in_words import written_day
from lockgate.web.version_seen import version_seen


def draft_page(request: HttpRequest, shown: ShownApplication) -> HttpResponse:
    """Show a draft as a list of what is to do."""
    framed = frame(request, shown)
    context = {**framed, "tasks": tasks(shown), "rows": application_rows(shown.draft, framed["law"])}
    return render(request, "applications/draft.html", context)


def whole_page(request: HttpRequest, shown: ShownApplication) -> dict[str, Any]:
    """Return what `applications/submitted.html` shows of an application that is no draft any more."""
    framed = frame(request, shown)
    return {
        **framed,
        **written_parts(shown, framed["law"]),
        "events": _events(shown),
        "end_users": end_users(shown),
        "may_withdraw": framed["is_own"] and shown.application.state == State.SUBMITTED,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once more, and withdraw."""
    by = person_asking(request)
    if request.method == "POST":
        held = withdraw_application(by=by, application=reference, seen=version_seen(request.POST))
        messages.success(request, f"{held.reference} was withdrawn.")
        return redirect("application", held.reference)
    shown = application_shown(by, reference)
    check_may(by, WITHDRAW_APPLICATION)
    if shown.application.state == State.WITHDRAWN:
        return redirect("application", shown.application.reference)
    return render(request, "applications/withdraw.html", frame(request, shown))


@require_safe
def confirmation(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that an application was submitted, and what happens next."""
    shown = application_shown(person_asking(request), reference)
    if shown.application.state != State.SUBMITTED:
        return redirect("application", shown.application.reference)
    free = sum(1 for line in shown.lines if line.outcome == "not_required")
    context = {
        **frame(request, shown),
        "free": free,
        "examined": len(shown.lines) - free,
        "unsigned": any(not any(one["tone"] == "signed" for one in party["statements"]) for party in end_users(shown)),
    }
    return render(request, "applications/confirmation.html", context)


def written_parts(shown: ShownApplication, law: Law) -> dict[str, Any]:
    """Return all that an application says as rows, part by part; a line with its answer where it was determined."""
    draft = shown.draft
    return {
        "rows": application_rows(draft, law),
        "lines": [
            {
                "number": line.number,
                "rows": line_rows(draft.lines[line.number].item),
                "answer": _kept_answer(line),
                "sites": [(one.site, dependence_rows(one)) for one in draft.lines[line.number].dependence],
            }
            for line in shown.lines
        ],
        "parties": [(party.name, party_rows(party, law)) for party in draft.parties],
        "end_use": end_use_rows(draft, law),
        "answers": answer_rows(draft, law, shown.application.law_on or legal_day(law)),
    }


def _kept_answer(line: Line) -> dict[str, Any] | None:
    """Return how a line was determined at submission; None where it never was."""
    if not line.determination:
        return None
    kept = json.loads(line.determination)
    return {"outcome": line.outcome, "policy": line.review_policy, "reasons": kept["reasons"]}


def _events(shown: ShownApplication) -> list[dict[str, Any]]:
    held = shown.application
    events = [{"at": held.started_at, "sentence": "Started."}]
    for one in shown.statements:
        name = one.party.organisation.name
        events.append({"at": one.requested_at, "sentence": f"{name} was asked for an end-use statement."})
        if one.signed_at:
            signer = f"{one.signer_name}, {one.signer_position}"
            events.append({"at": one.signed_at, "sentence": f"{name} signed it: {signer}.", "tone": "good"})
    if held.submitted_at and held.law_on:
        sentence = f"Submitted; every line was determined by the law of {written_day(held.law_on)}."
        events.append({"at": held.submitted_at, "sentence": sentence, "tone": "good"})
    if held.withdrawn_at:
        events.append({"at": held.withdrawn_at, "sentence": "Withdrawn.", "tone": "bad"})
    return sorted(events, key=lambda event: event["at"])
