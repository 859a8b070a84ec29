"""Somebody in a browser: signs in by the form, and lets another take the chair."""

from playwright.sync_api import Page

from tests.factories.people import PASSWORD


def sign_in_as(page: Page, name: str) -> None:
    """Sign in as name@example.org, after whoever sat here has signed out."""
    page.goto("/sign-in/")
    if page.get_by_role("button", name="Sign out").count():
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("link", name="Sign in").wait_for()
        page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
