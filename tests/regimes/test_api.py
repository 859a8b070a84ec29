"""Determinations over REST: one, many, and what is wrong with a request."""

import json
from typing import Any

import pytest
from django.test import Client

MAGNETS = {"regime": "cn-dual-use", "entry": "1C904.a.4", "destination": "JP", "end_use": "civil", "on": "2025-04-04"}


def post(body: Any, client: Client) -> Any:
    content = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post("/api/v1/determinations", content, content_type="application/json")


def test_one_question_gets_one_determination(client: Client) -> None:
    answer = post(MAGNETS, client)
    assert answer.status_code == 200
    held = answer.json()
    assert (held["outcome"], held["review_policy"], held["on"]) == ("licence_required", "case by case", "2025-04-04")
    assert held["requirements"][0]["citation"]
    assert {"asks", "raises_to", "citation"} <= set(held["open_questions"][0])
    assert "not_applied" not in held
    assert post({**MAGNETS, "trace": True}, client).json()["not_applied"]


def test_a_list_is_answered_in_its_order_and_a_bad_question_stays_as_invalid(client: Client) -> None:
    answer = post([MAGNETS, {**MAGNETS, "destination": "ZZ"}, {**MAGNETS, "on": "2025-04-03"}], client)
    held = answer.json()
    assert [one["outcome"] for one in held] == ["licence_required", "invalid", "not_required"]
    assert held[1]["fields"] == {"destination": "unknown"}
    assert "no country" in held[1]["reasons"][0]
    assert post([], client).json() == []


def test_an_unknown_regime_in_a_list_leaves_the_other_questions_answered(client: Client) -> None:
    answer = post([{**MAGNETS, "regime": "nowhere"}, MAGNETS], client)
    assert answer.status_code == 200
    unknown, magnets = answer.json()
    assert (unknown["outcome"], unknown["fields"]) == ("invalid", {})
    assert "Known regimes" in unknown["reasons"][0]
    assert magnets["outcome"] == "licence_required"


def test_several_words_parties_and_answers_are_taken(client: Client) -> None:
    body = {
        "regime": "cn-dual-use",
        "entry": "3C001.a",
        "destination": "KR",
        "on": "2026-03-01",
        "end_use": ["civil"],
        "end_user": "civil",
        "parties": [{"role": "consignee", "facts": ["listed:control_list:CN-2026-11"]}],
        "value": "1500.00",
        "currency": "CNY",
    }
    held = post(body, client).json()
    assert held["outcome"] == "prohibited"
    assert held["question"]["value"] == "1500.00"


def test_an_open_question_is_answered_by_the_measure_that_it_names(client: Client) -> None:
    ukraine = {"regime": "us-ear", "entry": "EAR99", "destination": "UA"}
    region = next(one for one in post(ukraine, client).json()["open_questions"] if "746.6" in one["citation"])
    names = [region["measure"], *region["also"]]
    yes = post({**ukraine, "answers": dict.fromkeys(names, True)}, client).json()
    no = post({**ukraine, "answers": dict.fromkeys(names, False)}, client).json()
    assert (yes["outcome"], no["outcome"]) == (region["raises_to"], "not_required")


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({**MAGNETS, "destination": "ZZ"}, 422, "no country"),
        ({**MAGNETS, "regime": "nowhere"}, 404, "Known regimes"),
        ({**MAGNETS, "regime": "../../etc"}, 404, "Known regimes"),
        ({**MAGNETS, "on": "2020-01-01"}, 422, "2023-07-03"),
        ({**MAGNETS, "entry": ""}, 422, "Neither an entry nor a goods code"),
        ({**MAGNETS, "entry": 5}, 422, "openapi.json"),
        ({"regime": "cn-dual-use"}, 422, "openapi.json"),
        (b"{", 400, ""),
        (b"\xff\xfe", 400, ""),
        ([MAGNETS] * 1001, 422, "1000"),
        ({**MAGNETS, "entry": "A" * 300}, 422, "openapi.json"),
        ({**MAGNETS, "end_use": "peace"}, 422, "Known words"),
        ({**MAGNETS, "end_usr": "military"}, 422, "end_usr"),
    ],
)
def test_a_faulty_request_is_a_problem_that_says_how_to_mend_it(
    client: Client, body: Any, status: int, said: str
) -> None:
    answer = post(body, client)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"].startswith("/problems/")
    assert problem["status"] == status
    assert said in problem["detail"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({**MAGNETS, "entry": 5, "destination": ["JP"]}, {"destination", "entry"}),
        ([MAGNETS, {**MAGNETS, "on": 5}], {"2.on"}),
        ([MAGNETS] * 1001, {"body"}),
        (b"null", {"body"}),
    ],
)
def test_a_field_of_the_wrong_kind_is_named_as_the_caller_wrote_it(client: Client, body: Any, fields: set[str]) -> None:
    problem = post(body, client).json()
    assert set(problem["fields"]) == fields
    assert "[" not in problem["detail"]


