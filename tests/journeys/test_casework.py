"""A case from the queue to its end, by those who do it: at a desk and on a phone, with scripts or without."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from lockgate.casework.models import Case
from lockgate.casework.services import propose_decision
from lockgate.core.clock import FrozenClock, set_clock
from lockgate.core.permissions import Person, Role
from lockgate.parties.queries import person_at
from tests.factories.cases import GRANT, REVIEWERS, People, opened_case
from tests.factories.people import PASSWORD, person

ROLES = (Role.EXPORTER, Role.OFFICER, Role.SENIOR_OFFICER, Role.ADVISER)
Axe = Callable[[Page], None]
MoveTo = Callable[[str], None]
SignInAs = Callable[[Page, str], None]
OpenCase = Callable[[Page, str, Case], None]


@pytest.fixture(autouse=True)
def on() -> Iterator[MoveTo]:
    """Set the day, as "2026-07-08"; it begins with Wednesday 1 July 2026."""
    former = set_clock(FrozenClock(datetime(2026, 7, 1, 2, tzinfo=UTC)))

    def move_to(day: str) -> None:
        set_clock(FrozenClock(datetime.fromisoformat(f"{day}T02:00:00+00:00")))

    yield move_to
    set_clock(former)


@pytest.fixture
def case(transactional_db) -> Case:
    return opened_case(People(*(person(role, password=PASSWORD) for role in ROLES)).exporter)


@pytest.fixture
def sign_in_as(signed_in: Callable[[Page, Person], None]) -> SignInAs:
    """Let somebody take the chair before a page."""
    return lambda page, name: signed_in(page, person_at(f"{name}@example.org"))


def main(page: Page) -> Locator:
    return page.get_by_role("main")


@pytest.fixture
def open_case(sign_in_as: SignInAs) -> OpenCase:
    """Sign in and open a case."""

    def opened(page: Page, who: str, case: Case) -> None:
        sign_in_as(page, who)
        page.goto(f"/cases/{case.reference}/")

    return opened


def do(page: Page, act: str, button: str, **fields: str) -> None:
    """Follow an act from the case's page, fill its fields by their labels, and send it."""
    page.get_by_role("link", name=act, exact=True).click()
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    page.get_by_role("button", name=button).click()


def propose(page: Page, outcome: str, assessment: str, *, reason: str = "") -> None:
    page.get_by_role("link", name="Propose a decision", exact=True).click()
    page.get_by_role("radio", name=outcome).check()
    page.get_by_role("radio", name=assessment).check()
    page.get_by_label("Evidence").fill("The end user makes motors of passenger cars.")
    if reason:
        page.get_by_label("Refusal reasons").fill(reason)
    page.get_by_label("Reasons for the decision").fill("As the evidence shows.")
    page.get_by_role("button", name="Propose this decision").click()


def must_be_taken_assessed_and_confirmed(page: Page, sign_in_as: SignInAs, case: Case) -> None:
    sign_in_as(page, "officer")
    page.goto("/cases/")
    page.get_by_role("link", name=f"Open {case.reference}").click()
    page.get_by_role("button", name="Take this case").click()
    expect(main(page)).to_contain_text("Assigned to: you")
    propose(page, "Granted All that was asked, or less.", "Civil")
    expect(main(page)).to_contain_text("waits to be confirmed by somebody else")
    sign_in_as(page, "senior_officer")
    page.goto("/cases/")
    page.get_by_role("link", name=f"Open {case.reference}").click()
    page.get_by_role("link", name="Confirm the proposal").click()
    expect(main(page)).to_contain_text("The end user makes motors of passenger cars.")
    page.get_by_role("button", name="Confirm: the case is decided").click()
    expect(main(page)).to_contain_text(f"Case {case.reference} is decided.")
    expect(main(page)).to_contain_text("LI-2026-")


def test_an_officer_takes_assesses_and_proposes_and_a_senior_officer_confirms(
    page: Page, axe: Axe, sign_in_as: SignInAs, case: Case
):
    must_be_taken_assessed_and_confirmed(page, sign_in_as, case)
    axe(page)


def test_a_case_is_decided_without_scripts(page_without_scripts: Page, sign_in_as: SignInAs, case: Case):
    must_be_taken_assessed_and_confirmed(page_without_scripts, sign_in_as, case)


