"""A person asks whether a licence is needed, in a real browser, at the width of a desk and of a phone."""

from playwright.sync_api import Page, expect

TO_THE_US = "/check/?regime=cn-dual-use&entry=3C001.a&destination=US&end_use=civil&on=2024-12-03"


def magnets_must_need_a_licence(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_label("What do you want to export?").fill(words)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="1C904.a.4").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where to, for what, on which day?")
    page.get_by_label("Destination").select_option("JP")
    page.get_by_label("Day").fill("2025-04-04")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A licence is required.")
    expect(page.get_by_text("No. 18 of 2025").first).to_be_visible()
    expect(page.get_by_text("Review: case by case", exact=True)).to_be_visible()


def test_an_exporter_finds_magnets_by_english_words_and_reads_that_a_licence_is_required(page: Page):
    magnets_must_need_a_licence(page, "terbium magnet")


def test_an_exporter_finds_magnets_by_chinese_words(page: Page):
    magnets_must_need_a_licence(page, "永磁")


def test_it_all_works_without_scripts(page_without_scripts: Page):
    magnets_must_need_a_licence(page_without_scripts, "terbium magnet")


def test_an_open_question_is_answered_by_keyboard_alone_and_the_outcome_becomes_prohibited(page: Page):
    page.goto(TO_THE_US)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "A licence is required, reviewed with presumption of denial."
    )
    yes = page.get_by_role("group", name="Is the end user military?").get_by_label("Yes")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name?.startsWith('answer.')"):
            break
    page.keyboard.press("ArrowDown")  # from "not known", round to "yes"
    expect(yes).to_be_focused()
    expect(yes).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Prohibited.")
    assert "end_user=military" in page.url


def test_a_mistake_is_named_and_the_link_leads_to_the_field(page: Page):
    page.goto("/check/?regime=cn-dual-use&entry=1C904.a.4")
    page.get_by_label("Day").fill("4.4.2025")
    page.get_by_label("Civil").first.check()
    page.get_by_role("button", name="Answer").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("The destination is missing.")
    expect(page.get_by_label("Day")).to_have_value("4.4.2025")
    expect(page.get_by_label("Civil").first).to_be_checked()
    summary.get_by_role("link", name="The destination is missing.").click()
    expect(page.get_by_label("Destination")).to_be_focused()


def test_the_timeline_leads_to_a_change_and_from_there_into_the_self_check(page: Page):
    page.goto("/regimes/cn-dual-use/")
    page.get_by_role("link", name="Timeline").click()
    row = page.get_by_role("row").filter(has_text="medium and heavy rare-earth")
    row.get_by_role("group").get_by_role("link", name="in force since 4 April 2025").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What changed on 4 April 2025")
    page.get_by_text("what the self-check says of each").first.click()
    page.get_by_role("link", name="that day for 1C904.a.4").click()
    expect(page.get_by_label("Day")).to_have_value("2025-04-04")


def test_the_link_of_an_answer_shows_the_same_answer_to_somebody_else(page: Page):
    page.goto("/check/?regime=us-ear&entry=3A001.a.2&destination=CN")
    address = page.get_by_role("link", name="Link to this answer").get_attribute("href")
    said = page.get_by_role("heading", level=1).inner_text()
    page.goto(str(address))
    expect(page.get_by_role("heading", level=1)).to_have_text(said)
