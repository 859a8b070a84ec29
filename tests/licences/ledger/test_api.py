"""The ledger over REST, with real keys."""

import json

import pytest

from lockgate.accounts.services import add_key
from lockgate.core.permissions import OPERATOR, Role
from lockgate.journal.models import Row
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
        content = "" if body is None else json.dumps(body)
        return client.post(path, content, content_type="application/json", headers=headers)

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
        ({"quantity": "1" + "0" * 308}, (422, "invalid-quantity")),
        ({"quantity": "1\x00"}, (422, "invalid-quantity")),
        ({"quantity": "\ud800"}, (422, "invalid-quantity")),
        ({"colour": "red"}, (422, "invalid")),
    ],
)
def test_what_cannot_be_drawn_down_is_a_problem_of_its_own_type(post, changes, expected):
    licence()
    assert problem(post(DRAW_DOWNS, BODY | changes)) == expected
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("way", ["draw-downs", "reservations", "draw-downs?dry_run=true"])
@pytest.mark.parametrize("quantity", [1, 1.5, 1e308, float("nan"), float("inf"), 10**308, None, True, ["1"], {}])
def test_a_quantity_that_is_not_text_is_invalid_and_told_to_be_put_in_quotes(post, way, quantity):
    licence()
    refused = post(f"/api/v1/licences/HELD-1/lines/1/{way}", BODY | {"quantity": quantity})
    assert problem(refused) == (422, "invalid-quantity")
    assert refused.json()["detail"].startswith('The quantity is not written as text. Put it in quotes, such as "1.5"')
    assert list(refused.json()["fields"]) == ["quantity"]
    assert LedgerEntry.objects.count() == 1


def test_a_quantity_of_any_length_waits_for_its_turn_behind_the_state_of_the_licence(post):
    licence()
    Licence.objects.update(standing="suspended")
    assert problem(post(DRAW_DOWNS, BODY | {"quantity": "1" * 5000})) == (409, "licence-suspended")


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


@pytest.fixture
def reserved(post):
    """Reserve 4 kg under a key; give the path of what is done to the entry."""
    licence()

    def hold(key):
        body = post("/api/v1/licences/HELD-1/lines/1/reservations", BODY | {"quantity": "4"}, key).json()
        return f"/api/v1/ledger-entries/{body['entry']}"

    return hold


def said_of(response):
    """Read the content of the journal's row on the entry that was answered."""
    entry = response.json()["entry"]
    return json.loads(Row.objects.get(content__contains=f'"entry":"{entry}"').content or "")


def test_nothing_need_be_said_of_an_entry_and_then_all_of_it_is_meant(post, reserved):
    confirmed = post(f"{reserved('a')}/confirmation", None)
    assert (confirmed.status_code, confirmed.json()["drawn_after"]) == (201, "4")
    reversal = f"/api/v1/ledger-entries/{confirmed.json()['entry']}/reversal"
    assert post(reversal, None).json()["balance"] == "10"
    assert problem(post(reversal, {}, "again")) == (409, "balance-exceeded")
    assert post(f"{reserved('b')}/void", None).json()["balance"] == "10"


def test_a_confirmation_says_quantity_unit_declaration_office_and_reason(post, reserved):
    said = {"quantity": "2500", "unit": "GRM", "declaration": "D-9", "office": "Pudong", "reason": "Less was loaded."}
    confirmed = post(f"{reserved('a')}/confirmation", said)
    assert (confirmed.status_code, confirmed.json()["balance"]) == (201, "7.5")
    assert said_of(confirmed).items() >= said.items()


def test_a_unit_alone_tells_all_of_an_entry_in_it(post, reserved):
    confirmed = post(f"{reserved('a')}/confirmation", {"unit": "GRM"})
    assert (confirmed.json()["quantity"], confirmed.json()["unit"]) == ("4000", "GRM")
    assert confirmed.json()["drawn_after"] == "4"


def test_a_reversal_may_be_in_another_unit(post, reserved):
    drawn = post(f"{reserved('a')}/confirmation", {}).json()["entry"]
    taken = post(f"/api/v1/ledger-entries/{drawn}/reversal", {"quantity": "500", "unit": "GRM", "reason": "Left over."})
    assert (taken.status_code, taken.json()["drawn_after"]) == (201, "3.5")
    assert said_of(taken)["reason"] == "Left over."


def test_a_void_may_name_all_that_is_reserved_and_not_a_part_of_it(post, reserved):
    void = f"{reserved('a')}/void"
    part = post(void, {"quantity": "3"}, "part")
    assert problem(part) == (422, "invalid-quantity")
    assert "voided whole, and this one holds 4 KGM. Leave the quantity out" in part.json()["detail"]
    assert problem(post(void, {"quantity": "5"}, "more")) == (409, "balance-exceeded")
    freed = post(void, {"quantity": "4000", "unit": "GRM", "reason": "No ship."})
    assert (freed.status_code, freed.json()["balance"]) == (201, "10")
    assert said_of(freed)["reason"] == "No ship."


@pytest.mark.parametrize("act", ["confirmation", "void", "reversal"])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"unit": "LTR"}, (422, "unit-mismatch")),
        ({"quantity": "1", "unit": "H87"}, (422, "unit-mismatch")),
        ({"quantity": "0"}, (422, "invalid-quantity")),
        ({"quantity": 1}, (422, "invalid-quantity")),
        ({"quantity": None}, (422, "invalid-quantity")),
        ({"quantity": "9" * 309}, (422, "invalid-quantity")),
        ({"quantity": "9"}, (409, "balance-exceeded")),
        ({"reason": "x" * 2001}, (422, "invalid")),
        ({"colour": "red"}, (422, "invalid")),
    ],
)
def test_what_cannot_be_done_to_an_entry_is_a_problem_of_its_own_type(post, reserved, act, body, expected):
    entry = reserved("a")
    if act == "reversal":
        entry = f"/api/v1/ledger-entries/{post(f'{entry}/confirmation', {}).json()['entry']}"
    count = LedgerEntry.objects.count()
    assert problem(post(f"{entry}/{act}", body, "new")) == expected
    assert LedgerEntry.objects.count() == count


def test_an_entry_is_found_by_its_id_as_it_was_answered_and_as_sqlite_keeps_it(post, reserved):
    entry = reserved("a").rpartition("/")[2]
    for written in (entry, entry.upper(), entry.replace("-", "")):
        assert post(f"/api/v1/ledger-entries/{written}/void?dry_run=true", {}).status_code == 200
    for other in (f"{{{entry}}}", f"urn:uuid:{entry}", entry.replace("-", "", 1)):
        assert problem(post(f"/api/v1/ledger-entries/{other}/void?dry_run=true", {})) == (404, "not-found")


def test_an_answer_carries_the_newest_head_of_the_journal(post, tmp_path, settings):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    licence()
    (seal,) = seal_rows()
    assert post(DRAW_DOWNS, BODY).json()["journal_head"] == f"{seal.sequence}:{seal.head[:16]}"
