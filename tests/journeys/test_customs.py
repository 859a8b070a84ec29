"""Customs finds a licence and draws on it, once; the authority suspends it meanwhile; an exporter sends a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from lockgate.core.permissions import Role
from lockgate.licences.models import LedgerEntry
from tests.factories.held_licences import held_file, imported, row
from tests.factories.people import PASSWORD, person

FUTURE = {"valid_from": "2026-01-01", "valid_to": "2099-12-31"}
Axe = Callable[[Page], None]


@pytest.fixture(autouse=True)
def _people_and_a_licence(transactional_db):
    for role in (Role.CUSTOMS, Role.SENIOR_OFFICER, Role.EXPORTER):
        person(role, password=PASSWORD)
    imported(row(**FUTURE), row(**FUTURE, line="2", entry="1C904.b.1", quantity="2.5", unit="TNE"))


@pytest.fixture
def other_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of somebody else, in a browser of its own."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    yield context.new_page()
    context.close()


def sign_in(page: Page, role: Role, to: str) -> None:
    page.goto(f"/sign-in/?next={to}")
    page.get_by_label("E-mail address").fill(f"{role.value}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def find(page: Page) -> None:
    """Scan the number: a scanner types it into the field that has the focus, and presses Enter."""
    sign_in(page, Role.CUSTOMS, "/customs/")
    expect(page.get_by_label("Licence number")).to_be_focused()
    page.keyboard.type("E-2026-17")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("In force")


def fill(page: Page, quantity: str) -> None:
    page.get_by_role("link", name="Draw down or reserve on line 1").click()
    page.get_by_label("Customs declaration").fill("2220-2026-000017")
    page.get_by_label("Customs office").fill("Pudong")
    page.get_by_label("Quantity", exact=True).fill(quantity)


def drawn() -> int:
    return LedgerEntry.objects.filter(kind="draw_down").count()


def test_customs_draws_is_refused_beyond_the_balance_and_after_a_suspension(page: Page, other_page: Page, axe: Axe):
    find(page)
    axe(page)
    fill(page, "60")
    axe(page)
    page.get_by_role("button", name="Draw down").click()
    expect(page.get_by_role("status")).to_have_text("Line 1: 60 kg drawn down. 40 kg left.")
    axe(page)
    page.reload()
    assert drawn() == 1

    fill(page, "41")
    page.get_by_role("button", name="Draw down").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Refused by the rule “balance exceeded”. Nothing was written.")
    axe(page)
    summary.get_by_role("link").click()
    expect(page.get_by_label("Quantity", exact=True)).to_be_focused()
    expect(page.get_by_label("Quantity", exact=True)).to_have_value("41")

    suspend(other_page)
    page.get_by_label("Quantity", exact=True).fill("1")
    page.get_by_role("button", name="Draw down").click()
    expect(page.get_by_role("alert")).to_contain_text("Refused by the rule “licence suspended”.")
    expect(page.get_by_role("main")).to_contain_text("Why: The end user was named in a notice.")
    axe(page)
    assert drawn() == 1


def suspend(page: Page) -> None:
    sign_in(page, Role.SENIOR_OFFICER, "/licences/E-2026-17/")
    page.get_by_role("link", name="Suspend").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("The reason is missing.")
    page.get_by_label("Reason").fill("The end user was named in a notice.")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suspend licence E-2026-17?")
    page.get_by_role("button", name="Suspend it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suspended")


def test_a_double_click_draws_once(page: Page):
    find(page)
    fill(page, "30")
    page.get_by_role("button", name="Draw down").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("In force")
    page.goto("/licences/E-2026-17/")
    expect(page.get_by_role("main")).to_contain_text("70 kg left of 100 kg")
    assert drawn() == 1


def test_what_is_reserved_is_voided_and_what_was_drawn_reversed_without_scripts(page_without_scripts: Page):
    page = page_without_scripts
    find(page)
    fill(page, "30")
    page.get_by_role("button", name="Try without writing").click()
    expect(page.get_by_role("status")).to_contain_text("It would be possible now: 70 kg would be left.")
    page.get_by_role("button", name="Reserve for 30 days").click()
    page.get_by_role("link", name="Void 30 kg on line 1").click()
    page.get_by_label("Reason").fill("The truck did not come.")
    page.get_by_role("button", name="Void").click()
    fill(page, "50")
    page.get_by_role("button", name="Draw down").click()
    page.get_by_role("link", name="Reverse 50 kg").click()
    page.get_by_label("Quantity").fill("20")
    page.get_by_role("button", name="Reverse").click()
    expect(page.get_by_role("alert")).to_contain_text("The reason is missing.")
    page.get_by_label("Reason").fill("The pallet came back.")
    page.get_by_role("button", name="Reverse").click()
    expect(page.get_by_role("main")).to_contain_text("70 kg left of 100 kg")


def test_an_exporter_sends_a_file_mends_it_and_finds_its_licences(page: Page, axe: Axe, tmp_path: Path):
    sign_in(page, Role.EXPORTER, "/licences/")
    page.get_by_role("link", name="Import licences").click()
    axe(page)
    page.get_by_label("File", exact=True).set_input_files(held_file(tmp_path, row(**FUTURE, licence="E-5", unit="KGX")))
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was imported.")
    expect(page.get_by_role("table")).to_contain_text("KGX")
    axe(page)
    page.get_by_label("File", exact=True).set_input_files(held_file(tmp_path, row(**FUTURE, licence="E-5")))
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("status")).to_have_text("1 licence came in, with 1 line.")
    axe(page)
    page.get_by_role("link", name="E-5").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("In force")
    with page.expect_download() as download:
        page.get_by_role("link", name="The whole ledger as csv").click()
    assert download.value.suggested_filename == "ledger-E-5.csv"
