"""Applications over REST, with real keys: written whole, submitted once a key, withdrawn, read; faults as problems."""

from copy import deepcopy

import pytest

from lockgate.applications.models import Application
from lockgate.core.permissions import Role
from lockgate.journal.models import Row
from tests.factories.applications import drafted_application, submitted_application
from tests.factories.machines import Machine
from tests.factories.people import person

pytestmark = pytest.mark.django_db

BODY = {
    "regime": "cn-dual-use",
    "destination": "JP",
    "parties": [
        {"role": "consignee", "name": "Nagoya Motors", "country": "JP", "facts": ["unlisted"]},
        {"role": "end_user", "name": "Nagoya Motors", "country": "JP", "facts": ["civil", "unlisted"]},
    ],
    "lines": [
        {
            "entry": "1C904.a.4",
            "quantity": "1200",
            "unit": "KGM",
            "value": "96000",
            "currency": "USD",
            "dependence": [{"site": "Nagoya plant 2", "stock": "300", "unknown": ["usage_a_day", "share"]}],
        }
    ],
    "end_use": {"words": ["civil"], "text": "Traction motors.", "answers": {"M-2026-01-2": False}},
}


@pytest.fixture
def exporter():
    return person(Role.EXPORTER)


@pytest.fixture
def machine(exporter):
    return Machine(exporter)


def body(**changes):
    return deepcopy(BODY) | changes


def test_an_application_is_written_mended_by_another_and_submitted(machine):
    drafted = machine.post("/applications", BODY)
    assert drafted.status_code == 201
    held = drafted.json()
    assert (held["state"], held["lines"][0]["outcome"]) == ("draft", None)
    assert [one["where"] for one in held["missing"]] == [
        "lines.1.dependence.1.alternatives",
        "lines.1.dependence.1.product",
    ]
    refused = machine.post(f"/applications/{held['reference']}/submission")
    assert refused.status_code == 422 and refused.json()["type"] == "/problems/incomplete"
    assert set(refused.json()["fields"]) == {one["where"] for one in held["missing"]}

    whole = body()
    whole["lines"][0]["dependence"][0] |= {"alternatives": [], "product": "Motors"}
    machine.post(f"/applications/{held['reference']}/withdrawal")
    second = machine.post("/applications", whole | {"replaces": held["reference"]}).json()
    assert (second["replaces"], second["missing"]) == (held["reference"], [])
    submitted = machine.post(f"/applications/{second['reference']}/submission")
    assert submitted.status_code == 201
    answer = submitted.json()
    assert (answer["state"], answer["law_on"], answer["missing"]) == ("submitted", "2026-11-10", None)
    assert answer["lines"][0]["outcome"] == "licence_required"
    assert answer["lines"][0]["dependence"][0]["usage_a_day"] is None
    assert answer["lines"][0]["dependence"][0]["alternatives"] == []


def test_a_line_that_declares_no_dependence_has_none_declared_and_not_an_empty_list(machine):
    plain = body()
    del plain["lines"][0]["dependence"]
    assert machine.post("/applications", plain).json()["lines"][0]["dependence"] is None


