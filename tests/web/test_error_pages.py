"""What a reader sees when something goes wrong: a sentence and a reference, never a trace."""

import logging
import re

import pytest
from django.http import HttpRequest
from django.test import Client

from lockgate.accounts.models import User
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


FAILING = pytest.mark.urls("tests.web.failing")


@FAILING
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("not-allowed", 403),
        ("not-found", 404),
        ("conflict", 409),
        ("not-now", 409),
        ("invalid", 422),
        ("unavailable", 503),
        ("other", 400),
    ],
)
def test_an_error_of_a_room_is_a_page_with_its_sentence_and_mend(client, kind, status):
    response = client.get(f"/fail/{kind}/")
    page = response.content.decode()
    assert response.status_code == status
    assert "The gate &lt;7&gt; is shut." in page and "Wait for the tide." in page
    assert "<h1>" in page and "default-src 'none'" in response["Content-Security-Policy"]


@FAILING
def test_a_page_that_is_asked_in_a_wrong_way_says_so(client):
    response = client.get("/act/")
    assert response.status_code == 405 and response["Allow"] == "POST"
    assert "This address is not asked in this way" in response.content.decode()


@FAILING
def test_a_form_without_our_token_is_refused_in_words():
    response = Client(enforce_csrf_checks=True).post("/act/")
    assert response.status_code == 403
    assert "did not come from a page of Lockgate" in response.content.decode()


def test_an_error_of_our_own_shows_no_name_even_to_who_is_signed_in(broken, db):
    broken.force_login(User.objects.create(email="officer@example.org"))
    response = broken.get("/")
    assert response.status_code == 500
    assert "officer@example.org" not in response.content.decode()
