"""A newcomer takes the tour of a demo: six steps, as whoever takes each, at a desk and on a phone; axe reads each."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from lockgate.casework.models import Case
from lockgate.core.clock import use_clock
from lockgate.core.permissions import Role
from lockgate.demo.people import SIGN_IN_AS
from lockgate.licences.models import Licence
from tests.factories.demo import OPENS, small_demo, tell_of_demo

Axe = Callable[[Page], None]


@pytest.fixture(autouse=True)
def demo(transactional_db, tmp_path, settings) -> Iterator[tuple[Case, Licence]]:
    settings.DATA_DIR = tmp_path
    tell_of_demo(tmp_path)
    with use_clock(OPENS):
        yield small_demo()


def strip(page: Page):
    return page.get_by_role("complementary", name="Demo")


def must_be(page: Page, role: Role) -> None:
    expect(page.get_by_role("banner")).to_contain_text(SIGN_IN_AS[role])


def next_step(page: Page, axe: Axe) -> None:
    axe(page)
    strip(page).get_by_role("link", name="Next step").click()


def test_the_tour_leads_from_the_question_to_what_the_gate_sees(page: Page, axe: Axe, demo):
    case, licence = demo
    page.goto("/")
    expect(strip(page)).to_contain_text("Synthetic: the magnet episode of 2025, replayed.")
    expect(strip(page)).to_contain_text("It is 1 October 2025, 09:03 in Beijing.")
    strip(page).get_by_role("link", name="Take the tour").click()
    axe(page)
    page.get_by_role("link", name="Check an item").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A licence is required")
    next_step(page, axe)

    must_be(page, Role.EXPORTER)
    expect(page.get_by_role("main")).to_contain_text("1C904.a.4")
    expect(page.get_by_label("Destination")).to_have_value("JP")
    next_step(page, axe)

    must_be(page, Role.OFFICER)
    expect(page.get_by_role("heading", level=1)).to_have_text(case.reference)
    decide(page, axe, case)
    next_step(page, axe)

    must_be(page, Role.OFFICER)
    expect(page).to_have_url(re.compile(f"/licences/{licence.number}/$"))
    next_step(page, axe)

    must_be(page, Role.CUSTOMS)
    draw_twice(page, axe)
    next_step(page, axe)

    must_be(page, Role.ANALYST)
    expect(page).to_have_url(re.compile("/insight/$"))
    expect(strip(page)).to_contain_text("step 6 of 6")
    axe(page)


def decide(page: Page, axe: Axe, case: Case) -> None:
    """Propose as the officer, become the senior officer in the strip, and confirm."""
    page.get_by_role("link", name="Propose a decision", exact=True).click()
    page.get_by_role("radio", name="Granted All that was asked, or less.").check()
    page.get_by_role("radio", name="Civil").check()
    page.get_by_label("Evidence").fill("The end user makes motors of passenger cars.")
    page.get_by_label("Reasons for the decision").fill("As the evidence shows.")
    page.get_by_role("button", name="Propose this decision").click()
    strip(page).get_by_role("link", name="senior officer").click()
    must_be(page, Role.SENIOR_OFFICER)
    axe(page)
    page.get_by_role("link", name=f"Open {case.reference}").click()
    page.get_by_role("link", name="Confirm the proposal").click()
    page.get_by_role("button", name="Confirm: the case is decided").click()
    expect(page.get_by_role("main")).to_contain_text(f"Case {case.reference} is decided.")
    expect(strip(page)).to_contain_text("step 3 of 6")


def draw_twice(page: Page, axe: Axe) -> None:
    """Draw all that is left on the line, go back and draw the same once more: the refusal names its rule."""
    page.get_by_label("Quantity", exact=True).fill("1200")
    page.get_by_label("Customs declaration").fill("D-1")
    page.get_by_role("button", name="Draw down").click()
    expect(page.get_by_role("status")).to_have_text("Line 1: 1200 kg drawn down. 0 kg left.")
    axe(page)
    page.go_back()
    page.get_by_label("Quantity", exact=True).fill("1200")
    page.get_by_role("button", name="Draw down").click()
    expect(page.get_by_role("alert")).to_contain_text("Refused by the rule")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was written.")


@pytest.mark.parametrize("path", ["/demo/", "/demo/report/", "/demo/timeline/", "/demo/timeline/2025-04-04/"])
def test_the_pages_of_a_demo_are_read_by_axe_and_fit_a_phone(page: Page, axe: Axe, path: str):
    page.goto(path)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("role", SIGN_IN_AS)
def test_each_role_is_one_click_away_and_finds_a_page_of_its_own(page: Page, axe: Axe, role: Role):
    page.goto("/")
    strip(page).get_by_role("link", name=role.words, exact=True).click()
    must_be(page, role)
    expect(page.get_by_role("heading", level=1)).to_have_text("What to do next")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)


def test_the_tour_works_without_scripts(page_without_scripts: Page, demo):
    page = page_without_scripts
    page.goto("/demo/")
    page.get_by_role("link", name="Look at a licence").click()
    must_be(page, Role.OFFICER)
    expect(page.get_by_role("main")).to_contain_text("1200 kg left of 1200 kg")
