"""What a reader sees when something goes wrong: a sentence and a reference, never a trace."""

import logging
import re

import pytest
from django.http import HttpRequest
from django.test import Client

from lockgate.front import home


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client of an installation whose first page fails."""

    def fails(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(home, "render", fails)
    return Client(raise_request_exception=False)


def test_an_error_of_our_own_shows_a_reference_that_the_log_has_too(broken, caplog):
    with caplog.at_level(logging.ERROR):
        response = broken.get("/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "a secret of the inside" not in page
    assert "Traceback" not in page
    reference = re.search(r"<code>([0-9a-f]{8})</code>", page)
    assert reference
    request = next(record.request for record in caplog.records if hasattr(record, "request"))
    assert isinstance(request, HttpRequest)
    assert request.incident_reference == reference.group(1)  # type: ignore[attr-defined]


def test_an_error_page_keeps_the_policy_of_what_may_load(broken):
    assert "default-src 'none'" in broken.get("/")["Content-Security-Policy"]


def test_a_request_that_cannot_be_read_is_refused_with_a_page():
    response = Client(headers={"host": "somebody.else.example"}).get("/")
    assert response.status_code == 400
    assert "The request cannot be read" in response.content.decode()


def test_nothing_on_a_page_comes_from_elsewhere(client):
    page = client.get("/").content.decode()
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert sources
    assert not [source for source in sources if "//" in source]


def test_a_page_sets_no_cookie(client):
    assert not client.get("/check/").cookies
