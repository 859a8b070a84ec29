"""What every page keeps to: axe finds nothing in light or dark, the smallest phone needs no sideways
scroll, and days are written out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, ViewportSize

from lockgate.applications.draft import DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.applications.services import request_statement, sign_statement
from lockgate.casework.models import Notice
from lockgate.casework.services import request_review
from lockgate.core.clock import FrozenClock, use_clock
from lockgate.core.permissions import STRANGER, Role
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.services import draw_down, reserve
from lockgate.licences.services import suspend_licence
from lockgate.parties.queries import person_at
from tests.factories.applications import (
    END_USER,
    MAGNETS,
    UNITED_STATES,
    american_line,
    drafted_application,
    submitted_application,
)
from tests.factories.cases import REVIEWERS, assigned_case, case_in, days_ahead, people, proposed_case
from tests.factories.held_licences import imported, row
from tests.factories.people import person

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
PAGES_OF_AN_EXPORTER = {
    "the applications": "/applications/",
    "a start": "/applications/start/",
    "a start from the self-check": f"/applications/start/?{CN}&entry=1C904.a.4&destination=JP&end_use=civil",
    "a draft": "/applications/{draft}/",
    "its lines": "/applications/{draft}/lines/",
    "its parties": "/applications/{draft}/parties/?like=1",
    "a party to change": "/applications/{draft}/parties/1/",
    "its end use": "/applications/{draft}/end-use/",
    "its open questions": "/applications/{draft}/questions/",
    "its dependence": "/applications/{complete}/dependence/",
    "a declaration": "/applications/{complete}/lines/1/dependence/?site=1",
    "a check that finds something": "/applications/{draft}/check/",
    "a check that finds nothing": "/applications/{complete}/check/",
    "a confirmation": "/applications/{submitted}/submitted/",
    "a submitted application": "/applications/{submitted}/",
    "its statements": "/applications/{submitted}/statements/",
    "a withdrawal": "/applications/{submitted}/withdrawal/",
    "a statement to sign": "/end-use/{open}/",
    "a statement to sign in Chinese": "/end-use/{open}/?lang=zh",
    "a signed statement": "/end-use/{signed}/",
    "a link that opens nothing": "/end-use/nothing/",
}
PAGES_ON_CASES = {
    "officer": (
        "/cases/",
        "/cases/?state=closed",
        "/cases/{queried}/",
        "/cases/{in_review}/",
        "/cases/{in_review}/proposal/",
        "/cases/{in_review}/query/",
        "/cases/{in_review}/review/",
        "/cases/{in_review}/refusal/",
        "/cases/{in_review}/assignment/",
        "/cases/{proposed}/",
    ),
    "senior_officer": (
        "/cases/",
        "/cases/{proposed}/confirmation/",
        "/cases/{proposed}/return/",
        "/cases/{appealed}/",
    ),
    "adviser": ("/cases/", "/cases/{reviewed}/", "/cases/{reviewed}/recommendation/"),
    "exporter": (
        "/cases/",
        "/cases/{queried}/",
        "/cases/{queried}/answer/",
        "/cases/{intent_to_refuse}/refusal/answer/",
        "/cases/{decided}/",
        "/cases/{decided}/appeal/",
        "/notices/{notice}/",
    ),
}
LICENCE = "/licences/E-2026-17/"
OF_CUSTOMS = {
    "what customs finds first": "/",
    "the desk of customs": "/customs/",
    "no such licence": "/customs/?number=E-2026",
    "the licences": "/licences/",
    "no licences": "/licences/?number=X",
    "a licence": LICENCE,
    "a suspended licence": "/licences/E-2026-18/",
    "to draw down": f"{LICENCE}lines/1/",
    "to draw down on a suspended licence": "/licences/E-2026-18/lines/1/",
    "to confirm": "/ledger-entries/{reserve}/confirmation/",
    "to void": "/ledger-entries/{reserve}/void/",
    "to reverse": "/ledger-entries/{draw_down}/reversal/",
}
OF_SENIORS = {
    "what a senior officer finds first": "/",
    "a licence that may be suspended": LICENCE,
    "to suspend": f"{LICENCE}suspension/",
    "to reinstate": "/licences/E-2026-18/reinstatement/",
    "to revoke": f"{LICENCE}revocation/",
    "to import": "/licence-import/",
}
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"
DAYS_OF_DATA = """() => {
  const main = document.querySelector('main').cloneNode(true);
  main.querySelectorAll('.address, .command, .signed-text, .example').forEach(held => held.remove());
  return main.textContent.match(/(?<!like |such as )\\b\\d{4}-\\d\\d-\\d\\d\\b/g) || [];
}"""
"""Days that are written as data write them, but in addresses, commands, what was signed and how a day is typed."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST_PHONE: ViewportSize = {"width": 360, "height": 740}
RULES_ON_COLOURS = ("color-contrast", "link-in-text-block")
KeepsToIt = Callable[..., None]


@pytest.fixture
def keeps_to_it(axe: Callable[..., None], subtests: pytest.Subtests) -> KeepsToIt:
    """Look at one page after the other, each of which fails by itself: names are put into the addresses."""

    def look(page: Page, paths: Iterable[str], names: Mapping[str, str] | None = None) -> None:
        for path in paths:
            with subtests.test(path):
                must_keep_to_it(page, axe, path.format(**names or {}))

    return look


