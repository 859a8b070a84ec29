"""Somebody comes for the head of the journal, to keep it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from lockgate.core.permissions import OPERATOR
from lockgate.journal.head import parse_head
from lockgate.journal.seal import latest_head, seal_rows
from lockgate.parties.services import add_organisation


def test_the_six_lines_can_be_copied_and_read_again(
    page: Page, axe: Callable[[Page], None], settings: Any, tmp_path: Path
):
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    add_organisation(by=OPERATOR, name="Licensing Department", country="CN")
    seal_rows()
    page.goto("/")
    page.get_by_role("link", name="The head of the journal").click()
    assert parse_head(page.get_by_label("The head", exact=True).inner_text()) == latest_head()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    axe(page)
