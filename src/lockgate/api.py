"""Mounts every room's REST routes under /api/v1 and turns errors into problem details (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lockgate.applications.api import router as applications
from lockgate.casework.api import router as cases
from lockgate.core import errors
from lockgate.core.faults import place_of
from lockgate.core.form_fault import sentence_of
from lockgate.core.incident import incident_reference
from lockgate.journal.api import router as journal
from lockgate.licences.api import router as licences
from lockgate.licences.ledger.api import router as ledger
from lockgate.problems import problem, problem_of
from lockgate.regimes.api import router as regimes
from lockgate.strict_request import NoKeyTwice, takes_nothing_else
from lockgate.web.database_fault import database_fault

api = NinjaAPI(
    title="Lockgate",
    version="1",
    description="Export licensing from the control list to the border. Errors are problem details (RFC 9457).",
    docs_url=None,  # the documentation page of the library loads scripts from elsewhere
    parser=NoKeyTwice(),
)
api.add_decorator(takes_nothing_else)
api.add_router("", regimes)
api.add_router("", applications)
api.add_router("", journal)
api.add_router("", cases)
api.add_router("", licences)
api.add_router("", ledger)


@api.exception_handler(errors.LockgateError)
def _lockgate_error(request: HttpRequest, error: errors.LockgateError) -> HttpResponse:
    return problem_of(error)


@api.exception_handler(ValidationError)
def _body_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = _faulty_fields(error.errors)
    said = " ".join(f"{field}: {sentence}" for field, sentence in fields.items())
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        "The request does not have the form that is asked for.",
        detail=f"{said} /api/v1/openapi.json describes the form.",
        fields=fields,
    )


def _faulty_fields(faults: list[dict[str, Any]]) -> dict[str, str]:
    """Return what is wrong by field, the first twenty; of a body that may be one or a list, only what it is."""
    fitting = [fault for fault in faults if fault["type"] not in ("list_type", "model_attributes_type")]
    fields: dict[str, str] = {}
    for fault in fitting or faults:
        # pydantic also names the branch of a union that it tried, such as "list[QuestionIn]"
        steps = [step for step in fault["loc"] if "[" not in str(step)]
        fields.setdefault(_place(steps), sentence_of(fault))
    return dict(islice(fields.items(), 20))


def _place(steps: Sequence[str | int]) -> str:
    """Write a place as every Invalid does: from within the body, or of the query."""
    return place_of(steps[2:] if steps[0] == "body" else steps[1:]) or str(steps[0])


@api.exception_handler(AuthenticationError)
def _nobody_asks(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = problem(
        HTTPStatus.UNAUTHORIZED,
        "not-signed-in",
        "There is no bearer key with this request, or it opens nothing.",
        detail="Send `Authorization: Bearer lgk_…`; `lockgate key add EMAIL` makes a key, and shows it once.",
    )
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(RequestDataTooBig)
def _body_too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1_000_000
    return problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "too-large",
        "The body of the request is too large.",
        detail=f"Send at most {most} MB in one request. Nothing was done.",
    )


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, errors.LockgateError):  # what the parser raised, which the library words its own way
        return problem_of(error.__cause__)
    status = HTTPStatus(error.status_code)
    mend = " Send JSON; /api/v1/openapi.json describes the form." if status is HTTPStatus.BAD_REQUEST else ""
    return problem(status, status.phrase.lower().replace(" ", "-"), status.phrase, detail=f"{error}.{mend}")


@api.exception_handler(Exception)
def _internal_error(request: HttpRequest, error: Exception) -> HttpResponse:
    reference = incident_reference(request)
    logging.getLogger("django.request").error("the API failed", exc_info=error, extra={"request": request})
    if fault := database_fault(error):
        return problem_of(fault, reference=reference)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong inside Lockgate.",
        detail=f"Nothing that you did. Tell the operator the reference {reference}.",
        reference=reference,
    )
