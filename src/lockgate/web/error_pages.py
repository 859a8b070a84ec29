"""The page for an error of Lockgate's own: a reference that the log knows too, and never a trace.

Pages for what is not there, not allowed or not readable are Django's, with the templates of this room.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lockgate.core.incident import incident_reference


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the reference under which the log tells what went wrong."""
    context = {"reference": incident_reference(request)}
    return render(request, "500.html", context, status=HTTPStatus.INTERNAL_SERVER_ERROR)
