"""A draft is checked on one page and submitted; the submitted one is read, withdrawn, and seen by nobody else's."""

from http import HTTPStatus

import pytest

from lockgate.applications.draft import DraftLine
from lockgate.applications.end_use import EndUse
from lockgate.core.permissions import Role
from tests.factories.applications import MAGNETS, drafted_application, submitted_application
from tests.factories.people import person

PAGES = ("", "check/", "lines/", "statements/", "submitted/", "withdrawal/")


def test_the_task_list_tells_how_far_each_part_is(read, exporter):
    page = read(f"/applications/{drafted_application(exporter, end_use=EndUse()).reference}/")
    said = page.text("li")
    assert "What is exportedEach item with its code, quantity and value done" in said
    assert "End useWhat the goods are for to do" in said
    assert "not requested" in said and "4 things missing" in said


def test_nothing_declared_is_told_as_not_declared(read, exporter):
    draft = drafted_application(exporter)
    read(f"/applications/{draft.reference}/lines/1/removal/", {})
    sent = {"entry": "1C904.a.4", "quantity": "5", "unit": "KGM", "value": "10", "currency": "USD"}
    read(f"/applications/{draft.reference}/lines/", sent)
    assert "Not declared." in read(f"/applications/{draft.reference}/check/").text("main")
    assert "not declared" in read(f"/applications/{draft.reference}/").text("li")


def test_the_check_shows_what_the_law_says_of_each_line_and_what_is_missing_with_its_page(read, exporter):
    draft = drafted_application(exporter, parties=(), lines={1: DraftLine(MAGNETS)})
    page = read(f"/applications/{draft.reference}/check/")
    assert "licence required" in page.text("span") and "[MOFCOM and GAC No. 18 of 2025]" in page.text("li")
    assert "No consignee is named." in page.text("li")
    assert page.links.count(f"/applications/{draft.reference}/parties/") == 2
    assert "Submit the application" not in page.text("button")


def test_an_incomplete_application_that_is_sent_all_the_same_is_not_submitted(read, exporter):
    draft = drafted_application(exporter, end_use=EndUse())
    page = read(f"/applications/{draft.reference}/check/", {"seen": draft.version}, status=422)
    assert page.text("title").startswith("Error:") and "The end use is not described." in page.text("li")
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_complete_application_is_submitted_and_the_page_says_what_happens_next(read, exporter):
    draft = drafted_application(exporter)
    assert "no" in read(f"/applications/{draft.reference}/check/").text("dd")
    page = read(f"/applications/{draft.reference}/check/", {"seen": draft.version})
    assert page.text("h1") == draft.reference
    assert "45 working days" in page.text("li") and "The end user has not signed yet." in page.text("li")
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_a_withdrawal_is_asked_once_more_and_then_done(read, exporter):
    held = submitted_application(exporter)
    assert f"Withdraw {held.reference}?" in read(f"/applications/{held.reference}/withdrawal/").text("h1")
    page = read(f"/applications/{held.reference}/withdrawal/", {"seen": held.version})
    assert "withdrawn" in page.text("span")
    assert f"/applications/{held.reference}/withdrawal/" not in page.links
    assert "withdrawn already" in read(f"/applications/{held.reference}/withdrawal/", {}, status=409).text("main")


@pytest.mark.parametrize("page", PAGES)
def test_another_exporter_and_a_customs_officer_learn_nothing(browsing, exporter, page):
    draft, held = drafted_application(exporter), submitted_application(exporter)
    for stranger in (person(Role.EXPORTER, "other", "Baotou Alloys"), person(Role.CUSTOMS)):
        for application in (draft, held):
            answer = browsing(stranger).get(f"/applications/{application.reference}/{page}")
            assert answer.status_code == HTTPStatus.NOT_FOUND


def test_whoever_has_no_account_is_led_to_the_sign_in(client, exporter):
    held = submitted_application(exporter)
    answer = client.get(f"/applications/{held.reference}/")
    assert answer.status_code == HTTPStatus.FOUND and answer["Location"].startswith("/sign-in/?next=")


def test_an_officer_reads_what_was_submitted_and_is_offered_no_act_of_the_exporter(browsing, exporter):
    draft, held = drafted_application(exporter), submitted_application(exporter)
    officer = browsing(person(Role.OFFICER))
    shown = officer.get("/applications/").content.decode()
    assert held.reference in shown and draft.reference not in shown and "Start an application" not in shown
    page = officer.get(f"/applications/{held.reference}/").content.decode()
    assert "Withdraw this application" not in page and "Ask for it" not in page
    assert officer.get("/applications/start/").status_code == HTTPStatus.FORBIDDEN


def test_the_answer_of_the_self_check_leads_exporters_and_strangers_to_an_application(browsing, browser, client, db):
    asked = "/check/?regime=cn-dual-use&entry=1C904.a.4&destination=JP&end_use=civil&on=2026-08-01"
    way = "/applications/start/?regime=cn-dual-use&amp;entry=1C904.a.4&amp;destination=JP&amp;end_use=civil"
    assert way in browser.get(asked).content.decode()
    assert way in client.get(asked).content.decode()
    assert "Apply for a licence" not in browsing(person(Role.OFFICER)).get(asked).content.decode()
    free = "/check/?regime=us-ear&entry=3A001.a.2&destination=DE"
    assert "Apply for a licence" not in browser.get(free, follow=True).content.decode()


def test_a_withdrawn_application_is_replaced_by_one_that_names_it(read, exporter):
    held = submitted_application(exporter)
    read(f"/applications/{held.reference}/withdrawal/", {"seen": held.version})
    (way,) = [link for link in read(f"/applications/{held.reference}/").links if "replaces=" in link]
    form = read(way)
    sent = {name: form.values(name)[0] for name in ("replaces", "regime")}
    assert held.reference in read("/applications/start/", {**sent, "destination": "JP"}).text("dd")