def test_the_exporter_is_queried_and_answers_while_the_clock_stands_still(
    page: Page, axe: Axe, sign_in_as: SignInAs, open_case: OpenCase, case: Case, on: MoveTo
):
    open_case(page, "officer", case)
    page.get_by_role("button", name="Take this case").click()
    on("2026-07-08")
    do(page, "Ask the applicant", "Ask, and stop the clock", Your_question="Which plant will use the magnets?")
    expect(main(page)).to_contain_text("5 of 45 working days have run")
    on("2026-07-22")
    sign_in_as(page, "exporter")
    page.goto("/cases/")
    expect(main(page)).to_contain_text("waits for your answer")
    page.get_by_role("link", name=f"Open {case.reference}").click()
    page.get_by_role("link", name="Answer the query").click()
    expect(main(page)).to_contain_text("Which plant will use the magnets?")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Your answer")).to_be_focused()
    axe(page)
    page.get_by_label("Your answer").fill("Plant 2 in Nagoya.")
    page.get_by_role("button", name="Send the answer").click()
    expect(main(page)).to_contain_text("5 of 45 working days have run")
    expect(main(page)).to_contain_text("Stood still from 8 July 2026 to 22 July 2026: a query to the applicant.")


def test_an_announced_refusal_is_answered_confirmed_and_appealed(page: Page, axe: Axe, open_case: OpenCase, case: Case):
    open_case(page, "officer", case)
    page.get_by_role("button", name="Take this case").click()
    do(page, "Announce a refusal", "Announce the refusal", Why_it_is_to_be_refused="Diversion is likely.")
    propose(page, "Refused", "Military", reason="Diversion is likely.")
    open_case(page, "senior_officer", case)
    expect(main(page)).to_contain_text("The applicant may answer the announced refusal until")
    expect(page.get_by_role("link", name="Confirm the proposal")).to_have_count(0)
    open_case(page, "exporter", case)
    do(page, "Answer the announced refusal", "Send the answer", Your_answer="The motors are for cars.")
    open_case(page, "senior_officer", case)
    page.get_by_role("link", name="Confirm the proposal").click()
    expect(main(page)).to_contain_text("The motors are for cars.")
    axe(page)
    page.get_by_role("button", name="Confirm: the case is decided").click()
    open_case(page, "exporter", case)
    do(page, "Appeal", "Appeal", Why_you_appeal="The evidence is about another plant.")
    expect(main(page)).to_contain_text("appealed")
    axe(page)


def test_an_officer_cannot_confirm_an_own_proposal(page: Page, axe: Axe, open_case: OpenCase, case: Case):
    senior = person_at("senior_officer@example.org")
    propose_decision(by=senior, case=case.reference, reasons="A civil use.", lines=[GRANT])
    open_case(page, "senior_officer", case)
    expect(main(page)).to_contain_text("You proposed this decision yourself. Another senior officer has to confirm it.")
    page.goto(f"/cases/{case.reference}/confirmation/")
    expect(page.get_by_role("alert")).to_contain_text("You proposed this decision yourself.")
    expect(page.get_by_role("button", name="Confirm: the case is decided")).to_have_count(0)
    axe(page)


def test_another_body_is_asked_and_recommends(
    page: Page, axe: Axe, sign_in_as: SignInAs, open_case: OpenCase, case: Case
):
    open_case(page, "officer", case)
    page.get_by_role("button", name="Take this case").click()
    page.get_by_role("link", name="Ask another body").click()
    page.get_by_label("Body").select_option(REVIEWERS)
    page.get_by_label("To be answered by").fill("2026-07-15")
    page.get_by_role("button", name="Ask for the review").click()
    sign_in_as(page, "adviser")
    page.goto("/cases/")
    expect(main(page)).to_contain_text("Your body is asked until 15 July 2026.")
    page.get_by_role("link", name=f"Open {case.reference}").click()
    page.get_by_role("link", name="Recommend", exact=True).click()
    page.get_by_role("radio", name="refuse").check()
    page.get_by_label("Reasons").fill("The plant is not known.")
    page.get_by_role("button", name="Give the recommendation").click()
    expect(main(page)).to_contain_text("The plant is not known.")
    axe(page)


def test_a_case_that_changed_is_told_and_what_was_typed_is_kept(page: Page, axe: Axe, open_case: OpenCase, case: Case):
    open_case(page, "officer", case)
    page.get_by_role("link", name="Propose a decision", exact=True).click()
    page.get_by_label("Reasons for the decision").fill("As the evidence shows.")
    page.get_by_role("radio", name="Returned").check()
    page.get_by_role("radio", name="Undetermined").check()
    senior = person_at("senior_officer@example.org")
    propose_decision(by=senior, case=case.reference, reasons="A civil use.", lines=[GRANT])
    page.get_by_role("button", name="Propose this decision").click()
    expect(page.get_by_role("alert")).to_contain_text("A decision was proposed.")
    expect(page.get_by_label("Reasons for the decision")).to_have_value("As the evidence shows.")
    axe(page)
