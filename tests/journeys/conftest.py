"""A real browser for the journeys: Chromium at the width of a desk and of a phone, and axe to read what it shows.

A page fails its test by what a reader would not see at once: an error in the console, a request to another host.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from lockgate.core.permissions import Person

HERE = Path(__file__).parent
MUST_ANSWER_MS = 60_000  # the first page of a process takes seconds, more where much else runs
expect.set_options(timeout=MUST_ANSWER_MS)
NO_BROWSER = "LOCKGATE_NO_BROWSER"  # set by ./run where Chromium is missing and may not be installed
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FIND = "options => axe.run({resultTypes: ['violations'], ...options}).then(({violations}) => ({violations}))"
WIDTHS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    journeys = [item for item in items if item.path.is_relative_to(HERE)]
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    if journeys and os.environ.get(NO_BROWSER):
        if os.environ.get("CI"):
            raise pytest.UsageError(f"{NO_BROWSER} is set, but CI never leaves the browser tests out.")
        for item in journeys:
            item.add_marker(pytest.mark.skip(reason="NO BROWSER: Chromium is missing and may not be installed here"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for each file of journeys."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is missing. ./run test installs it; CHROMIUM=/path/to/chromium names another.")
    with pytest.MonkeyPatch.context() as while_it_runs, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        while_it_runs.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = playwright.chromium.launch(executable_path=chromium, headless=True, args=QUIET)
        yield running
        running.close()


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """An empty page, once as wide as a desk and once as a phone; page.goto("/…") leads to the running server."""
    with _page(browser, live_server.url, **WIDTHS[request.param]) as opened:
        yield opened


@pytest.fixture
def page_without_scripts(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """An empty page in a browser that runs no JavaScript."""
    with _page(browser, live_server.url, **WIDTHS["desk"], java_script_enabled=False) as opened:
        yield opened


@pytest.fixture
def page_elsewhere(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """An empty page in a browser of somebody else, who shares nothing with whoever has `page`."""
    with _page(browser, live_server.url, **WIDTHS["phone"]) as opened:
        yield opened


@pytest.fixture
def signed_in(live_server: LiveServer, transactional_db: None) -> Callable[[Page, Person], None]:
    """Have whoever has a page signed in as somebody, without the form."""

    def sign_in(page: Page, person: Person) -> None:
        client = Client()
        client.force_login(get_user_model().objects.get(email=person.actor.label))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    return sign_in


@pytest.fixture
def axe(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Assert that axe finds nothing on a page as it stands now; where rules are named, by these alone."""

    def finds_nothing(page: Page, *rules: str) -> None:
        without_scripts = getattr(request.node, "funcargs", {}).get("page_without_scripts")
        assert page is not without_scripts, "axe is a script: it would wait for ever on a page that runs none."
        page.wait_for_load_state()  # a page that is followed to may be there in part only
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = AxeResults(page.evaluate(FIND, {"runOnly": rules} if rules else {}))
        assert found.violations_count == 0, found.generate_report()

    return finds_nothing


@contextmanager
def _page(browser: Browser, home: str, **options: Any) -> Iterator[Page]:
    faults: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            faults.append(f"{said.text} at {said.location['url']}")

    def see(answer: Response) -> None:
        # A page may itself be "not found" on purpose; what it is made of may not.
        if answer.status >= HTTPStatus.BAD_REQUEST and not answer.request.is_navigation_request():
            faults.append(f"{answer.status} {answer.url}")

    def watch(asked: Request) -> None:
        if not asked.url.startswith((home, "data:")):
            faults.append(f"another host: {asked.url}")

    context = browser.new_context(base_url=home, locale="en-GB", **options)
    context.set_default_timeout(MUST_ANSWER_MS)
    context.on("console", hear)
    context.on("weberror", lambda raised: faults.append(str(raised.error)))
    context.on("response", see)
    context.on("request", watch)
    yield context.new_page()
    context.close()
    assert not faults, f"the page did what it should not: {faults}"