def must_keep_to_it(page: Page, axe: Callable[..., None], path: str) -> None:
    """Fail unless axe finds nothing on a page in light or dark, the smallest phone needs no sideways scroll, and
    days are written out.
    """
    page.goto(path)
    page.evaluate(OPEN_ALL)
    page.emulate_media(color_scheme="light")
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, *RULES_ON_COLOURS)  # the style sheet changes nothing else in the dark: tests/web/test_style_sheet.py
    assert page.get_by_role("heading", level=1).count() == 1
    usual = page.viewport_size
    page.set_viewport_size(SMALLEST_PHONE)
    overflow = page.evaluate(OVERFLOW)
    page.set_viewport_size(usual or SMALLEST_PHONE)
    assert page.evaluate(DAYS_OF_DATA) == [], f"{path} does not write its days out"
    assert overflow == 0, f"{path} can be scrolled sideways"


GREY_IN_THE_DARK = """
    <html lang="en"><title>x</title>
    <style>@media (prefers-color-scheme: dark) { body { background: #000; color: #222 } }</style>
    <main><h1>Hard to read</h1></main>
"""


def test_a_page_that_is_hard_to_read_in_the_dark_only_is_found(page: Page, axe: Callable[..., None]):
    page.set_content(GREY_IN_THE_DARK)
    axe(page)
    page.emulate_media(color_scheme="dark")
    with pytest.raises(AssertionError, match="color contrast"):
        axe(page, *RULES_ON_COLOURS)


def test_the_pages_that_need_no_account_keep_to_it(page: Page, keeps_to_it: KeepsToIt):
    keeps_to_it(page, PAGES.values())


@pytest.fixture
def applications(transactional_db) -> dict[str, str]:
    """An exporter's applications in each state, and links to its statements, by the names that the addresses use."""
    exporter = person(Role.EXPORTER)
    unfinished = {"parties": (END_USER,), "lines": {1: DraftLine(MAGNETS)}, "end_use": EndUse(("civil",))}
    submitted = submitted_application(exporter).reference
    signed = request_statement(by=exporter, application=submitted, party=END_USER.name).token
    sign_statement(by=STRANGER, token=signed, signer_name="Sato Keiko", signer_position="Head of purchasing")
    return {
        "draft": drafted_application(exporter, **unfinished).reference,
        "complete": drafted_application(exporter).reference,
        "submitted": submitted,
        "signed": signed,
        "open": request_statement(by=exporter, application=submitted, party=END_USER.name).token,
    }


def test_the_pages_of_an_exporter_keep_to_it_too(page: Page, signed_in, applications, keeps_to_it: KeepsToIt):
    signed_in(page, person_at("exporter@example.org"))
    keeps_to_it(page, PAGES_OF_AN_EXPORTER.values(), applications)


@pytest.fixture
def entries(transactional_db) -> dict[str, str]:
    """Two licences, one of them suspended, with a draw-down and a reservation: their ids by their kind."""
    customs, senior = person(Role.CUSTOMS), person(Role.SENIOR_OFFICER)
    days = {"valid_from": "2026-01-01", "valid_to": "2099-12-31"}
    imported(row(**days), row(**days, line="2", value="", currency=""), row(**days, licence="E-2026-18"))
    suspend_licence(by=senior, licence="E-2026-18", reason="The end user was named in a notice.")
    declared = Declared("31.2", "KGM", "2220-2026-000017", "Pudong")
    return {
        act.__name__: act(by=customs, licence="E-2026-17", line=1, declared=declared, key="k").body["entry"]
        for act in (draw_down, reserve)
    }


@pytest.mark.parametrize(("role", "paths"), [(Role.CUSTOMS, OF_CUSTOMS), (Role.SENIOR_OFFICER, OF_SENIORS)])
def test_the_pages_on_licences_keep_to_it_too(
    page: Page, signed_in, entries, keeps_to_it: KeepsToIt, role: Role, paths: dict[str, str]
):
    signed_in(page, person_at(f"{role.value}@example.org"))
    keeps_to_it(page, paths.values(), entries)


@pytest.fixture
def cases(transactional_db) -> Iterator[dict[str, str]]:
    """Cases in each state, and a notice, by the names that the addresses use."""
    with use_clock(FrozenClock(datetime(2026, 7, 20, 2, tzinfo=UTC))):
        held = people()
        states = ("queried", "in_review", "intent_to_refuse", "decided", "appealed")
        found = {state: case_in(state, held).reference for state in states}
        reviewed = assigned_case(held).reference
        request_review(by=held.officer, case=reviewed, body=REVIEWERS, due_on=days_ahead(9))
        submitted_application(held.exporter, lines={1: american_line("3A991.a")}, **UNITED_STATES)
        notice = Notice.objects.get().reference
        yield found | {"reviewed": reviewed, "proposed": proposed_case(held).reference, "notice": notice}


@pytest.mark.parametrize("who", PAGES_ON_CASES)
def test_the_pages_on_cases_keep_to_it_too(page: Page, signed_in, cases, keeps_to_it: KeepsToIt, who: str):
    signed_in(page, person_at(f"{who}@example.org"))
    keeps_to_it(page, PAGES_ON_CASES[who], cases)
