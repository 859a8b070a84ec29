"""One application, with what became of it: where its case stands, and its notice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.applications.lifecycle import State
from lockgate.applications.pages.application import draft_page, whole_page
from lockgate.applications.queries import ShownApplication, application_shown
from lockgate.casework.lifecycle import CLOSED
from lockgate.casework.lifecycle import State as CaseState
from lockgate.casework.queries import CaseStanding, case_of_application, notice_of_application
from lockgate.core.permissions import Person, Role
from lockgate.front.case_clock import clock_shown
from lockgate.licences.queries import visible_licences
from lockgate.parties.queries import person_asking
from lockgate.web.days_in_words import written_day


@require_safe
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an application."""
    by = person_asking(request)
    shown = application_shown(by, reference)
    if shown.application.state == State.DRAFT:
        return draft_page(request, shown)
    whole, became = whole_page(request, shown), _what_became(by, shown)
    is_closed = became["case"] is not None and became["case"].state in CLOSED
    whole["may_withdraw"] = whole["may_withdraw"] and not is_closed
    return render(request, "front/application.html", whole | became)


def _what_became(by: Person, shown: ShownApplication) -> dict[str, Any]:
    is_own = shown.application.exporter_id in by.organisations_as(Role.EXPORTER)
    held = case_of_application(by, shown.application.pk)
    notice = notice_of_application(by, shown.application.pk)
    if held is None:
        return {"case": None, "notice": notice}
    case = held.case
    return {
        "case": case,
        "case_words": CaseState(case.state).words,
        "clock": clock_shown(case.state, held.clock),
        "outcome": held.outcome,
        "outcome_words": held.outcome.replace("_", " "),
        "waits": _waits(held) if is_own else "",
        "licence": visible_licences(by).filter(case=case).values_list("number", flat=True).first(),
        "notice": notice,
    }


def _waits(held: CaseStanding) -> str:
    """Say what the applicant has to do about its case before anything else; "" for nothing."""
    if held.case.state == CaseState.QUERIED:
        return "The authority has asked you; the clock stands still until you answer."
    if held.answer_by is not None:
        return f"The authority means to refuse. You can answer that on the case until {written_day(held.answer_by)}."
    return ""
