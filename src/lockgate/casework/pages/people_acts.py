"""The acts that bring somebody else into a case: an officer who has it, a body that is asked, what it recommends."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from lockgate.casework import services
from lockgate.casework.pages.act_page import ActForm, Asked, act_page
from lockgate.casework.pages.words import OFFERS, RECOMMENDATIONS
from lockgate.casework.queries import CaseSheet
from lockgate.core.errors import Invalid
from lockgate.core.permissions import Role
from lockgate.journal.acts import Act
from lockgate.parties.queries import organisations_with, people_with
from lockgate.web.choice import choices

METHODS = ["GET", "HEAD", "POST"]


def _officer(typed: QueryDict, _sheet: CaseSheet) -> dict[str, Any]:
    return {"to": typed.get("to", "")}


def _officers(asked: Asked) -> dict[str, Any]:
    known = people_with(Role.OFFICER, Role.SENIOR_OFFICER)
    own = asked.by.actor.label
    labels = {own: f"{own} (you)"} | {email: email for email in known if email != own}
    return {"officers": choices(labels, [asked.typed.get("to", "")])}


def _body(typed: QueryDict, _sheet: CaseSheet) -> dict[str, Any]:
    day = typed.get("due_on", "").strip()
    try:
        due_on = date.fromisoformat(day)
    except ValueError:
        said = "is no day" if day else "is missing"
        raise Invalid(f"The day {said}.", mend="Write it like 2026-11-25.", fields={"due_on": said}) from None
    return {"body": typed.get("body", ""), "due_on": due_on}


def _bodies(asked: Asked) -> dict[str, Any]:
    before = {review.body.name for review in asked.sheet.reviews}
    names = {name: name for name in organisations_with(Role.ADVISER) if name not in before}
    return {"bodies": choices(names, [asked.typed.get("body", "")])}


def _recommendation(typed: QueryDict, _sheet: CaseSheet) -> dict[str, Any]:
    word = typed.get("recommendation", "")
    if not word:
        missing = {"recommendation": "is missing"}
        raise Invalid("The recommendation is missing.", mend="Choose one of the four.", fields=missing)
    return {"recommendation": word, "reasons": typed.get("reasons", "")}


def _recommendations(asked: Asked) -> dict[str, Any]:
    return {"recommendations": choices(RECOMMENDATIONS, [asked.typed.get("recommendation", "")])}


ASSIGN = ActForm(
    act=Act.CASE_ASSIGNED,
    service=services.assign_case,
    template="casework/assign.html",
    title=OFFERS[Act.CASE_ASSIGNED].words,
    lede="Whoever has the case asks, announces and proposes. The applicant is not told who it is.",
    button="Give it to this officer",
    done="Case {case} was assigned.",
    labels={"to": "Officer"},
    read=_officer,
    shown=_officers,
)
REVIEW = ActForm(
    act=Act.REVIEW_REQUESTED,
    service=services.request_review,
    template="casework/review.html",
    title=OFFERS[Act.REVIEW_REQUESTED].words,
    lede="Its advisers see the case as you do. No decision is confirmed before the body answers or its day has passed.",
    button="Ask for the review",
    done="The review of {case} was requested.",
    labels={"body": "Body", "due_on": "To be answered by"},
    read=_body,
    shown=_bodies,
)
RECOMMEND = ActForm(
    act=Act.RECOMMENDATION_GIVEN,
    service=services.give_recommendation,
    template="casework/recommendation.html",
    title=OFFERS[Act.RECOMMENDATION_GIVEN].words,
    lede="You recommend for your body, once. The authority decides; the applicant does not read your recommendation.",
    button="Give the recommendation",
    done="Your recommendation on {case} was given.",
    labels={"recommendation": "Recommendation", "reasons": "Reasons"},
    read=_recommendation,
    shown=_recommendations,
)


@require_http_methods(METHODS)
def assign_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a case, or give it to another officer."""
    return act_page(request, reference, ASSIGN)


@require_http_methods(METHODS)
def request_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask another body."""
    return act_page(request, reference, REVIEW)


@require_http_methods(METHODS)
def give_recommendation(request: HttpRequest, reference: str) -> HttpResponse:
    """Recommend for one's own body."""
    return act_page(request, reference, RECOMMEND)
