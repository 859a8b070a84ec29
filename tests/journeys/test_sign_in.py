"""Somebody signs in, sees as whom, and signs out again: by mouse, by keyboard, with scripts or without."""

import re

import pytest
from playwright.sync_api import Page, expect

from lockgate.core.permissions import Role
from tests.factories.people import PASSWORD, person


@pytest.fixture(autouse=True)
def _an_officer(transactional_db):
    person(Role.OFFICER, password=PASSWORD)


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill("officer@example.org")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def must_come_in_and_go_out(page: Page) -> None:
    page.goto("/check/?q=magnet")
    sign_in(page)
    expect(page).to_have_url(re.compile(r"/check/\?q=magnet$"))
    expect(page.get_by_role("banner")).to_contain_text("officer@example.org")
    expect(page.get_by_role("banner")).to_contain_text("officer – Licensing Department")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_an_officer_signs_in_where_he_stood_and_out_again(page: Page):
    must_come_in_and_go_out(page)


def test_signing_in_works_without_scripts(page_without_scripts: Page):
    must_come_in_and_go_out(page_without_scripts)


def test_a_wrong_password_is_told_and_the_link_leads_back_to_the_form(page: Page, axe):
    page.goto("/")
    sign_in(page, "not the password")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("This address and this password do not belong together.")
    axe(page)
    summary.get_by_role("link").click()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_value("officer@example.org")


def test_whoever_guesses_too_often_reads_how_long_to_wait(page: Page, axe):
    page.goto("/sign-in/")
    for _ in range(5):
        with page.expect_navigation():
            sign_in(page, "not the password")
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many tries to sign in")
    expect(page.get_by_role("main")).to_contain_text("Wait 15 minutes")
    axe(page)


def test_the_head_fits_the_smallest_phone(page: Page, axe):
    page.goto("/")
    sign_in(page)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(page)
