"""The pages for what goes wrong: an error of a room with its sentence and mend, a form that did not come from here,
and an error of Lockgate's own, or of its database, with a reference that the log knows too, and never a trace.

Pages for an address that is not there or not readable are Django's, with the templates of this room.
"""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from lockgate.core.errors import LockgateError, Unavailable
from lockgate.core.incident import incident_reference
from lockgate.web.database_fault import RETRY_AFTER_S, database_fault
from lockgate.web.statuses import status_of

TITLES = {
    HTTPStatus.FORBIDDEN: "You may not do this",
    HTTPStatus.NOT_FOUND: "There is no such thing here",
    HTTPStatus.CONFLICT: "This is not possible now",
    HTTPStatus.UNPROCESSABLE_ENTITY: "What was given is not in order",
    HTTPStatus.SERVICE_UNAVAILABLE: "Something that is needed does not answer",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address is not asked in this way",
}


class ErrorPages:
    """Turn what a page raises, or leaves without words, into a page; the REST interface words its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; where a page does not answer to the request's method, say so."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.path.startswith("/api/"):
            return response
        mend = "Go back to the page from which you came, and load it again."
        worded = _page(request, HTTPStatus.METHOD_NOT_ALLOWED, "Nothing was changed.", mend)
        worded["Allow"] = response["Allow"]
        return worded

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say an error of a room in its own words; leave every other to the page for internal errors."""
        if not isinstance(error, LockgateError) or request.path.startswith("/api/"):
            return None
        return _page(request, status_of(error), error.sentence, error.mend)


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without the token of the page that it claims to come from; Django's log has the reason."""
    sentence = (
        "Nothing was changed: since the form was opened somebody signed in or out in this browser, or it was open for "
        "too long, or it did not come from a page of Lockgate."
    )
    mend = "Look at the top of the page who you are, load the form's page again, and send it once more."
    return _page(request, HTTPStatus.FORBIDDEN, sentence, mend)


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the reference under which the log tells what went wrong; who is signed in is not asked once more."""
    reference = incident_reference(request)
    if fault := database_fault(sys.exception()):
        return _without_database(fault, reference)
    page = render_to_string("500.html", {"reference": reference})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _without_database(fault: Unavailable, reference: str) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    mend = f"Wait a few seconds; look whether it was done before you do it again. The operator's log has {reference}."
    context = {"title": TITLES[status], "sentence": fault.sentence, "mend": mend}
    return _later(HttpResponse(render_to_string("web/error.html", context), status=status))


def _page(request: HttpRequest, status: HTTPStatus, sentence: str, mend: str) -> HttpResponse:
    context = {"title": TITLES.get(status, "This did not work"), "sentence": sentence, "mend": mend}
    page = render(request, "web/error.html", context, status=status)
    return _later(page) if status is HTTPStatus.SERVICE_UNAVAILABLE else page


def _later(page: HttpResponse) -> HttpResponse:
    page["Retry-After"] = str(RETRY_AFTER_S)
    return page
