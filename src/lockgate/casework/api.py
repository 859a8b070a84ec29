"""The room's REST routes: the queue, a case, and each act on it. Thin: every route calls one query or one service.

An act takes `If-Match` with the ETag of the case as it was read, and an Idempotency-Key; it answers with the case's new
state and version.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import BaseModel, ConfigDict

from lockgate.accounts.machine_request import done_once, entity_tag, version_read
from lockgate.casework import permissions, services
from lockgate.casework.case_data import act_data, notice_data, queue_data, sheet_data
from lockgate.casework.decision import REASONS_LENGTH_MAX
from lockgate.casework.models import Case
from lockgate.casework.proposal_form import ProposalForm
from lockgate.casework.queries import PAGE, case_sheet, notice_sheet, queue
from lockgate.core.permissions import Permission, Person
from lockgate.parties.bearer import bearer
from lockgate.parties.queries import person_asking

router = Router(tags=["cases"], auth=bearer)
Short = Annotated[str, Field(max_length=254)]
Text = Annotated[str, Field(max_length=REASONS_LENGTH_MAX)]
Service = Callable[..., Case]


class _Form(Schema):
    model_config = ConfigDict(extra="forbid")


class AssignmentIn(_Form):
    """To whom; whoever asks, where nobody is named."""

    to: Short = ""


class QueryIn(_Form):
    """A question to the applicant."""

    question: Text


class AnswerIn(_Form):
    """An answer to a query, or to an announced refusal."""

    answer: Text


class ReviewIn(_Form):
    """Which body is asked, and until when it may answer."""

    body: Short
    due_on: date


class RecommendationIn(_Form):
    """grant, grant_with_conditions, refuse or no_view, and why."""

    recommendation: Short
    reasons: Text


class ReasonsIn(_Form):
    """Why."""

    reasons: Text


@router.get("/cases", summary="The cases that you see, in the order in which they wait.")
def list_cases(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=40)] = "open",
    cursor: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
) -> Any:
    """Return a page: cases in one state, or all that are `open` or `closed`; what is due soonest comes first."""
    return queue_data(queue(person_asking(request), state=state, cursor=cursor, limit=limit))


@router.get("/cases/{reference}", summary="One case.")
def show_case(request: HttpRequest, response: HttpResponse, reference: str) -> Any:
    """Return everything that you may see of a case; the ETag is its version."""
    sheet = case_sheet(person_asking(request), reference)
    response["ETag"] = entity_tag(sheet.case.version)
    return sheet_data(sheet)


@router.get("/notices/{reference}", summary="One no-licence-needed notice.")
def show_notice(request: HttpRequest, reference: str) -> Any:
    """Return a notice with the lines that need no licence, and the day of the law that says so."""
    return notice_data(notice_sheet(person_asking(request), reference))


def _act(
    request: HttpRequest,
    permission: Permission,
    service: Service,
    reference: str,
    form: BaseModel | None = None,
    **given: Any,
) -> Any:
    """Do an act once on the version that was read; `form` and `given` are its arguments."""
    by: Person = person_asking(request)
    seen = version_read(request)
    asked = {"case": reference, "seen": seen, **(form.model_dump(mode="json") if form else {})}
    arguments = given or (form.model_dump() if form else {})
    return done_once(
        request, by, permission, asked, lambda: act_data(service(by=by, case=reference, seen=seen, **arguments))
    )


@router.post("/cases/{reference}/assignment", summary="Take a case, or assign it.")
def assign_case(request: HttpRequest, reference: str, form: AssignmentIn) -> Any:
    """Assign a case to an officer; to yourself without `to`."""
    return _act(request, permissions.ASSIGN_CASE, services.assign_case, reference, form)


@router.post("/cases/{reference}/queries", summary="Ask the applicant; the clock stops.")
def ask_query(request: HttpRequest, reference: str, form: QueryIn) -> Any:
    """Ask a query."""
    return _act(request, permissions.ASK_QUERY, services.ask_query, reference, form)


@router.post("/cases/{reference}/queries/answer", summary="Answer the open query; the clock runs on.")
def answer_query(request: HttpRequest, reference: str, form: AnswerIn) -> Any:
    """Answer a query."""
    return _act(request, permissions.ANSWER_QUERY, services.answer_query, reference, form)


@router.post("/cases/{reference}/reviews", summary="Ask another body for its view.")
def request_review(request: HttpRequest, reference: str, form: ReviewIn) -> Any:
    """Send a case for review."""
    return _act(request, permissions.REQUEST_REVIEW, services.request_review, reference, form)


@router.post("/cases/{reference}/recommendation", summary="Recommend, for your body.")
def give_recommendation(request: HttpRequest, reference: str, form: RecommendationIn) -> Any:
    """Give the recommendation of your body."""
    return _act(request, permissions.GIVE_RECOMMENDATION, services.give_recommendation, reference, form)


@router.post("/cases/{reference}/refusal-announcement", summary="Announce that the case is to be refused.")
def announce_refusal(request: HttpRequest, reference: str, form: ReasonsIn) -> Any:
    """Announce a refusal; the applicant has ten working days to answer."""
    return _act(request, permissions.ANNOUNCE_REFUSAL, services.announce_refusal, reference, form)


@router.post("/cases/{reference}/refusal-announcement/answer", summary="Answer an announced refusal.")
def answer_refusal(request: HttpRequest, reference: str, form: AnswerIn) -> Any:
    """Answer an announced refusal."""
    return _act(request, permissions.ANSWER_REFUSAL, services.answer_refusal, reference, form)


@router.post("/cases/{reference}/proposals", summary="Propose a decision, line by line.")
def propose_decision(request: HttpRequest, reference: str, form: ProposalForm) -> Any:
    """Propose a decision; a case that nobody has becomes yours."""
    given = {"reasons": form.reasons, "valid_months": form.valid_months, "lines": form.proposed()}
    return _act(request, permissions.PROPOSE_DECISION, services.propose_decision, reference, form, **given)


@router.post("/cases/{reference}/proposals/return", summary="Send the open proposal back.")
def send_back_proposal(request: HttpRequest, reference: str, form: ReasonsIn) -> Any:
    """Send a proposal back."""
    return _act(request, permissions.SEND_BACK_PROPOSAL, services.send_back_proposal, reference, form)


@router.post("/cases/{reference}/confirmation", summary="Confirm the open proposal: the case is decided.")
def confirm_decision(request: HttpRequest, reference: str) -> Any:
    """Confirm what somebody else proposed."""
    return _act(request, permissions.CONFIRM_DECISION, services.confirm_decision, reference)


@router.post("/cases/{reference}/appeal", summary="Appeal against a refusal.")
def appeal_case(request: HttpRequest, reference: str, form: ReasonsIn) -> Any:
    """Appeal."""
    return _act(request, permissions.APPEAL_CASE, services.appeal_case, reference, form)
