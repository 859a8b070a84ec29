"""The first page: what Lockgate is, which regimes it holds, and the way into the self-check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.regimes import queries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the regimes that are held, with the search of the self-check above them."""
    return render(request, "front/home.html", {"regimes": queries.regimes()})
