"""Each step of the tour leads to what there is, as whoever takes it, and says where one is."""

import pytest

from lockgate.casework.services import assign_case
from lockgate.core.permissions import Role
from lockgate.demo.people import SIGN_IN_AS
from lockgate.demo.tour import STEPS
from lockgate.licences.services import suspend_licence
from lockgate.parties.queries import person_at
from tests.factories.demo import demo_account
from tests.front.reading import Reading


def led_to(visitor, number: int) -> str:
    answer = visitor.get(f"/demo/tour/{number}/")
    assert answer.status_code == 302
    assert visitor.get(answer["Location"]).status_code == 200
    return str(answer["Location"])


def test_the_six_steps_lead_to_one_story(visitor, demo):
    case, licence = demo
    item = "regime=cn-dual-use&entry=1C904.a.4&destination=JP&end_use=civil"
    assert led_to(visitor, 1) == f"/check/?{item}"
    assert "_auth_user_id" not in visitor.session
    assert led_to(visitor, 2) == f"/applications/start/?{item}"
    assert led_to(visitor, 3) == f"/cases/{case.reference}/"
    assert led_to(visitor, 4) == f"/licences/{licence.number}/"
    assert led_to(visitor, 5) == f"/licences/{licence.number}/lines/1/"
    assert led_to(visitor, 6) == "/insight/"


@pytest.mark.parametrize("number", range(1, 7))
def test_a_step_is_taken_as_whoever_takes_it(visitor, demo, number):
    role = STEPS[number - 1].role
    led_to(visitor, number)
    head = Reading(visitor.get("/check/").content.decode()).text("header")
    assert (SIGN_IN_AS[role] if role else "Sign in") in head


def test_where_there_is_no_case_and_no_licence_a_step_leads_to_their_list(visitor, replayed, db):
    for role in SIGN_IN_AS:
        demo_account(role)
    assert [led_to(visitor, number) for number in range(1, 6)] == [
        "/check/",
        "/applications/start/",
        "/cases/",
        "/licences/",
        "/customs/",
    ]


def test_the_officer_goes_on_with_an_own_case_before_one_that_nobody_has(visitor, demo):
    case, _ = demo
    assign_case(by=person_at(SIGN_IN_AS[Role.OFFICER]), case=case.reference, to=SIGN_IN_AS[Role.SENIOR_OFFICER])
    assert led_to(visitor, 3) == "/cases/"
    assign_case(by=person_at(SIGN_IN_AS[Role.OFFICER]), case=case.reference)
    assert led_to(visitor, 3) == f"/cases/{case.reference}/"


def test_a_suspended_licence_is_not_what_customs_draws_on(visitor, demo):
    _, licence = demo
    suspend_licence(by=person_at(SIGN_IN_AS[Role.OFFICER]), licence=licence.number, reason="A question is open.")
    assert led_to(visitor, 5) == "/customs/"


def test_the_strip_says_on_which_step_one_is_also_as_somebody_else(visitor, demo):
    visitor.get("/demo/tour/3/")
    visitor.get("/demo/as/senior_officer/")
    page = Reading(visitor.get("/").content.decode())
    assert "step 3 of 6: Decide the next case." in page.text("aside")
    assert "/demo/tour/4/" in page.links
    visitor.get("/demo/tour/6/")
    assert "Next step" not in visitor.get("/").content.decode()


def test_the_page_of_the_tour_has_every_step_and_every_role(visitor, demo):
    page = Reading(visitor.get("/demo/").content.decode())
    assert not page.faults
    assert {f"/demo/tour/{number}/" for number in range(1, 7)} < set(page.links)
    assert {f"/demo/as/{role}/" for role in SIGN_IN_AS} < set(page.links)


def test_a_step_that_there_is_not_is_told(visitor, demo):
    assert "The tour has no step 7." in visitor.get("/demo/tour/7/").content.decode()