def test_a_submission_under_a_key_is_done_once(machine, exporter):
    reference = drafted_application(exporter).reference
    first = machine.post(f"/applications/{reference}/submission", key="k-1")
    rows = Row.objects.count()
    again = machine.post(f"/applications/{reference}/submission", key="k-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert Row.objects.count() == rows
    without = machine.post(f"/applications/{reference}/submission")
    assert without.status_code == 409 and without.json()["type"] == "/problems/not-possible-now"


def test_an_application_under_a_key_is_written_once_and_another_body_is_a_conflict(machine):
    first, again = machine.post("/applications", BODY, key="k"), machine.post("/applications", BODY, key="k")
    assert first.json()["reference"] == again.json()["reference"]
    other = machine.post("/applications", body(destination="KR"), key="k")
    assert other.status_code == 409 and other.json()["type"] == "/problems/idempotency-conflict"
    assert Application.objects.count() == 1


def test_a_refusal_under_a_key_is_given_again(machine):
    faulty = body(destination="GX")
    first, again = machine.post("/applications", faulty, key="k"), machine.post("/applications", faulty, key="k")
    assert (first.status_code, again.status_code) == (422, 422)
    assert first.content == again.content
    assert again["Content-Type"] == "application/problem+json"


def test_an_act_on_a_version_that_has_passed_is_a_conflict(machine, exporter):
    reference = drafted_application(exporter).reference
    tag = machine.get(f"/applications/{reference}")["ETag"]
    machine.post(f"/applications/{reference}/statements", {"party": "Nagoya Motors"}, seen=tag)
    late = machine.post(f"/applications/{reference}/submission", seen=tag)
    assert late.status_code == 409 and "changed since you read it" in late.json()["title"]
    odd = machine.post(f"/applications/{reference}/submission", seen="W/x")
    assert odd.status_code == 422 and set(odd.json()["fields"]) == {"If-Match"}


def test_a_statement_is_requested_and_its_token_told_once(machine, exporter):
    reference = drafted_application(exporter).reference
    made = machine.post(f"/applications/{reference}/statements", {"party": "Nagoya Motors"})
    assert made.status_code == 201 and set(made.json()) == {"token", "link", "expires_at"}
    shown = machine.get(f"/applications/{reference}")
    assert made.json()["link"] == f"http://testserver/end-use/{made.json()['token']}/"
    assert made.json()["token"] not in shown.content.decode()
    (statement,) = shown.json()["statements"]
    assert (statement["end_user"], statement["state"], statement["current"]) == ("Nagoya Motors", "open", True)


def test_how_a_line_was_determined_is_kept_with_its_trace(machine, exporter):
    reference = submitted_application(exporter).reference
    kept = machine.get(f"/applications/{reference}/lines/1/determination").json()
    assert kept["outcome"] == "licence_required" and kept["not_applied"]
    drafted = drafted_application(exporter).reference
    assert machine.get(f"/applications/{drafted}/lines/1/determination").json() is None
    assert machine.get(f"/applications/{drafted}/lines/2/determination").status_code == 404
    assert machine.get(f"/applications/{drafted}/lines/{'9' * 30}/determination").status_code == 422


def test_a_list_goes_on_at_its_cursor_and_asks_as_often_for_two_as_for_five(
    machine, exporter, django_assert_max_num_queries
):
    made = [drafted_application(exporter).reference for _ in range(5)]
    with django_assert_max_num_queries(4):
        first = machine.get("/applications", limit=2).json()
    with django_assert_max_num_queries(4):
        rest = machine.get("/applications", limit=5, cursor=first["next_cursor"]).json()
    assert [one["reference"] for one in [*first["applications"], *rest["applications"]]] == made[::-1]
    assert rest["next_cursor"] is None
    assert machine.get("/applications", state="submitted").json()["applications"] == []
    assert machine.get("/applications", cursor="elsewhere").status_code == 422
    assert machine.get("/applications", limit=101).status_code == 422


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"quantity": "0"}, "lines.1.quantity"),
        ({"quantity": "-1"}, "lines.1.quantity"),
        ({"quantity": "NaN"}, "lines.1.quantity"),
        ({"quantity": "1e308"}, "lines.1.quantity"),
        ({"quantity": "0." + "1" * 40}, "lines.1.quantity"),
        ({"quantity": 1.5}, "lines.1.quantity"),
        ({"quantity": "9" * 1000}, "lines.1.quantity"),
        ({"unit": "MTR"}, "lines.1.unit"),
        ({"currency": "XXX"}, "lines.1.currency"),
        ({"entry": "magnets"}, "lines.1.entry"),
        ({"description": "\ud800"}, "lines.1.description"),
        ({"colour": "red"}, "lines.1.colour"),
    ],
)
def test_a_bad_line_is_told_by_its_place_and_nothing_is_kept(machine, change, place):
    faulty = body()
    faulty["lines"][0] |= change
    refused = machine.post("/applications", faulty)
    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {place}
    assert not Application.objects.exists()


@pytest.mark.parametrize("content", [None, [], "x", {"regime": "cn-dual-use"}, {"regime": 1, "destination": []}])
def test_a_body_that_is_no_application_is_a_problem(machine, content):
    refused = machine.post("/applications", content)
    assert refused.status_code in (400, 422)
    assert refused["Content-Type"] == "application/problem+json"


def test_without_a_good_key_nothing_is_answered(exporter):
    reference = drafted_application(exporter).reference
    for path in ("", f"/{reference}", f"/{reference}/lines/1/determination"):
        assert Machine(None).get(f"/applications{path}").status_code == 401
    for path in ("", f"/{reference}/submission", f"/{reference}/withdrawal", f"/{reference}/statements"):
        assert Machine(None).post(f"/applications{path}", {}).status_code == 401


def test_a_stranger_to_an_application_is_told_that_there_is_none(exporter):
    reference = drafted_application(exporter).reference
    rows = Row.objects.count()
    for somebody in (person(Role.EXPORTER, "other", "Baotou Alloys"), person(Role.OFFICER), person(Role.CUSTOMS)):
        machine = Machine(somebody)
        assert machine.get(f"/applications/{reference}").status_code == 404
        for act in ("submission", "withdrawal"):
            assert machine.post(f"/applications/{reference}/{act}", key="k").status_code == 404
        assert machine.post(f"/applications/{reference}/statements", {"party": "x"}).status_code == 404
        listed = machine.get("/applications")
        assert listed.status_code == 403 or listed.json()["applications"] == []
    acts = set(Row.objects.order_by("pk")[rows:].values_list("act", flat=True))
    assert not [act for act in acts if act.startswith(("application", "statement"))]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SENIOR_OFFICER, Role.ANALYST])
def test_the_authority_reads_what_was_submitted_and_changes_none_of_it(exporter, role):
    reference = submitted_application(exporter).reference
    machine = Machine(person(role))
    assert machine.get(f"/applications/{reference}").json()["state"] == "submitted"
    assert [one["reference"] for one in machine.get("/applications").json()["applications"]] == [reference]
    assert machine.post(f"/applications/{reference}/withdrawal").status_code == 403
    assert machine.post("/applications", BODY).status_code == 403


@pytest.mark.parametrize("role", [Role.CUSTOMS, Role.ADVISER, Role.ADMINISTRATOR])
def test_whoever_has_no_part_in_applications_sees_none(exporter, role):
    reference = submitted_application(exporter).reference
    machine = Machine(person(role))
    assert machine.get(f"/applications/{reference}").status_code == 404
    listed = machine.get("/applications")
    assert (listed.status_code, listed.json()["title"]) == (403, "You may not read applications.")
