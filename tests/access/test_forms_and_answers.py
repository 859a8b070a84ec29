"""A form of another site changes nothing, a session opens no REST route, and every answer says what it may load."""

from contextlib import closing

import pytest
from django.test import Client

from lockgate.access import TABLE, Audience, Openly
from lockgate.accounts.models import User
from lockgate.accounts.queries import user_at
from lockgate.core.permissions import Role
from lockgate.journal.models import Row
from lockgate.web.csp import POLICY
from tests.access.program import GIVEN, PARAMETER, route_of
from tests.access.scene import MODEL_BACKEND, UNKNOWN
from tests.factories.people import person

pytestmark = pytest.mark.django_db
SENDING = [page for line in TABLE for page in line.pages if not page.startswith("GET ")]
KEYED = [
    operation
    for line in TABLE
    if not (isinstance(line.what, Openly) and line.what.to is Audience.PUBLIC)
    for operation in line.operations
]


@pytest.fixture
def officer() -> User:
    return user_at(person(Role.OFFICER).actor.label)


def _address(path: str) -> str:
    return PARAMETER.sub(lambda found: GIVEN.get(found[1], UNKNOWN["case"]), path)


@pytest.mark.parametrize("page", [page for page in SENDING if not page.startswith("ANY ")])
def test_a_form_without_our_token_is_refused(page, officer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer, MODEL_BACKEND)
    rows = Row.objects.count()
    method, _, name = page.partition(" ")
    answer = browser.generic(method, _address(route_of(name)), "", "application/x-www-form-urlencoded")
    assert answer.status_code == 403
    assert "_auth_user_id" in browser.session, "nothing was done: the reader is still signed in"
    assert Row.objects.count() == rows


@pytest.mark.parametrize("operation", KEYED)
@pytest.mark.parametrize("key", ["", "Bearer", "Bearer lgk_none", "Basic b2ZmaWNlcg=="])
def test_a_session_or_a_key_that_is_none_opens_no_operation(operation, key, officer):
    browser = Client()
    browser.force_login(officer, MODEL_BACKEND)
    method, _, path = operation.partition(" ")
    headers = {"Authorization": key} if key else {}
    answer = browser.generic(method, f"/api/v1{_address(path)}", "{}", "application/json", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PROBE"])
@pytest.mark.parametrize(
    "path", ["/", "/nothing/", "/sign-in/", "/sign-out/", "/api/v1/nothing", "/api/v1/cases", "/static/web/nothing.css"]
)
def test_every_answer_says_that_a_page_loads_only_from_here(method, path, client):
    assert client.generic(method, path)["Content-Security-Policy"] == POLICY


def test_a_style_sheet_says_so_too(client):
    with closing(client.get("/static/web/lockgate.css")) as answer:
        assert (answer.status_code, answer["Content-Security-Policy"]) == (200, POLICY)


def test_the_policy_lets_no_script_stand_in_a_page_and_nobody_frame_one():
    assert "default-src 'none'" in POLICY and "frame-ancestors 'none'" in POLICY
    assert "unsafe" not in POLICY
