"""The first page: for whoever is signed in what waits for them, for the public the way into the self-check."""

from itertools import chain

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.applications.permissions import START_APPLICATION
from lockgate.core.permissions import Person, Role, may
from lockgate.front.asked import Asked
from lockgate.front.next_case import first_to_do
from lockgate.front.next_things import next_things
from lockgate.parties.queries import person_asking
from lockgate.regimes import queries

EXAMPLES = (
    (
        "Magnets with terbium, from China to Japan, on the day their control began",
        Asked(regime="cn-dual-use", entry="1C904.a.4", destination="JP", end_use=("civil",), on="2025-04-04"),
    ),
    (
        "Gallium metal, from China to the United States, in December 2024",
        Asked(regime="cn-dual-use", entry="3C001.a", destination="US", end_use=("civil",), on="2024-12-03"),
    ),
    (
        "Analogue-to-digital converters, from the United States to Germany",
        Asked(regime="us-ear", entry="3A001.a.5", destination="DE", end_use=("civil",)),
    ),
)
"""Answers that show what the self-check does."""


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for somebody, or the search of the self-check; below them the regimes that are held."""
    person = person_asking(request)
    return _what_waits(request, person) if person.account else _way_in(request)


def _what_waits(request: HttpRequest, person: Person) -> HttpResponse:
    things = list(next_things(person))
    context = {
        "things": things,
        "next": first_to_do(person, chain.from_iterable(thing.cases for thing in things)),
        "may_apply": may(person, START_APPLICATION),
        "has_role": bool(person.roles),
        "at_the_border": Role.CUSTOMS in person.roles,
        "regimes": queries.regimes(),
    }
    return render(request, "front/next.html", context)


def _way_in(request: HttpRequest) -> HttpResponse:
    context = {
        "regimes": queries.regimes(),
        "examples": [{"words": words, "href": asked.link()} for words, asked in EXAMPLES],
    }
    return render(request, "front/home.html", context)
