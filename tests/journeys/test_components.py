"""Every component in a real browser: axe finds nothing in light or dark, and nothing needs a sideways scroll."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.urls("tests.web.gallery")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_the_components(page: Page, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/gallery/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Every component")
    axe(page)


@pytest.mark.parametrize("width", [320, 360, 768, 1600])
def test_the_components_fit_every_width(page: Page, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("/gallery/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_summary_leads_to_the_first_choice_of_a_group_and_to_a_field(page: Page):
    page.goto("/gallery/")
    page.get_by_role("link", name="End user is missing.").click()
    expect(page.get_by_label("End user")).to_be_focused()
    expect(page.get_by_label("End user")).to_have_accessible_description(
        "As in its register of companies. Error: End user is missing."
    )


def test_a_table_is_still_a_table_where_its_rows_are_cards(page: Page):
    page.goto("/gallery/")
    table = page.get_by_role("table", name="Cases in review")
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table.get_by_role("row").nth(1).get_by_role("cell")).to_have_count(3)
    expect(table.get_by_role("rowheader").first).to_contain_text("CA-2026-000001-2")
