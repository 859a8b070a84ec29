"""The page of confirming: all that is confirmed in view, what still keeps it, and no button for whoever proposed it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from lockgate.applications.pages.choosing import country_name
from lockgate.applications.pages.summary import SummaryRow, end_use_rows
from lockgate.casework import services
from lockgate.casework.pages.act_page import ActForm, Asked, act_page
from lockgate.casework.pages.proposed import proposed_row
from lockgate.casework.pages.words import OFFERS, RECOMMENDATIONS
from lockgate.casework.queries import CaseSheet, next_acts, waiting_proposal
from lockgate.journal.acts import Act
from lockgate.regimes.shelf import law_of


def _to_confirm(asked: Asked) -> dict[str, Any]:
    proposal = waiting_proposal(asked.sheet)
    if proposal is None:
        return {}
    sheet = asked.sheet
    offered = {held.act: held.in_the_way for held in next_acts(asked.by, sheet)}
    return {
        "proposal": proposal,
        "facts": _facts(sheet),
        "rows": [proposed_row(line) for line in proposal.lines.all()],
        "in_the_way": offered.get(Act.CASE_DECIDED, ""),
        "is_own": proposal.proposed_by == asked.by.account,
    }


def _facts(sheet: CaseSheet) -> list[SummaryRow]:
    """Return for whom and for what it is decided, and what others said of it."""
    draft, law = sheet.application.draft, law_of(sheet.case.regime)
    rows = [
        SummaryRow("From and to", f"{draft.exporter} to {country_name(draft.destination)}"),
        *(
            SummaryRow(party.role.replace("_", " ").capitalize(), f"{party.name}, {country_name(party.country)}")
            for party in draft.parties
        ),
        *end_use_rows(draft, law),
    ]
    for review in sheet.reviews:
        said = RECOMMENDATIONS.get(review.recommendation, "not answered")
        rows.append(SummaryRow(f"Review by {review.body.name}", f"{said}\n{review.reasons}".rstrip()))
    if (announced := sheet.refusal_announcement) is not None:
        rows.append(SummaryRow("Announced refusal", announced.reasons))
        rows.append(SummaryRow("Answer of the applicant", announced.answer or "not answered"))
    return rows


CONFIRM = ActForm(
    act=Act.CASE_DECIDED,
    service=services.confirm_decision,
    template="casework/confirm.html",
    title=OFFERS[Act.CASE_DECIDED].words,
    lede="With this the case is decided, the applicant is told, and what is granted becomes a licence at once.",
    button="Confirm: the case is decided",
    done="Case {case} is decided.",
    labels={},
    read=lambda _typed, _sheet: {},
    shown=_to_confirm,
)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_decision(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm what somebody else proposed."""
    return act_page(request, reference, CONFIRM)
