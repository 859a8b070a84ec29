"""An analyst reads what the gate sees, from the first page to one item and its file, and has it reckoned anew."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lockgate.core.permissions import Role
from lockgate.insight.services import is_asked_for, snapshots
from lockgate.insight.snapshot.taking import take_snapshot
from tests.factories.people import person
from tests.insight.facts.told import told
from tests.journeys.test_every_page import must_keep_to_it

PAGES = (
    "/insight/",
    "/insight/pace/",
    "/insight/dependence/",
    "/insight/dependence/1C905.a.4/",
    "/insight/run-out/",
    "/insight/open-cases/",
    "/insight/open-cases/?by=supplier",
)
DECIDED = {"case_state": "decided", "decided_at": "2025-05-12 02:00:00", "outcome": "granted", "assessment": "civil"}


@pytest.fixture
def reckoned(settings, tmp_path) -> None:
    """Facts of six lines, one of them pending, and of three sites."""
    settings.DATA_DIR = tmp_path
    lines = [
        {"application": f"AP-{n}", "case": f"CA-{n}", "destination": "DE" if n % 2 else "US", **DECIDED, "granted": 500}
        for n in range(2, 7)
    ]
    flows: list[dict[str, Any]] = [
        {"application": "AP-1", "site": "Talheim plant", "stock": 900, "usage_a_day": 10},
        {"application": "AP-2", "site": "Riga works", "supplier": "Osaka", "share_permille": 400},
        {"application": "AP-3", "site": "Orlabruck line", "stock": None},
    ]
    take_snapshot(snapshots(), told(lines=[{}, *lines], flows=flows))


@pytest.fixture
def analyst(page: Page, signed_in, reckoned) -> Page:
    signed_in(page, person(Role.ANALYST))
    return page


def test_an_analyst_goes_from_the_dashboard_to_an_item_and_back(analyst: Page, axe):
    analyst.goto("/")
    analyst.get_by_role("link", name="Insight").click()
    expect(analyst.get_by_role("heading", level=1)).to_have_text("What the gate sees")
    axe(analyst)
    analyst.get_by_role("link", name="Who depends on whom").click()
    analyst.get_by_role("link", name="1C905.a.4").focus()
    analyst.keyboard.press("Enter")
    expect(analyst.get_by_role("heading", level=1)).to_contain_text("1C905.a.4: who supplies whom")
    expect(analyst.get_by_role("main")).to_contain_text("Osaka")
    analyst.get_by_text("How it is computed").first.click()
    expect(analyst.get_by_text("The index of concentration")).to_be_visible()
    with analyst.expect_download() as download:
        analyst.get_by_role("link", name="Figures as csv").click()
    assert re.fullmatch(r"dependence-cn-dual-use-\d{8}T\d{6}Z\.csv", download.value.suggested_filename)
    analyst.get_by_role("link", name="Permanent link").click()
    expect(analyst).to_have_url(re.compile(r"/insight/dependence/1C905\.a\.4/\?data=\d{8}T\d{6}Z"))


def test_an_analyst_has_it_reckoned_anew(analyst: Page):
    analyst.goto("/insight/")
    analyst.get_by_role("button", name="Reckon anew").click()
    expect(analyst.get_by_role("status")).to_contain_text("It is being reckoned.")
    assert is_asked_for()


def test_a_citation_leads_to_the_statement_without_an_account(page: Page):
    page.goto("/insight/observer/")
    page.get_by_role("link", name="chamber-18-approved").first.click()
    expect(page.locator("#claim-chamber-18-approved")).to_be_in_viewport()


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_insight_keep_to_what_every_page_does(analyst: Page, axe, path):
    must_keep_to_it(analyst, axe, path)


def test_the_page_of_the_observer_keeps_to_it_too(page: Page, axe):
    must_keep_to_it(page, axe, "/insight/observer/")
