"""A visitor of a demo is let in by one click, on its own machine; anywhere else there is no such page."""

import pytest
from django.test import Client

from lockgate.core.permissions import Role
from lockgate.demo.people import SIGN_IN_AS
from lockgate.journal.models import Row
from tests.front.reading import Reading


def head(visitor: Client) -> str:
    return Reading(visitor.get("/").content.decode()).text("header")


@pytest.mark.parametrize("role", SIGN_IN_AS)
def test_one_click_makes_the_visitor_somebody_of_a_role(visitor, demo, role):
    rows = Row.objects.count()
    answer = visitor.get(f"/demo/as/{role}/")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert SIGN_IN_AS[role] in head(visitor)
    assert Row.objects.count() == rows


def test_the_address_works_without_its_last_stroke_too(visitor, demo):
    assert visitor.get("/demo/as/officer")["Location"] == "/"
    assert SIGN_IN_AS[Role.OFFICER] in head(visitor)


def test_whoever_was_signed_in_is_not_any_more_and_the_session_is_another(visitor, demo):
    visitor.get("/demo/as/customs/")
    kept = visitor.session
    kept["customs_office"] = "Shanghai"
    kept.save()
    visitor.get("/demo/as/exporter/")
    assert SIGN_IN_AS[Role.CUSTOMS] not in head(visitor)
    assert visitor.session.session_key != kept.session_key and "customs_office" not in visitor.session


def test_nobody_is_let_in_where_no_episode_was_played(visitor, db):
    for path in (
        "/demo/",
        "/demo/as/officer/",
        "/demo/tour/1/",
        "/demo/report/",
        "/demo/report.json",
        "/demo/timeline/",
    ):
        assert visitor.get(path).status_code == 404
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"SERVER_NAME": "testserver"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
    ],
    ids=str,
)
def test_nobody_is_let_in_from_another_machine_or_through_a_proxy(demo, asked):
    visitor = Client(**({"SERVER_NAME": "localhost"} | asked))
    assert visitor.get("/demo/as/officer/").status_code == 404
    assert visitor.get("/demo/tour/3/").status_code == 404
    assert "_auth_user_id" not in visitor.session


def test_only_those_of_the_demo_are_there_to_be_become(visitor, demo):
    said = visitor.get("/demo/as/operator/")
    assert said.status_code == 404
    assert "There are: exporter, officer, senior_officer" in said.content.decode()


def test_to_ask_for_the_head_of_the_page_signs_nobody_in(visitor, demo):
    assert visitor.head("/demo/as/officer/").status_code == 405
    assert "_auth_user_id" not in visitor.session
