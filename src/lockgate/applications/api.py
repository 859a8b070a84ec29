"""The room's REST routes: an application is written whole, submitted, withdrawn, read; statements are requested.

A draft is written in one request and never changed in place over REST: whoever got it wrong withdraws it and posts
another. Thin: every route calls one service or query.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from lockgate.accounts.machine_request import done_once, entity_tag, version_read
from lockgate.applications.application_data import application_data, row_data
from lockgate.applications.draft_form import DraftForm
from lockgate.applications.permissions import START_APPLICATION, SUBMIT_APPLICATION, WITHDRAW_APPLICATION
from lockgate.applications.queries import application_shown, applications_page, line_of
from lockgate.applications.services import (
    draft_application,
    request_statement,
    submit_application,
    withdraw_application,
)
from lockgate.journal.digest import written
from lockgate.parties.bearer import bearer
from lockgate.parties.queries import person_asking

router = Router(tags=["applications"], auth=bearer)
Reference = Annotated[str, Path(max_length=40)]

Number = Annotated[int, Path(ge=1, le=10_000)]


class StatementIn(Schema):
    """Whose statement is asked for: the end user's name, as the application gives it."""

    model_config = ConfigDict(extra="forbid")

    party: Annotated[str, Field(max_length=200)]


@router.post("/applications", summary="Write a whole application: a draft.")
def post_application(request: HttpRequest, form: DraftForm) -> Any:
    """Write an application. Answers 201 with it, and in `missing` what has to be added before it can be submitted."""
    by = person_asking(request)

    def do() -> dict[str, Any]:
        made = draft_application(by=by, draft=form.draft())
        return application_data(application_shown(by, made.reference))

    return done_once(request, by, START_APPLICATION, form.model_dump(), do)


@router.get("/applications", summary="The applications that you may see, the newest first.")
def list_applications(
    request: HttpRequest,
    state: Literal["draft", "submitted", "withdrawn"] | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str, Query(max_length=40)] = "",
) -> Any:
    """List applications; go on with `cursor` = `next_cursor`."""
    page = applications_page(person_asking(request), state=state or "", limit=limit, cursor=cursor)
    return {"applications": [row_data(one) for one in page.applications], "next_cursor": page.next_cursor}


@router.get("/applications/{reference}", summary="One application.")
def show_application(request: HttpRequest, response: HttpResponse, reference: Reference) -> Any:
    """Return an application; its ETag is its version."""
    shown = application_shown(person_asking(request), reference)
    response["ETag"] = entity_tag(shown.application.version)
    return application_data(shown)


@router.get("/applications/{reference}/lines/{number}/determination", summary="How a line was determined.")
def show_determination(request: HttpRequest, reference: Reference, number: Number) -> Any:
    """Return the determination that was kept at submission, with its trace; null where the line has none yet."""
    line = line_of(person_asking(request), reference, number)
    return json.loads(line.determination) if line.determination else None


@router.post("/applications/{reference}/submission", summary="Submit a draft.")
def post_submission(request: HttpRequest, reference: Reference) -> Any:
    """Submit: every line is determined. A problem `incomplete` tells all that is missing."""
    by, seen = person_asking(request), version_read(request)

    def do() -> dict[str, Any]:
        submitted = submit_application(by=by, application=reference, seen=seen)
        return application_data(application_shown(by, submitted.reference))

    return done_once(request, by, SUBMIT_APPLICATION, {"reference": reference}, do)


@router.post("/applications/{reference}/withdrawal", summary="Withdraw an application.")
def post_withdrawal(request: HttpRequest, reference: Reference) -> Any:
    """Withdraw a draft, or a submitted application that is not decided."""
    by, seen = person_asking(request), version_read(request)

    def do() -> dict[str, Any]:
        withdrawn = withdraw_application(by=by, application=reference, seen=seen)
        return application_data(application_shown(by, withdrawn.reference))

    return done_once(request, by, WITHDRAW_APPLICATION, {"reference": reference}, do)


@router.post(
    "/applications/{reference}/statements",
    summary="Request an end user's statement.",
    response={HTTPStatus.CREATED: Any},
)
def post_statement(request: HttpRequest, reference: Reference, asked: StatementIn) -> Any:
    """Make the `link` by which the end user signs. It and the `token` in it are told once and kept nowhere.

    Asking again makes another link and ends the earlier one, so a repeat does no harm; it is given no idempotency key,
    for an answer that is kept would keep the token.
    """
    by, seen = person_asking(request), version_read(request)
    made = request_statement(by=by, application=reference, party=asked.party, seen=seen)
    link = request.build_absolute_uri(reverse("end_use_statement", args=[made.token]))
    return Status(HTTPStatus.CREATED, {"token": made.token, "link": link, "expires_at": written(made.expires_at)})
