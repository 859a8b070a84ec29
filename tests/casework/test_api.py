"""Cases over REST, with real keys: the queue, one case, each act once a key and on the version that was read."""

import pytest
from django.test import Client

from lockgate.casework.models import Case, Notice
from lockgate.core.permissions import Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from tests.factories.applications import UNITED_STATES, american_line, submitted_application
from tests.factories.cases import REVIEWERS, case_in, opened_case
from tests.factories.machines import Machine
from tests.factories.people import person

pytestmark = pytest.mark.django_db

LINE = {
    "line": 1,
    "outcome": "granted",
    "quantity": "10",
    "unit": "KGM",
    "conditions": [],
    "refusal_reasons": [],
    "assessment": "civil",
    "evidence": "The end user makes motors.",
}
PROPOSAL = {"reasons": "A civil use.", "valid_months": 12, "lines": [LINE]}


@pytest.fixture
def machines(held):
    return {role: Machine(somebody) for role, somebody in held._asdict().items()}


def test_a_case_is_decided_over_rest_from_queue_to_confirmation(held, machines):
    case = opened_case(held.exporter)
    (row,) = machines["officer"].get("/cases", state="submitted").json()["cases"]
    assert row["reference"] == case.reference and row["clock"]["due_on"] == "2026-05-08"
    shown = machines["officer"].get(f"/cases/{case.reference}")
    assert shown["ETag"] == '"1"' and shown.json()["lines"][0]["determined"] == "licence_required"
    proposed = machines["officer"].post(f"/cases/{case.reference}/proposals", PROPOSAL, seen=shown["ETag"])
    assert proposed.status_code == 201
    assert proposed.json() == {"reference": case.reference, "state": "in_review", "version": 2}
    confirmed = machines["senior"].post(f"/cases/{case.reference}/confirmation", seen='"2"')
    assert confirmed.status_code == 201 and confirmed.json()["state"] == "decided"
    decided = machines["exporter"].get(f"/cases/{case.reference}").json()
    assert decided["lines"][0]["decided"]["quantity"] == "10" and decided["decision"]["valid_months"] == 12
    assert "proposals" not in decided and "evidence" not in str(decided)


def test_every_other_act_is_done_over_rest(held, machines):
    ref = opened_case(held.exporter).reference
    for who, path, body in (
        ("officer", "assignment", {}),
        ("officer", "queries", {"question": "Which plant?"}),
        ("exporter", "queries/answer", {"answer": "Nagoya."}),
        ("officer", "reviews", {"body": REVIEWERS, "due_on": "2026-03-09"}),
        ("adviser", "recommendation", {"recommendation": "refuse", "reasons": "Diversion."}),
        ("officer", "refusal-announcement", {"reasons": "Diversion is likely."}),
        ("exporter", "refusal-announcement/answer", {"answer": "It is for cars."}),
        ("officer", "proposals", PROPOSAL),
        ("senior", "proposals/return", {"reasons": "Refuse it."}),
        (
            "officer",
            "proposals",
            {
                "reasons": "Diversion.",
                "lines": [
                    {"line": 1, "outcome": "refused", "assessment": "undetermined", "refusal_reasons": ["Diversion."]}
                ],
            },
        ),
        ("senior", "confirmation", {}),
        ("exporter", "appeal", {"reasons": "It is for cars."}),
    ):
        answered = machines[who].post(f"/cases/{ref}/{path}", body)
        assert answered.status_code == 201, answered.content
    assert Case.objects.get().state == "appealed" and Case.objects.get().version == 13


def test_a_repeat_under_a_key_is_given_the_first_answer(held, machines):
    ref = opened_case(held.exporter).reference
    once = machines["officer"].post(f"/cases/{ref}/proposals", PROPOSAL, key="k1")
    again = machines["officer"].post(f"/cases/{ref}/proposals", PROPOSAL, key="k1")
    assert (once.status_code, again.status_code) == (201, 200) and once.json() == again.json()
    assert Row.objects.filter(act=Act.DECISION_PROPOSED).count() == 1
    other = machines["officer"].post(f"/cases/{ref}/proposals", PROPOSAL | {"reasons": "Another."}, key="k1")
    assert other.status_code == 409 and other.json()["type"].endswith("idempotency-conflict")


