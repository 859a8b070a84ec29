"""The open questions of a draft: what the law of the day asks about its lines and was not said yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lockgate.applications.answering import answered_end_use, question_form
from lockgate.applications.determining import determine_lines
from lockgate.applications.pages.drafting import frame, of_a_draft
from lockgate.applications.queries import ShownApplication
from lockgate.applications.services import state_end_use
from lockgate.core.errors import Invalid
from lockgate.parties.queries import person_asking
from lockgate.regimes.queries import legal_day
from lockgate.web.version_seen import version_seen


@of_a_draft
def questions(request: HttpRequest, shown: ShownApplication) -> HttpResponse:
    """Ask them in one form, and keep what was answered; what stays open is asked again."""
    application, draft = shown.application, shown.draft
    if request.method == "POST":
        stated = answered_end_use(draft.end_use, request.POST.dict())
        seen = version_seen(request.POST)
        state_end_use(by=person_asking(request), application=application.reference, end_use=stated, seen=seen)
        messages.success(request, "The answers were kept.")
        return redirect("application", application.reference)
    framed = frame(request, shown)
    law = framed["law"]
    on = legal_day(law)
    try:
        form, faulty = question_form(law, on, draft.end_use, determine_lines(law, draft, on)), ""
    except Invalid as error:
        form, faulty = None, str(error)
    return render(request, "applications/questions.html", {**framed, "form": form, "faulty": faulty, "on": on})
