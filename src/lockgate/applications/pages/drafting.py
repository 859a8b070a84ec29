"""What every page on a part of a draft begins with: the application as it stands, and that it is still a draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lockgate.applications.lifecycle import State
from lockgate.applications.queries import ShownApplication, application_shown
from lockgate.core.permissions import Role
from lockgate.parties.queries import person_asking
from lockgate.regimes.shelf import law_of

P = ParamSpec("P")


def of_a_draft(
    page: Callable[Concatenate[HttpRequest, ShownApplication, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Have a page called with the whole application; whoever opens a part of one that was submitted sees all of it.

    What is sent in spite of that is refused by the service, in its words.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(page)
    def opened(request: HttpRequest, reference: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        shown = application_shown(person_asking(request), reference)
        if shown.application.state != State.DRAFT and request.method != "POST":
            return redirect("application", shown.application.reference)
        return page(request, shown, *args, **kwargs)

    return opened


def frame(request: HttpRequest, shown: ShownApplication) -> dict[str, Any]:
    """Return what every page on an application shows around its part."""
    application = shown.application
    law = law_of(application.regime)
    return {
        "application": application,
        "law": law,
        "synthetic": law.regime.synthetic,
        "is_own": application.exporter_id in person_asking(request).organisations_as(Role.EXPORTER),
    }