def test_an_act_on_an_older_version_is_a_conflict(held, machines):
    ref = opened_case(held.exporter).reference
    machines["senior"].post(f"/cases/{ref}/assignment", {})
    late = machines["officer"].post(f"/cases/{ref}/assignment", {}, seen='"1"')
    assert late.status_code == 409 and late.json()["type"].endswith("case-changed")
    assert Case.objects.get().assigned_to_id == held.senior.account


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"outcome": "perhaps"}, "outcome"),
        ({"quantity": "NaN"}, "quantity"),
        ({"quantity": "1e308"}, "quantity"),
        ({"quantity": "-1"}, "quantity"),
        ({"quantity": "1201"}, "quantity"),
        ({"unit": "H87"}, "quantity"),
        ({"assessment": ""}, "assessment"),
        ({"conditions": ["Report."]}, "conditions"),
    ],
)
def test_a_proposal_that_does_not_hold_names_the_line_and_the_field(change, field, held, machines):
    ref = opened_case(held.exporter).reference
    refused = machines["officer"].post(f"/cases/{ref}/proposals", PROPOSAL | {"lines": [LINE | change]})
    assert refused.status_code == 422 and list(refused.json()["fields"]) == [f"lines.1.{field}"]
    assert Case.objects.get().version == 1


@pytest.mark.parametrize(
    "body",
    [
        {"reasons": "x"},
        PROPOSAL | {"reason": "x"},
        PROPOSAL | {"valid_months": True},
        PROPOSAL | {"lines": [LINE | {"line": True}]},
        PROPOSAL | {"lines": [LINE | {"amount": 3}]},
    ],
)
def test_a_body_of_another_form_is_refused(body, held, machines):
    refused = machines["officer"].post(f"/cases/{opened_case(held.exporter).reference}/proposals", body)
    assert refused.status_code == 422 and refused.json()["type"].endswith("invalid")


def test_a_body_of_another_form_is_told_every_fault_in_sentences(held, machines):
    path = f"/cases/{opened_case(held.exporter).reference}/proposals"
    refused = machines["officer"].post(path, {"valid_months": "many", "lines": [LINE | {"evidence": 7, "amount": 3}]})
    assert refused.json()["detail"].startswith(
        "reasons: This is missing. valid_months: This is no whole number. lines.1."
    )
    assert refused.json()["fields"] == {
        "reasons": "This is missing.",
        "valid_months": "This is no whole number.",
        "lines.1.evidence": "This is no text. Write it in quotes.",
        "lines.1.amount": "There is no such field. Look at its spelling, or leave it out.",
    }


def test_a_refusal_over_rest_is_a_problem_with_a_mend(held, machines):
    proposed = case_in("in_review", held)
    machines["officer"].post(f"/cases/{proposed.reference}/proposals", PROPOSAL)
    own = machines["officer"].post(f"/cases/{proposed.reference}/confirmation")
    assert own.status_code == 403 and "senior officer" in own.json()["detail"]
    late = machines["exporter"].post(f"/cases/{proposed.reference}/appeal", {"reasons": "No."})
    assert late.status_code == 409 and late.json()["type"].endswith("not-possible-now")


def test_whoever_may_not_know_of_a_case_is_answered_404_and_without_a_key_401(held, machines):
    ref = opened_case(held.exporter).reference
    rival = Machine(person(Role.EXPORTER, "rival", "Baotou Alloys"))
    for machine in (rival, machines["adviser"], Machine(person(Role.CUSTOMS))):
        assert machine.get(f"/cases/{ref}").status_code == 404
        assert machine.post(f"/cases/{ref}/proposals", PROPOSAL).status_code == 404
    assert rival.get("/cases").json() == {"cases": [], "next_cursor": None}
    assert Client().get(f"/api/v1/cases/{ref}").status_code == 401


def test_a_bad_list_is_told_what_is_wrong(held, machines):
    for query, field in (({"state": "pending"}, "state"), ({"cursor": "x"}, "cursor")):
        refused = machines["officer"].get("/cases", **query)
        assert refused.status_code == 422 and field in refused.json()["fields"]


def test_a_notice_is_read_by_its_exporter_and_the_authority(held, machines, on):
    on("2026-07-23")
    submitted_application(held.exporter, lines={1: american_line("3A991.a")}, **UNITED_STATES)
    reference = Notice.objects.get().reference
    for who in ("exporter", "officer"):
        read = machines[who].get(f"/notices/{reference}").json()
        assert (read["law_on"], read["destination"]) == ("2026-07-23", "JP")
        assert [(line["line"], line["determined"]) for line in read["lines"]] == [(1, "not_required")]
    assert machines["adviser"].get(f"/notices/{reference}").status_code == 404
