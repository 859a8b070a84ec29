"""Signing in and out: who may, where it leads, and what guessing comes to."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client

from lockgate.core.permissions import Role
from tests.factories.people import PASSWORD, person

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


@pytest.fixture(autouse=True)
def _an_officer():
    person(Role.OFFICER, password=PASSWORD)


def sign_in(client, email="officer@example.org", password=PASSWORD, next_="", **more):
    return client.post(SIGN_IN, {"username": email, "password": password, "next": next_}, **more)


def test_signing_in_leads_on_to_the_page_that_was_asked_for(client):
    response = sign_in(client, " Officer@Example.ORG ", next_="/check/?q=magnet")
    assert (response.status_code, response["Location"]) == (302, "/check/?q=magnet")
    assert "officer@example.org" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_host(client, elsewhere):
    assert sign_in(client, next_=elsewhere)["Location"] == "/"


@pytest.mark.parametrize(
    ("email", "password"),
    [("officer@example.org", "not the password"), ("nobody@example.org", PASSWORD), ("\x00", PASSWORD)],
)
def test_a_wrong_address_and_a_wrong_password_read_alike(client, email, password):
    response = sign_in(client, email, password)
    page = response.content.decode()
    assert response.status_code == 422
    assert "This address and this password do not belong together." in page
    assert password not in page
    assert "_auth_user_id" not in client.session


def test_what_is_missing_is_named_and_the_address_is_kept(client):
    page = sign_in(client, "officer@example.org", "").content.decode()
    assert 'href="#password"' in page and "Password is missing." in page
    assert 'value="officer@example.org"' in page


def test_a_closed_account_does_not_sign_in(client, django_user_model):
    django_user_model.objects.update(is_active=False)
    assert sign_in(client).status_code == 422


def test_signing_in_needs_the_token_of_the_form():
    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


def test_signing_in_begins_a_session_of_its_own(client):
    client.get(SIGN_IN)
    before = client.session.session_key
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert cookie.value != before
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] == ""


def test_who_is_signed_in_is_led_past_the_form(client):
    sign_in(client)
    assert client.get(f"{SIGN_IN}?next=/check/")["Location"] == "/check/"


def test_signing_out_is_a_form_and_ends_the_session(client):
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/"
    assert "Sign in" in client.get("/").content.decode()


def test_five_wrong_passwords_close_the_sign_in_and_say_for_how_long(client):
    tried = [sign_in(client, email, "wrong") for email in ("officer@example.org", "OFFICER@example.org ") * 3]
    assert [response.status_code for response in tried[:4]] == [422] * 4
    assert [response.status_code for response in tried[4:]] == [429, 429]
    response = sign_in(client)
    assert response.status_code == 429
    assert "Wait 15 minutes" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_guessing_does_not_close_the_sign_in_to_others(client):
    person(Role.CUSTOMS, password=PASSWORD)
    for _ in range(6):
        sign_in(client, password="wrong")
    assert sign_in(client, REMOTE_ADDR="192.0.2.7").status_code == 302, "the owner, on a machine of its own"
    assert sign_in(Client(), "customs@example.org").status_code == 302, "somebody else, on the same machine"


def test_the_sign_in_opens_again_after_a_quarter_of_an_hour(client):
    for _ in range(6):
        sign_in(client, password="wrong")
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=16)
        attempt.save()
    assert sign_in(client).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_no_password_is_kept_with_the_tries(client):
    sign_in(client, password="a wrong secret")
    assert all("a wrong secret" not in str(vars(attempt)) for attempt in AccessAttempt.objects.all())
    assert AccessAttempt.objects.count() == 1


def test_behind_a_proxy_the_machine_is_the_one_that_the_proxy_added(client, monkeypatch):
    monkeypatch.setattr(settings, "LOCKGATE_BEHIND_PROXY", True)
    for number in range(6):
        forged = f"198.51.100.{number}, 192.0.2.7"
        response = sign_in(client, password="wrong", headers={"x-forwarded-for": forged})
    assert response.status_code == 429
    assert sign_in(client, headers={"x-forwarded-for": "192.0.2.8"}).status_code == 302


def test_without_a_proxy_nobody_chooses_the_machine_that_is_counted(client):
    for number in range(6):
        response = sign_in(client, password="wrong", headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert response.status_code == 429


@pytest.mark.urls("tests.web.failing")
def test_a_page_needs_an_account_unless_it_says_otherwise(client):
    assert client.get("/private/?a=1")["Location"] == "/sign-in/?next=/private/%3Fa%3D1"
    assert client.post("/private/").status_code == 302
    sign_in(client)
    assert client.get("/private/").content == b"private"


@pytest.mark.parametrize("path", ["/", "/check/", "/regimes/cn-dual-use/", "/sign-in/", "/api/v1/openapi.json"])
def test_what_is_public_needs_no_account(client, path):
    assert client.get(path).status_code == 200
