"""An exporter who is signed in, and a reader of the pages: each is well formed, and its status is what it should be."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from lockgate.core.permissions import Person, Role
from tests.factories.people import person
from tests.front.reading import Reading


@pytest.fixture
def exporter(db) -> Person:
    """The exporter whose applications they are."""
    return person(Role.EXPORTER)


@pytest.fixture
def browsing() -> Callable[[Person], Client]:
    """Give the browser of somebody who is signed in."""

    def signed_in(somebody: Person) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(email=somebody.actor.label))
        return client

    return signed_in


@pytest.fixture
def browser(exporter: Person, browsing: Callable[[Person], Client]) -> Client:
    """The browser of the exporter."""
    return browsing(exporter)


@pytest.fixture
def read(browser: Client) -> Callable[..., Reading]:
    """Read a page of the exporter's, after what was sent to it if anything was."""

    def reading(path: str, sent: dict[str, object] | None = None, status: int = HTTPStatus.OK) -> Reading:
        answer = browser.get(path, follow=True) if sent is None else browser.post(path, sent, follow=True)
        assert answer.status_code == status, f"{answer.status_code} at {path}"
        page = Reading(answer.content.decode())
        assert not page.faults, f"{path}: {page.faults}"
        return page

    return reading
