"""What the goods are for: the regime's words, and the exporter's own."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lockgate.applications.pages.choosing import words
from lockgate.applications.pages.drafting import frame, of_a_draft
from lockgate.applications.queries import ShownApplication
from lockgate.applications.services import state_end_use
from lockgate.core.errors import Invalid
from lockgate.parties.queries import person_asking
from lockgate.web.form_errors import form_errors
from lockgate.web.version_seen import version_seen

LABELS = {"words": "Kind of end use", "text": "What the goods are for"}


@of_a_draft
def end_use(request: HttpRequest, shown: ShownApplication) -> HttpResponse:
    """Show what is stated, and state it anew; the answers to open questions stay."""
    reference = shown.application.reference
    stated, errors, status = shown.draft.end_use, None, HTTPStatus.OK
    if request.method == "POST":
        stated = replace(stated, words=tuple(request.POST.getlist("words")), text=request.POST.get("text", ""))
        try:
            state_end_use(
                by=person_asking(request), application=reference, end_use=stated, seen=version_seen(request.POST)
            )
        except Invalid as error:
            errors, status = form_errors(error, LABELS), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, "The end use was kept.")
            return redirect("application", reference)
    framed = frame(request, shown)
    context = {
        **framed,
        "kinds": words(framed["law"].end_uses, stated.words),
        "text": stated.text,
        "errors": errors,
    }
    return render(request, "applications/end_use.html", context, status=status)
