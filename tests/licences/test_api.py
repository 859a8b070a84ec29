"""Licences over REST, with real keys: read, listed, suspended; what is wrong as a problem; strangers learn nothing."""

import pytest

from lockgate.core.permissions import Role
from lockgate.journal.models import Row
from lockgate.licences.models import Licence
from tests.factories.held_licences import imported, row
from tests.factories.licences import licence
from tests.factories.machines import Machine
from tests.factories.people import person

pytestmark = pytest.mark.django_db
REASON = {"reason": "The end user was named in a notice."}
FUTURE = {"valid_to": "2099-12-31"}


@pytest.fixture
def customs():
    return Machine(person(Role.CUSTOMS))


@pytest.fixture
def senior():
    return Machine(person(Role.SENIOR_OFFICER))


def test_a_licence_is_read_with_what_is_left_on_it(customs):
    imported(row(**FUTURE))
    answer = customs.get("/licences/E-2026-17")
    assert (answer.status_code, answer["ETag"]) == (200, '"1"')
    held = answer.json()
    assert (held["licence"], held["state"], held["exporter"]) == ("E-2026-17", "in_force", "Ganzhou Magnet Works")
    line = held["lines"][0]
    assert (line["line"], line["quantity"], line["unit"], line["balance"]) == (1, "100", "KGM", "100")
    assert set(line) >= {"drawn", "reserved", "state", "conditions", "entry", "goods_code", "destination", "consignee"}


def test_a_number_with_signs_is_read_where_the_path_is_encoded(customs):
    imported(row(licence="许可?#%;17"))
    assert customs.get("/licences/%E8%AE%B8%E5%8F%AF%3F%23%25%3B17").json()["licence"] == "许可?#%;17"


def test_licences_are_listed_page_after_page(customs):
    imported(*(row(licence=f"E-{number}", **FUTURE) for number in range(3)), row(licence="X-1", **FUTURE))
    first = customs.get("/licences", number="E-", limit=2).json()
    assert [one["licence"] for one in first["licences"]] == ["E-0", "E-1"]
    rest = customs.get("/licences", number="E-", cursor=first["next_cursor"]).json()
    assert ([one["licence"] for one in rest["licences"]], rest["next_cursor"]) == (["E-2"], None)
    assert customs.get("/licences", state="suspended").json() == {"licences": [], "next_cursor": None}


def test_the_licence_that_a_decision_granted_is_found_by_its_case(customs):
    of_case = licence("LI-2026-1", "10 KGM", origin="granted", regime="cn-dual-use").case
    assert of_case
    imported(row(**FUTURE))
    found = customs.get("/licences", case=of_case.reference).json()["licences"]
    assert [(one["licence"], one["case"]) for one in found] == [("LI-2026-1", of_case.reference)]
    assert customs.get("/licences", case="CA-2026-000000-0").json() == {"licences": [], "next_cursor": None}


@pytest.mark.parametrize("query", [{"state": "open"}, {"limit": "0"}, {"limit": "201"}, {"number": "x" * 61}])
def test_a_query_of_another_form_is_a_problem_that_names_its_field(customs, query):
    answer = customs.get("/licences", **query)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
    assert list(answer.json()["fields"]) == list(query)


def test_suspension_reinstatement_and_revocation_answer_with_the_licence(senior):
    imported(row(**FUTURE))
    for act, state in (("suspension", "suspended"), ("reinstatement", "in_force"), ("revocation", "revoked")):
        answer = senior.post(f"/licences/E-2026-17/{act}", REASON)
        assert (answer.status_code, answer.json()["state"]) == (201, state)
    assert [change["standing"] for change in answer.json()["changes"]] == ["suspended", "in_force", "revoked"]


def test_a_repeat_under_the_same_key_changes_nothing_and_another_body_is_a_conflict(senior):
    imported(row(**FUTURE))
    first = senior.post("/licences/E-2026-17/suspension", REASON, key="k")
    rows = Row.objects.count()
    again = senior.post("/licences/E-2026-17/suspension", REASON, key="k")
    assert (again.status_code, again.json()) == (200, first.json())
    other = senior.post("/licences/E-2026-17/suspension", {"reason": "Another."}, key="k")
    assert (other.status_code, other.json()["type"]) == (409, "/problems/idempotency-conflict")
    assert Row.objects.count() == rows


def test_a_second_suspension_is_refused_with_what_is_the_case(senior):
    imported(row(**FUTURE))
    senior.post("/licences/E-2026-17/suspension", REASON)
    answer = senior.post("/licences/E-2026-17/suspension", REASON)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/not-possible-now")
    assert answer.json()["detail"] == "Licence E-2026-17 is suspended. Reinstate it, or revoke it."


def test_a_version_that_is_not_that_of_now_is_a_conflict(senior):
    imported(row(**FUTURE))
    assert senior.post("/licences/E-2026-17/suspension", REASON, seen='"1"').status_code == 201
    answer = senior.post("/licences/E-2026-17/revocation", REASON, seen='"1"')
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/licence-changed")


@pytest.mark.parametrize(
    "body", [{}, {"reason": ""}, {"reason": "x" * 2001}, {"reason": 1}, {"reason": "x", "until": "2026-12-31"}, None]
)
def test_a_suspension_without_a_reason_is_a_problem_and_changes_nothing(senior, body):
    imported(row(**FUTURE))
    answer = senior.post("/licences/E-2026-17/suspension", body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert Licence.objects.get().standing == "in_force"


def test_who_sees_the_licence_but_may_not_suspend_is_told_so_and_who_does_not_see_it_learns_nothing(customs):
    imported(row(**FUTURE))
    refused = customs.post("/licences/E-2026-17/suspension", REASON)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-allowed")
    other = Machine(person(Role.EXPORTER, "other", "Baotou Alloys"))
    for path in ("", "/suspension", "/reinstatement", "/revocation"):
        answers = [
            other.post(f"/licences/{number}{path}", REASON) if path else other.get(f"/licences/{number}")
            for number in ("E-2026-17", "E-2026-18")
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        said = [answer.content.decode().replace("E-2026-18", "E-2026-17") for answer in answers]
        assert said[0] == said[1]


def test_without_a_key_nothing_is_answered():
    imported(row(**FUTURE))
    nobody = Machine(None)
    assert nobody.get("/licences").status_code == 401
    assert nobody.get("/licences/E-2026-17").status_code == 401
    assert nobody.post("/licences/E-2026-17/suspension", REASON).status_code == 401
