"""By keyboard alone: the focus is always in sight, goes in the order of the page, and comes first to what is wrong."""

import pytest
from playwright.sync_api import Locator, Page, expect

from lockgate.core.permissions import Role
from tests.factories.applications import drafted_application
from tests.factories.held_licences import imported, row
from tests.factories.people import person

STEPS_MAX = 60
HAS_FOCUS = "element => element === document.activeElement"
IN_SIGHT = """() => {
  const held = document.activeElement;
  const place = held.getBoundingClientRect();
  const ring = [held, held.closest('.choice')].some(one => one && getComputedStyle(one).outlineStyle !== 'none');
  return ring && place.width > 0 && place.bottom > 0 && place.top < innerHeight;
}"""
PLACE_IN_PAGE = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; on the way the focus is in sight and goes on in the page."""
    before = page.evaluate(PLACE_IN_PAGE)
    for _ in range(STEPS_MAX):
        page.keyboard.press("Tab")
        at = page.evaluate(PLACE_IN_PAGE)
        assert at > before, "the focus goes back before it has come to the end"
        assert page.evaluate(IN_SIGHT), page.evaluate("document.activeElement.outerHTML")
        if wanted.evaluate(HAS_FOCUS):
            return
        before = at
    raise AssertionError(f"{STEPS_MAX} times Tab do not lead to {wanted}")


def type_into(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def enter(page: Page) -> None:
    """Press Enter on what leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page: Page, name: str) -> None:
    """Go to a link or button from the beginning of the page, and press Enter."""
    tab_to(page, page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first)
    enter(page)


def mend(page: Page, label: str, text: str) -> None:
    """Go on from the summary, which has the focus, by its link into the faulty field."""
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.evaluate(IN_SIGHT)
    tab_to(page, summary.get_by_role("link").first)
    page.keyboard.press("Enter")
    field = page.get_by_label(label, exact=True)
    expect(field).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    enter(page)


@pytest.mark.usefixtures("transactional_db")
def test_an_application_is_completed_and_submitted(page: Page, signed_in):
    exporter = person(Role.EXPORTER)
    signed_in(page, exporter)
    page.goto(f"/applications/{drafted_application(exporter).reference}/")
    tab_to(page, page.get_by_role("link", name="Skip to the content"))
    page.keyboard.press("Enter")
    follow(page, "What is exported")
    type_into(page, "Code on the control list", "1C904.a.4")
    type_into(page, "Quantity", "12")
    type_into(page, "Value", "a lot")
    enter(page)
    mend(page, "Value", "10.50")
    expect(page.get_by_role("heading", name="Line 2")).to_be_visible()
    follow(page, "Back to the list")
    follow(page, "Check and submit")
    follow(page, "Submit the application")
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()


@pytest.mark.usefixtures("transactional_db")
def test_a_licence_is_found_and_drawn_down(page: Page, signed_in):
    customs = person(Role.CUSTOMS)
    imported(row(valid_to="2099-12-31"))
    signed_in(page, customs)
    page.goto("/customs/")
    expect(page.get_by_label("Licence number")).to_be_focused()
    page.keyboard.type("E-2026-18")
    enter(page)
    expect(page.get_by_label("Licence number")).to_be_focused()  # so that the next scan is read
    page.keyboard.press("Control+A")
    page.keyboard.type("E-2026-17")
    enter(page)
    follow(page, "Draw down or reserve")
    type_into(page, "Customs declaration (may be left out)", "2220-2026-000017")
    type_into(page, "Customs office (may be left out)", "Pudong")
    type_into(page, "Quantity", "101")
    enter(page)
    mend(page, "Quantity", "60")
    expect(page.get_by_role("status")).to_have_text("Line 1: 60 kg drawn down. 40 kg left.")
