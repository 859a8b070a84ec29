"""One click makes a visitor of the demo somebody: an exporter, an officer, customs; without a password.

A GET does it, so that a link is enough, in the report, in the README, in the tour. What that gives up is small and
bounded: another site could change who a visitor is, among accounts that are all synthetic, on the visitor's own
machine. docs/decisions/0007-a-demo-signs-in-by-a-link.md has the whole of it.
"""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lockgate.accounts.guessing import machine_trying
from lockgate.accounts.queries import user_at
from lockgate.core.errors import NotFound
from lockgate.core.loopback import is_loopback
from lockgate.core.permissions import Role
from lockgate.demo.episode_file import PlayedEpisode
from lockgate.demo.people import SIGN_IN_AS
from lockgate.demo.replay import played_here
from lockgate.demo.tour import ON_THE_TOUR, STEPS, step_of_visitor, visitor_as

BACKEND = "django.contrib.auth.backends.ModelBackend"
SPOKEN_FOR = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
"""Headers by which a proxy says that somebody else asks."""


@login_not_required
@never_cache
@require_GET
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Sign the visitor in as somebody of a role, whoever it was before, and lead to what waits for that role."""
    must_be_visitor(request)
    if role not in set(SIGN_IN_AS):
        raise NotFound(f"Nobody of the demo is {role[:40]!r}.", mend=f"There are: {', '.join(SIGN_IN_AS)}.")
    sign_in(request, Role(role))
    return redirect("home")


@login_not_required
@never_cache
@require_GET
def take_step(request: HttpRequest, number: int) -> HttpResponse:
    """Lead to a step of the tour, as whoever takes it there."""
    must_be_visitor(request)
    if not 0 < number <= len(STEPS):
        raise NotFound(f"The tour has no step {number}.", mend=f"It has {len(STEPS)}.")
    step = STEPS[number - 1]
    if step.role:
        sign_in(request, step.role)
    request.session[ON_THE_TOUR] = number
    return redirect(step.leads_to(visitor_as(step.role)))


def must_be_visitor(request: HttpRequest) -> PlayedEpisode:
    """Return the episode; raise NotFound unless this is a demo's process, asked from its own machine by its address."""
    host, _ = split_domain_port(request.get_host())
    is_here = is_loopback(host.strip("[]")) and is_loopback(machine_trying(request))
    played = played_here()
    if played is None or not is_here or any(name in request.META for name in SPOKEN_FOR):
        raise NotFound("There is no such page.")
    return played


def sign_in(request: HttpRequest, role: Role) -> None:
    """Make the visitor the account of a role: a session of its own, in which only the step of the tour is kept."""
    step = step_of_visitor(request)
    login(request, user_at(SIGN_IN_AS[role]), BACKEND)
    if step:
        request.session[ON_THE_TOUR] = step