@pytest.mark.parametrize("amount", ["1e999999999", "1_0", "١٢", "9" * 25, "1." + "0" * 19, "-1", "NaN", "1,5", " 1"])
def test_an_amount_is_digits_of_a_bounded_length(client: Client, amount: str) -> None:
    answer = post({**MAGNETS, "quantity": amount}, client)
    assert answer.status_code == 422
    assert answer.json()["fields"] == {"quantity": "no amount"}


def test_the_interface_is_described(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/determinations" in described["paths"]


def test_regimes_entries_and_changes_can_be_read(client: Client) -> None:
    listed = client.get("/api/v1/regimes").json()
    assert {one["code"] for one in listed} >= {"us-ear", "cn-dual-use"}
    assert client.get("/api/v1/regimes/us-ear").json()["complete"] is True
    found = client.get("/api/v1/regimes/cn-dual-use/entries", {"q": "永磁", "on": "2025-04-04"}).json()["entries"]
    assert "1C904.a.4" in {one["code"] for one in found}
    entry = client.get("/api/v1/regimes/cn-dual-use/entries/2023-23/1.1", {"on": "2024-01-01"})
    assert entry.status_code == 200
    changes = client.get("/api/v1/regimes/cn-dual-use/changes", {"from": "2024-12-03", "to": "2024-12-03"}).json()
    assert any("No. 46 of 2024" in change["sentence"] for change in changes)


def test_the_whole_list_comes_in_pages(client: Client) -> None:
    codes: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get("/api/v1/regimes/us-ear/entries", {"limit": "100", "cursor": cursor}).json()
        codes += [one["code"] for one in page["entries"]]
        cursor = page["next_cursor"]
        assert page["more"] is (cursor is not None)
    assert len(codes) == len(set(codes)) == 639


def test_a_search_says_whether_more_was_found_than_is_given(client: Client) -> None:
    def search(limit: int) -> Any:
        return client.get("/api/v1/regimes/us-ear/entries", {"q": "3A00", "limit": str(limit)}).json()

    whole = search(100)
    found = len(whole["entries"])
    assert found > 1
    assert not whole["more"]
    assert not search(found)["more"]
    cut = search(found - 1)
    assert cut["more"] and cut["entries"] == whole["entries"][:-1]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/regimes/nowhere", 404),
        ("/api/v1/regimes/us-ear/entries/9A999", 404),
        ("/api/v1/regimes/us-ear/entries/9Z999", 422),
        ("/api/v1/regimes/us-ear/entries?limit=0", 422),
        ("/api/v1/regimes/us-ear/entries?on=2020-01-01", 422),
        ("/api/v1/regimes/cn-dual-use/changes?from=2025-01-01", 422),
        ("/api/v1/nothing", 404),
    ],
)
def test_what_is_not_there_or_not_asked_rightly_is_a_sentence(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status
