"""An exporter applies for a licence, from the self-check to the confirmation; the end user signs without an account."""

import re

import pytest
from playwright.sync_api import Page, expect

from lockgate.applications.queries import visible_applications
from lockgate.core.permissions import Role
from tests.factories.applications import drafted_application, submitted_application
from tests.factories.people import PASSWORD, person

ASKED = "/check/?regime=cn-dual-use&entry=1C904.a.4&destination=JP&end_use=civil"


@pytest.fixture
def exporter(transactional_db):
    return person(Role.EXPORTER, password=PASSWORD)


def add_party(page: Page) -> None:
    page.get_by_role("radio", name=re.compile("^Consignee")).check()
    page.get_by_label("Name", exact=True).fill("Nagoya Motors")
    page.get_by_label("Country").select_option("JP")
    page.get_by_label("Civil").check()
    page.get_by_role("button", name="Add the party").click()
    page.get_by_role("link", name="Name it in another role").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nagoya Motors")
    page.get_by_role("radio", name=re.compile("^End user")).check()
    page.get_by_role("button", name="Add the party").click()
    expect(page.get_by_role("status")).to_have_text("Nagoya Motors was added as end user.")


def must_apply_from_the_self_check(page: Page, axe) -> None:
    page.goto(ASKED)
    page.get_by_role("link", name="Apply for a licence").click()
    page.get_by_label("E-mail address").fill("exporter@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("1C904.a.4")
    page.get_by_label("Quantity", exact=True).fill("1200")
    page.get_by_label("Value", exact=True).fill("96000")
    page.get_by_label("What are the goods for?").fill("Traction motors of passenger cars.")
    page.get_by_role("button", name="Start the draft").click()

    page.get_by_role("link", name="Who takes part").click()
    add_party(page)
    page.get_by_role("link", name="Back to the list").click()

    page.get_by_role("link", name="Open questions").click()
    expect(page.get_by_role("button", name="Keep the answers")).to_be_visible()  # it stands below all questions
    for group in page.get_by_role("group").all():
        group.get_by_role("radio", name=re.compile("^No")).first.check()
    axe(page)
    page.get_by_role("button", name="Keep the answers").click()

    page.get_by_role("link", name="Check and submit").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing is missing.")
    expect(page.get_by_role("main")).to_contain_text("licence required")
    axe(page)
    page.get_by_role("button", name="Submit the application").click()
    expect(page.get_by_role("heading", level=1)).to_have_accessible_name(re.compile(r"^AP-\d{4}-\d{6}-\d$"))
    expect(page.get_by_role("main")).to_contain_text("45 working days")
    axe(page)


def test_an_exporter_applies_from_the_answer_of_the_self_check(page: Page, exporter, axe):
    must_apply_from_the_self_check(page, axe)
    assert visible_applications(exporter).get().state == "submitted"


def test_applying_works_without_scripts(page_without_scripts: Page, exporter):
    must_apply_from_the_self_check(page_without_scripts, lambda page: None)
    assert visible_applications(exporter).get().state == "submitted"


def test_a_mistake_is_named_and_linked_and_what_was_typed_stays(page: Page, exporter, signed_in, axe):
    signed_in(page, exporter)
    page.goto(f"/applications/{drafted_application(exporter).reference}/lines/")
    page.get_by_label("Code on the control list").fill("1C904.a.4")
    page.get_by_label("Quantity", exact=True).fill("0")
    page.get_by_label("Value", exact=True).fill("a lot")
    page.get_by_role("button", name="Add the line").click()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(1)
    axe(page)
    summary.get_by_role("link").click()
    expect(page.get_by_label("Value", exact=True)).to_be_focused()
    expect(page.get_by_label("Value", exact=True)).to_have_value("a lot")
    page.get_by_label("Value", exact=True).fill("10.50")
    page.get_by_role("button", name="Add the line").click()
    expect(page.get_by_role("alert")).to_contain_text("The quantity is zero.")


def test_a_draft_is_mended_after_the_end_user_was_asked_too_early(page: Page, axe, exporter, signed_in):
    signed_in(page, exporter)
    reference = drafted_application(exporter).reference
    page.goto(f"/applications/{reference}/statements/")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("#statement-link").inner_text()
    page.goto(f"/applications/{reference}/parties/")
    page.get_by_role("link", name="Change what is known of Nagoya Motors as end_user").click()
    page.get_by_label("Military").check()
    axe(page)
    page.get_by_role("button", name="Keep the change").click()
    expect(page.get_by_role("status")).to_contain_text("What is known of Nagoya Motors was kept.")
    page.goto(f"/applications/{reference}/dependence/")
    page.get_by_role("button", name="Remove what Nagoya plant 2 declares of line 1").click()
    expect(page.get_by_text("Not declared.")).to_be_visible()
    page.goto(f"/applications/{reference}/lines/")
    page.get_by_role("button", name="Remove this line").click()
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text("The application was changed after this link was made")
    page.goto(f"/applications/{reference}/statements/")
    expect(page.get_by_text("so the link opens nothing")).to_be_visible()


def test_what_is_not_known_is_kept_as_that_and_both_at_once_is_refused(page: Page, exporter, signed_in):
    signed_in(page, exporter)
    reference = drafted_application(exporter).reference
    page.goto(f"/applications/{reference}/dependence/")
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Not known: stock on hand").check()
    page.get_by_role("button", name="Keep the declaration").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Stock on hand", exact=True)).to_be_focused()
    page.get_by_label("Stock on hand", exact=True).fill("")
    page.get_by_role("button", name="Keep the declaration").click()
    expect(page.get_by_role("definition").filter(has_text=re.compile("^not known$"))).to_be_visible()


def test_the_end_user_signs_by_the_link_without_an_account(page: Page, page_elsewhere: Page, exporter, signed_in, axe):
    signed_in(page, exporter)
    page.goto(f"/applications/{submitted_application(exporter).reference}/statements/")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("#statement-link").inner_text()
    axe(page)
    page.reload()  # sends the form again, which must not end the link that was just copied
    expect(page.get_by_role("main")).to_contain_text("has changed since you read it")
    page.goto(page.url)
    expect(page.get_by_role("main")).to_contain_text("waiting for the signature")

    page_elsewhere.goto(link)
    page_elsewhere.get_by_role("link", name="中文").click()
    expect(page_elsewhere.locator("html")).to_have_attribute("lang", "zh")
    axe(page_elsewhere)
    page_elsewhere.get_by_role("button", name="签署本声明").click()
    expect(page_elsewhere.get_by_role("alert").get_by_role("link")).to_have_count(2)
    axe(page_elsewhere)
    page_elsewhere.get_by_role("link", name="English").click()
    page_elsewhere.get_by_label("Your name").fill("Sato Keiko")
    page_elsewhere.get_by_label("Your position").fill("Head of purchasing")
    page_elsewhere.get_by_role("button", name="Sign this statement").click()
    expect(page_elsewhere.get_by_role("heading", level=1)).to_have_text("This statement is signed")
    expect(page_elsewhere.get_by_role("main")).to_contain_text("Signed by: Sato Keiko")
    axe(page_elsewhere)

    page.goto(page.url)
    expect(page.get_by_role("main")).to_contain_text("Sato Keiko, Head of purchasing")


def test_an_exporter_withdraws_after_being_asked_once_more(page: Page, exporter, signed_in, axe):
    signed_in(page, exporter)
    page.goto(f"/applications/{submitted_application(exporter).reference}/")
    page.get_by_role("link", name="Withdraw this application").click()
    axe(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status")).to_contain_text("was withdrawn")
    expect(page.get_by_role("link", name="Withdraw this application")).to_have_count(0)
