"""Problem details (RFC 9457): how the REST interface says what is wrong, in one form for every error.

`problem_of` words the errors of the rooms; the middleware here words those that Django finds before any room is asked
(no such path, no such method, a body that is too large).
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from lockgate.core import errors
from lockgate.web.database_fault import RETRY_AFTER_S
from lockgate.web.statuses import status_of

CONTENT_TYPE = "application/problem+json"
_DETAILS = {
    HTTPStatus.NOT_FOUND: "There is nothing at this path. /api/v1/openapi.json lists what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This path does not answer to this method. /api/v1/openapi.json says which it does.",
}


def problem(status: HTTPStatus, kind: str, title: str, **details: object) -> HttpResponse:
    """Return problem details: a stable `type`, a title, and in `detail` a sentence that says how to mend it."""
    body = {"type": f"/problems/{kind}", "title": title, "status": status.value} | details
    response = JsonResponse(body, status=status.value, content_type=CONTENT_TYPE)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def problem_of(error: errors.LockgateError, **details: object) -> HttpResponse:
    """Return the problem details of a room's error; the end of its code is the end of their `type`."""
    fields = {"fields": dict(error.fields)} if isinstance(error, errors.Invalid) and error.fields else {}
    kind = error.code.rpartition(".")[2].replace("_", "-")
    return problem(status_of(error), kind, error.sentence, detail=str(error), **fields, **details)


def api_problems(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the middleware that turns every error under /api/ into problem details."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.status_code < 400
            or not request.path.startswith("/api/")
            or response["Content-Type"] == CONTENT_TYPE
        ):
            return response
        status = HTTPStatus(response.status_code)
        kind = status.phrase.lower().replace(" ", "-")
        worded = problem(
            status, kind, status.phrase, detail=_DETAILS.get(status, f"{status.description or status.phrase}.")
        )
        for header in ("Allow", "Retry-After"):
            if header in response:
                worded[header] = response[header]
        return worded

    return respond
