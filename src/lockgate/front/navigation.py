"""What each role finds in the head of every page: the one table of links, filled as rooms land."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from lockgate.core.permissions import Person, Role


class Entry(NamedTuple):
    """A link of the navigation: for everybody where `roles` is None; current on the routes of `routes`."""

    words: str
    route: str
    routes: tuple[str, ...]
    roles: frozenset[Role] | None = None
    anchor: str = ""


NAVIGATION = (
    Entry("Self-check", "self_check", ("self_check",)),
    Entry("Regimes", "home", ("regime", "timeline", "changes", "entry"), anchor="#regimes"),
)


class Link(NamedTuple):
    """A link as a page shows it."""

    words: str
    href: str
    is_current: bool


def links_for(person: Person, request: HttpRequest) -> list[Link]:
    """Return the links that somebody is offered, in the order of the table."""
    route = request.resolver_match.url_name if request.resolver_match else None
    return [
        Link(entry.words, reverse(entry.route) + entry.anchor, route in entry.routes)
        for entry in NAVIGATION
        if entry.roles is None or person.roles & entry.roles
    ]
