"""Check what an application says, and what the law says of its lines, on one page; then submit it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lockgate.applications.completeness import Missing
from lockgate.applications.determining import determine_lines
from lockgate.applications.errors import IncompleteApplication
from lockgate.applications.pages.application import written_parts
from lockgate.applications.pages.drafting import frame, of_a_draft
from lockgate.applications.pages.statements import end_users
from lockgate.applications.pages.task_list import ROUTES
from lockgate.applications.progress import Part, lacking
from lockgate.applications.queries import ShownApplication
from lockgate.applications.services import submit_application
from lockgate.core.errors import Invalid
from lockgate.parties.queries import person_asking
from lockgate.regimes.determination import Determination, explain
from lockgate.regimes.determination.law import Law
from lockgate.regimes.queries import legal_day
from lockgate.web.version_seen import version_seen


@of_a_draft
def check(request: HttpRequest, shown: ShownApplication) -> HttpResponse:
    """Show the whole of a draft with what it lacks, and submit it where it lacks nothing."""
    reference, status = shown.application.reference, HTTPStatus.OK
    if request.method == "POST":
        try:
            submit_application(by=person_asking(request), application=reference, seen=version_seen(request.POST))
        except IncompleteApplication:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            return redirect("application_submitted", reference)
    framed = frame(request, shown)
    parts = written_parts(shown, framed["law"])
    answers = _answers(shown, framed["law"])
    for line in parts["lines"]:
        line["answer"] = answers.get(line["number"])
    context = {
        **framed,
        **parts,
        "wanting": [
            {"part": part.words, "href": reverse(ROUTES[part], args=[reference]), "sentences": _sentences(part, held)}
            for part, held in lacking(shown.missing or ()).items()
        ],
        "on": legal_day(framed["law"]),
        "end_users": end_users(shown),
        "was_refused": status is HTTPStatus.UNPROCESSABLE_ENTITY,
    }
    return render(request, "applications/check.html", context, status=status)


def _answers(shown: ShownApplication, law: Law) -> dict[int, dict[str, Any]]:
    """Return what the law of the day says of each line; nothing while a line has to be mended first."""
    try:
        found = determine_lines(law, shown.draft, legal_day(law))
    except Invalid:
        return {}
    return {number: _answer(determination) for number, determination in found.items()}


def _answer(determination: Determination) -> dict[str, Any]:
    return {
        "outcome": determination.outcome.word,
        "policy": determination.review_policy,
        "reasons": explain.reasons(determination),
    }


def _sentences(part: Part, missing: list[Missing]) -> list[str]:
    if part is Part.QUESTIONS:
        many = len(missing)
        return ["One question is not answered." if many == 1 else f"{many} questions are not answered."]
    return [one.sentence for one in missing]
