"""Addresses that fail in every way that a page can, one for each kind of error."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from lockgate.core import errors
from lockgate.urls import urlpatterns as ours

KINDS = {
    "not-allowed": errors.NotAllowed,
    "not-found": errors.NotFound,
    "conflict": errors.Conflict,
    "not-now": errors.NotPossibleNow,
    "invalid": errors.Invalid,
    "unavailable": errors.Unavailable,
    "other": errors.LockgateError,
}


@login_not_required
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """Raise an error of this kind."""
    raise KINDS[kind]("The gate <7> is shut.", mend="Wait for the tide.")


@login_not_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do nothing, where it is asked by POST."""
    return HttpResponse("done")


def private(request: HttpRequest) -> HttpResponse:
    """Show something to whoever has an account."""
    return HttpResponse("private")


urlpatterns = [path("fail/<str:kind>/", fail), path("act/", act), path("private/", private), *ours]
handler500 = "lockgate.web.error_pages.server_error"
