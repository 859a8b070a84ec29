"""What the head of every page shows: who is signed in, as what, and the way to their pages.

A context processor: a template that never shows it costs nothing, one that does costs the queries of `parties` once.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from lockgate.front.navigation import Link, links_for
from lockgate.parties.queries import HeldRoles, person_asking, roles_held


class Shell:
    """The head of one page; each part is worked out when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def signed_in_as(self) -> str:
        """The address of whoever is signed in; "" for a stranger."""
        person = person_asking(self._request)
        return person.actor.label if person.account else ""

    @property
    def held(self) -> tuple[HeldRoles, ...]:
        """The roles of whoever is signed in, by organisation."""
        person = person_asking(self._request)
        return roles_held(person.account) if person.account else ()

    @property
    def way_in(self) -> str:
        """The address of the sign-in, which leads back to this page."""
        route = self._request.resolver_match.url_name if self._request.resolver_match else None
        back = "" if route in ("sign_in", "home") else f"?{urlencode({'next': self._request.get_full_path()})}"
        return reverse("sign_in") + back

    @property
    def links(self) -> list[Link]:
        """The navigation for whoever asks."""
        return links_for(person_asking(self._request), self._request)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template `shell`."""
    return {"shell": Shell(request)}
