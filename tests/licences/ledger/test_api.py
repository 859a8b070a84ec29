"""The ledger over REST, with real keys."""

import json

import pytest

from lockgate.accounts.services import add_key
from lockgate.core.permissions import OPERATOR, Role
from lockgate.journal.seal import seal_rows
from lockgate.licences.ledger.tables import LedgerEntry
from lockgate.licences.models import Licence
from tests.factories.licences import licence
from tests.factories.people import person

pytestmark = pytest.mark.django_db
DRAW_DOWNS = "/api/v1/licences/HELD-1/lines/1/draw-downs"
BODY = {"quantity": "1.5", "unit": "KGM", "declaration": "D-1", "office": "Shanghai"}


@pytest.fixture
def post(client, customs):
    """Post as customs, or as whoever holds another key."""
    key = add_key(by=OPERATOR, email="customs@example.org").key

    def send(path, body, idempotency_key="k", *, bearer=key):
        headers = {"Authorization": f"Bearer {bearer}"}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        return client.post(path, json.dumps(body), content_type="application/json", headers=headers)

    return send


def key_of(role, name="", organisation=""):
    person(role, name, organisation)
    return add_key(by=OPERATOR, email=f"{name or role.value}@example.org").key


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]
    return response.status_code, response.json()["type"].rpartition("/")[2]


def test_a_draw_down_is_answered_201_and_a_repeat_200_with_the_same_body(post, tmp_path, settings):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    licence()
    first = post(DRAW_DOWNS, BODY)
    assert first.status_code == 201
    assert list(first.json()) == [
        "entry",
        "sequence",
        "quantity",
        "unit",
        "drawn_after",
        "reserved_after",
        "allowed_after",
        "balance",
        "journal_head",
    ]
    assert (first.json()["quantity"], first.json()["balance"], first.json()["journal_head"]) == ("1.5", "8.5", "")
    again = post(DRAW_DOWNS, BODY)
    assert (again.status_code, again.content) == (200, first.content)


def test_a_dry_run_is_answered_200_without_a_key_and_writes_nothing(post):
    licence()
    response = post(f"{DRAW_DOWNS}?dry_run=true", BODY, "")
    assert response.status_code == 200
    assert response.json()["dry_run"] is True
    assert "promised" in response.json()["promise"]
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"quantity": "10.1"}, (409, "balance-exceeded")),
        ({"unit": "LTR"}, (422, "unit-mismatch")),
        ({"unit": "none"}, (422, "unit-mismatch")),
        ({"quantity": "0"}, (422, "invalid-quantity")),
        ({"quantity": "-1"}, (422, "invalid-quantity")),
        ({"quantity": "NaN"}, (422, "invalid-quantity")),
        ({"quantity": "1e308"}, (422, "invalid-quantity")),
        ({"quantity": "0." + "1" * 40}, (422, "invalid-quantity")),
        ({"quantity": 1.5}, (422, "invalid")),
        ({"quantity": "1" * 101}, (422, "invalid")),
        ({"colour": "red"}, (422, "invalid")),
    ],
)
def test_what_cannot_be_drawn_down_is_a_problem_of_its_own_type(post, changes, expected):
    licence()
    assert problem(post(DRAW_DOWNS, BODY | changes)) == expected
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ({"standing": "suspended"}, "licence-suspended"),
        ({"standing": "revoked"}, "licence-revoked"),
        ({"valid_to": "2020-01-02"}, "licence-expired"),
        ({"valid_from": "2099-01-01"}, "not-yet-valid"),
    ],
)
def test_a_licence_that_must_not_be_used_says_why_also_when_asked_again(post, state, kind):
    licence()
    Licence.objects.update(**state)
    assert problem(post(DRAW_DOWNS, BODY)) == (409, kind)
    assert problem(post(DRAW_DOWNS, BODY)) == (409, kind)


def test_a_key_that_was_used_for_something_else_is_a_conflict(post):
    licence()
    post(DRAW_DOWNS, BODY)
    assert problem(post(DRAW_DOWNS, BODY | {"quantity": "2"})) == (409, "idempotency-conflict")


def test_an_act_without_a_key_is_refused(post):
    licence()
    assert problem(post(DRAW_DOWNS, BODY, "")) == (422, "invalid")


def test_a_stranger_finds_nothing_and_who_sees_but_may_not_is_told_so(post):
    licence()
    assert problem(post(DRAW_DOWNS, BODY, bearer="lgk_none")) == (401, "not-signed-in")
    assert problem(post(DRAW_DOWNS, BODY, bearer=key_of(Role.EXPORTER, "rival", "Rival Magnets"))) == (404, "not-found")
    assert problem(post(DRAW_DOWNS, BODY, bearer=key_of(Role.ADVISER))) == (404, "not-found")
    assert problem(post(DRAW_DOWNS, BODY, bearer=key_of(Role.OFFICER))) == (403, "not-allowed")
    assert problem(post("/api/v1/licences/HELD-1/lines/2/draw-downs", BODY)) == (404, "not-found")
    assert problem(post(f"/api/v1/licences/HELD-1/lines/{10**30}/draw-downs", BODY)) == (404, "not-found")
    assert problem(post("/api/v1/ledger-entries/none/void", {})) == (404, "not-found")


def test_a_reservation_is_confirmed_voided_and_what_was_drawn_is_reversed(post):
    licence()
    reservations = "/api/v1/licences/HELD-1/lines/1/reservations"
    first, second = (post(reservations, BODY, key).json()["entry"] for key in ("a", "b"))
    confirmed = post(f"/api/v1/ledger-entries/{first}/confirmation", {"quantity": "1"})
    assert (confirmed.status_code, confirmed.json()["balance"]) == (201, "7.5")
    assert post(f"/api/v1/ledger-entries/{second}/void", {"reason": "no ship"}).json()["balance"] == "9"
    entry = confirmed.json()["entry"]
    assert post(f"/api/v1/ledger-entries/{entry}/reversal", {"quantity": "0.4"}).json()["balance"] == "9.4"
    assert problem(post(f"/api/v1/ledger-entries/{second}/confirmation", {})) == (409, "idempotency-conflict")
    assert problem(post(f"/api/v1/ledger-entries/{second}/confirmation", {}, "c")) == (409, "reservation-resolved")


def test_an_answer_carries_the_newest_head_of_the_journal(post, tmp_path, settings):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    licence()
    (seal,) = seal_rows()
    assert post(DRAW_DOWNS, BODY).json()["journal_head"] == f"{seal.sequence}:{seal.head[:16]}"
