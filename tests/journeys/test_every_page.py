"""What every page keeps to: axe finds nothing in light or dark, and the smallest phone needs no sideways scroll."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

CN = "regime=cn-dual-use"
PAGES = {
    "the first page": "/",
    "the search": "/check/?q=magnet",
    "nothing found": "/check/?q=nothing+of+the+kind",
    "the question": f"/check/?{CN}&entry=1C904.a.4",
    "faults": f"/check/?{CN}&entry=1C904.a.4&destination=&on=soon",
    "not required": "/check/?regime=us-ear&entry=3A001.a.2&destination=DE",
    "needs reading": "/check/?regime=us-ear&entry=3A001&destination=DE",
    "licence required": f"/check/?{CN}&entry=1C904.a.4&destination=JP&on=2026-08-01&end_use=civil",
    "presumption of denial": f"/check/?{CN}&entry=3C001.a&destination=US&on=2024-12-03",
    "prohibited": f"/check/?{CN}&entry=3C001.a&destination=JP&on=2026-08-01&end_user=military",
    "a customs code": f"/check/?{CN}&goods_code=850511&destination=JP",
    "the head of a journal without a seal": "/journal/head/",
    "a regime": "/regimes/cn-dual-use/",
    "an entry": "/regimes/cn-dual-use/entries/1C904.a/",
    "the timeline": "/regimes/cn-dual-use/timeline/",
    "a timeline of one day": "/regimes/us-ear/timeline/",
    "a change": "/regimes/cn-dual-use/changes/2024-12-03/",
}
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing(page: Page, axe: Callable[[Page], None], path: str, scheme: str):
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(path)
    page.evaluate(OPEN_ALL)
    axe(page)
    assert page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_is_wider_than_the_smallest_phone(page: Page, path: str):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(OVERFLOW) == 0, f"{path} can be scrolled sideways"
