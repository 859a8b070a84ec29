"""The strip above every page of a demo: that it is synthetic, what time it is, who one is, and where the tour goes on.

A context processor: base.html of the web shows whatever strip an installation gives it.
"""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from lockgate.core.permissions import Role
from lockgate.demo.people import SIGN_IN_AS
from lockgate.demo.replay import EPISODE, PLACE, Moment, moment, played_here
from lockgate.demo.tour import STEPS, step_of_visitor
from lockgate.parties.queries import person_asking


class RoleLink(NamedTuple):
    """The link that makes the visitor somebody of a role; `is_current` where that is who is signed in."""

    words: str
    href: str
    is_current: bool


class Progress(NamedTuple):
    """The step of the tour on which the visitor is, and the address of the next, "" after the last."""

    number: int
    of: int
    title: str
    next_href: str


class Strip(NamedTuple):
    """What the strip shows, and the template that shows it."""

    template: str
    episode: str
    place: str
    moment: Moment
    roles: tuple[RoleLink, ...]
    progress: Progress | None


def strip(request: HttpRequest) -> dict[str, Any]:
    """Give every template `strip` in a demo, and nothing elsewhere."""
    if played_here() is None:
        return {}
    roles = tuple(role_links(request).values())
    progress = _progress(step_of_visitor(request))
    return {"strip": Strip("demo/strip.html", EPISODE, PLACE, moment(), roles, progress)}


def role_links(request: HttpRequest) -> dict[Role, RoleLink]:
    """Return the link of each role that a visitor can take."""
    is_now = person_asking(request).actor.label
    return {role: RoleLink(role.words, way_in(role), address == is_now) for role, address in SIGN_IN_AS.items()}


def way_in(role: Role) -> str:
    """Return the address that signs a visitor in as somebody of a role."""
    return reverse("demo_as", args=[role.value])


def _progress(number: int) -> Progress | None:
    if not number:
        return None
    next_href = reverse("demo_step", args=[number + 1]) if number < len(STEPS) else ""
    return Progress(number, len(STEPS), STEPS[number - 1].title, next_href)
