"""One case on one page, always in the same order: as the authority and its advisers see it, or its applicant."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.applications.pages.choosing import country_name
from lockgate.applications.permissions import READ_APPLICATIONS
from lockgate.casework.lifecycle import OPEN, State
from lockgate.casework.pages.proposed import item_words, proposed_row
from lockgate.casework.pages.words import RECOMMENDATIONS
from lockgate.casework.queries import CaseSheet, View, case_sheet, waiting_proposal
from lockgate.core.permissions import Person, Role, may
from lockgate.front.case_acts import deciding_needs, offers
from lockgate.front.case_clock import clock_shown
from lockgate.front.case_expectation import expected_of
from lockgate.front.case_facts import end_use_shown, lines_shown, parties_shown, signatures, statement_gaps
from lockgate.front.case_hanging import hanging_shown
from lockgate.licences.queries import visible_licences
from lockgate.parties.queries import person_asking
from lockgate.regimes.shelf import law_of


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show everything that somebody may see of a case."""
    by = person_asking(request)
    sheet = case_sheet(by, reference)
    inside = sheet.view is View.AUTHORITY
    context = _both(by, sheet) | (_inside(by, sheet) if inside else {})
    return render(request, "front/case.html" if inside else "front/case_of_applicant.html", context)


def _both(by: Person, sheet: CaseSheet) -> dict[str, Any]:
    held, law = sheet.case, law_of(sheet.case.regime)
    draft = sheet.application.draft
    licence = visible_licences(by).filter(case=held).values_list("number", flat=True).first()
    return {
        "sheet": sheet,
        "case": held,
        "application": sheet.application.application,
        "sees_application": may(by, READ_APPLICATIONS),
        "law": law,
        "synthetic": law.regime.synthetic,
        "state_words": State(held.state).words,
        "outcome_words": sheet.outcome.replace("_", " "),
        "item": item_words(sheet.lines[0].line.line, len(sheet.lines) - 1),
        "destination": country_name(draft.destination),
        "draft": draft,
        "clock": clock_shown(held.state, sheet.clock),
        "expected": expected_of(sheet) if held.state in OPEN else None,
        "is_open": held.state in OPEN,
        "offers": offers(by, sheet),
        "lines": lines_shown(sheet.application, [held.line.line.number for held in sheet.lines]),
        "parties": parties_shown(draft, law),
        "end_use": end_use_shown(sheet.application, law),
        "signatures": signatures(sheet.application),
        "decided": _decided(sheet),
        "licence": licence,
        "events": _events(sheet),
    }


def _inside(by: Person, sheet: CaseSheet) -> dict[str, Any]:
    proposal = waiting_proposal(sheet)
    return {
        "proposal": proposal,
        "proposal_rows": [proposed_row(line) for line in proposal.lines.all()] if proposal else [],
        "proposal_is_own": bool(proposal and proposal.proposed_by == by.account),
        "former": [held for held in sheet.proposals if held.state == "sent_back"],
        "needs": deciding_needs(sheet) if sheet.case.state in OPEN else (),
        "gaps": statement_gaps(sheet.application) if sheet.case.state in OPEN else (),
        "hanging": hanging_shown(sheet),
        "is_mine": sheet.case.assigned_to_id is not None and sheet.case.assigned_to_id == by.account,
        "seen": [("seen", sheet.case.version)],
        "reviews": [(review, RECOMMENDATIONS.get(review.recommendation, "")) for review in sheet.reviews],
        "works_on_cases": bool(by.roles & {Role.OFFICER, Role.SENIOR_OFFICER}),
    }


def _decided(sheet: CaseSheet) -> list[Any]:
    inside = sheet.view is View.AUTHORITY
    return [proposed_row(line, inside=inside) for line in sheet.decision.lines.all()] if sheet.decision else []


def _events(sheet: CaseSheet) -> list[dict[str, Any]]:
    """Return what has happened, the newest first: that is what a reader comes back for."""
    return [
        {"at": item.at, "sentence": f"{item.what}.", "by": item.by, "note": item.text}
        for item in reversed(sheet.history)
    ]
