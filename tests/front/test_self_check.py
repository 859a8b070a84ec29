"""The self-check by way of its links: search, question, answer, open questions."""

import shlex

import pytest

from lockgate.cli import main
from lockgate.regimes import queries
from lockgate.regimes.shelf import codes, law_of

CHECK = "/check/"
MAGNETS = {"regime": "cn-dual-use", "entry": "1C904.a.4", "destination": "JP", "end_use": "civil"}


def test_words_in_english_find_the_entry(read):
    page = read(CHECK, q="terbium magnet")
    assert "1C904.a.4" in page.text("main")
    assert any("entry=1C904.a.4" in link for link in page.links)


def test_words_in_chinese_find_the_same_entry(read):
    assert any("entry=1C904.a.4" in link for link in read(CHECK, q="永磁").links)


def test_a_customs_code_leads_to_the_question_by_that_code(read):
    assert any("goods_code=850511" in link for link in read(CHECK, q="8505.11").links)


def test_a_well_formed_code_that_is_no_entry_can_be_asked_about(read):
    assert any("entry=3A001.a.2" in link and "us-ear" in link for link in read(CHECK, q="3A001.a.2").links)


def test_nothing_found_is_not_said_to_mean_free(read):
    assert "does not mean that nothing is controlled" in read(CHECK, q="a thing that no list names").text("main")


def test_the_second_step_asks_where_to_and_shows_the_item_in_both_languages(read):
    page = read(CHECK, regime="cn-dual-use", entry="1c904.A.4")
    assert "1C904.a.4" in page.text("main")
    assert "含铽的钕铁硼永磁材料" in page.text("main")
    assert "Japan 日本" in page.text("select")
    assert "Left empty: 1 August 2026." in page.text("form")


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ({**MAGNETS, "on": "2025-04-03"}, "No licence is required, as far as the facts given go."),
        ({**MAGNETS, "on": "2025-04-04"}, "A licence is required."),
        ({**MAGNETS, "end_use": "military", "on": "2026-01-06"}, "Prohibited."),
        ({"regime": "us-ear", "entry": "3A001", "destination": "DE"}, "The law has to be read"),
        ({"regime": "us-ear", "entry": "3A001.a.2", "destination": "CN"}, "A licence is required"),
        ({"regime": "us-ear", "entry": "3A001.a.2", "destination": "DE"}, "No licence is required"),
    ],
)
def test_each_outcome_is_the_heading_of_its_page(read, query, headline):
    page = read(CHECK, **query)
    assert headline in page.text("h1")
    assert headline in page.text("title")


def test_a_presumption_of_denial_stands_beside_the_outcome_with_what_it_means(read):
    page = read(CHECK, regime="cn-dual-use", entry="3C001.a", destination="US", end_use="civil", on="2024-12-03")
    assert "presumption of denial" in page.text("h1")
    assert "In principle refused. It is not a ban, and reads almost like one." in page.text("main")
    assert "In doubt" in page.text("main")


def test_the_open_questions_say_what_a_doubt_means_only_where_there_is_one(read):
    assert "(derived: one step away" in read(CHECK, regime="us-ear", entry="3A001.a.2", destination="IR").text("form")
    assert "(:" not in read(CHECK, **MAGNETS).text("form")


def test_the_page_says_on_which_facts_it_was_assessed(read):
    assert "Assessed on: item, destination, end use." in read(CHECK, **MAGNETS).text("main")


def test_a_suspension_and_its_last_day_are_shown(read):
    page = read(CHECK, regime="cn-dual-use", entry="1C909.a.1", destination="JP", on="2025-11-08")
    assert "suspended from 7 November 2025 until 10 November 2026" in page.text("main")


def test_a_customs_code_alone_names_each_entry_with_a_link_that_asks_by_it(read):
    page = read(CHECK, regime="cn-dual-use", goods_code="850511", destination="JP", on="2025-04-04")
    for entry in ("1C902.a.4", "1C904.a.4", "1C905.a.4"):
        link = next(link for link in page.links if f"entry={entry}" in link)
        assert "goods_code" not in link
        assert entry in read(link).text("title")


def test_a_date_in_a_reason_is_not_broken_in_the_middle(client):
    page = client.get("/check/", {"regime": "cn-dual-use", "goods_code": "850511", "destination": "JP"})
    assert '1C904.a.4 (from <span class="unbroken">4 April 2025</span>)' in page.content.decode()


def test_a_day_that_was_not_given_is_chosen_and_said(read):
    page = read(CHECK, **MAGNETS)
    assert "1 August 2026 (no day was given)" in page.text("dl")
    assert any("on=2026-08-01" in link for link in page.links), "the link that reproduces the answer names the day"


def test_a_yes_to_an_open_question_raises_the_outcome(read):
    query = {"regime": "cn-dual-use", "entry": "3C001.a", "destination": "US", "end_use": "civil", "on": "2024-12-03"}
    page = read(CHECK, **query)
    name, value = next(
        (field["name"], field["value"]) for field in page.fields if field.get("value") == "end_user:military"
    )
    assert "Prohibited." in read(CHECK, **query, **{name: value}).text("h1")


def test_a_no_to_an_open_question_is_kept_shown_and_can_be_taken_back(read):
    page = read(CHECK, **MAGNETS, on="2026-02-01")
    asks = "Does the end use add to Japan's military strength in any other way?"
    name = next(
        str(field["name"]) for field in page.fields if field.get("value") == "end_use:adds_to_military_strength"
    )
    answered = read(CHECK, **MAGNETS, on="2026-02-01", **{name: "no"})
    assert asks in page.text("legend")
    assert asks not in answered.text("legend")
    assert f"{asks} no" in answered.text("dl")
    take_back = next(link for link in answered.links if "entry=" in link and "&on=" in link and "no=" not in link)
    assert asks in read(take_back).text("legend")


def test_screened_parties_close_all_lists_at_once(read):
    page = read(CHECK, **MAGNETS, on="2026-08-01")
    assert "Parties on lists" in page.text("form")
    assert "Parties on lists" not in read(CHECK, **MAGNETS, on="2026-08-01", end_user=["unlisted", "civil"]).text(
        "form"
    )


def test_a_party_on_a_list_is_a_ban(read):
    page = read(CHECK, **MAGNETS, on="2026-08-01", end_user="listed:control_list:CN-2026-11")
    assert "Prohibited." in page.text("h1")


def test_an_entry_whose_paragraphs_differ_offers_its_paragraphs(read):
    page = read(CHECK, regime="us-ear", entry="3A001", destination="DE")
    assert "Which paragraph is the item" in page.text("main")
    link = next(link for link in page.links if "entry=3A001.b.2" in link)
    assert "3A001.b.2" in read(link).text("title")


def test_ways_to_satisfy_a_requirement_are_shown_with_their_conditions(read):
    page = read(CHECK, regime="us-ear", entry="3A001", destination="CN")
    assert "Licence exception" in page.text("section")


def test_rules_that_did_not_apply_say_which_cell_failed(read):
    page = read(CHECK, **MAGNETS, on="2025-04-04")
    assert "MOFCOM No. 46 of 2024, paragraph 1" in page.text("details")
    assert "destination" in page.text("details")


def test_the_command_line_gives_the_same_answer(read, capsys):
    page = read(CHECK, **MAGNETS, on="2025-04-04", end_user="civil")
    command = shlex.split(page.text("pre").replace("\\ ", ""))
    assert command[0] == "lockgate"
    assert main(command[1:]) == 0
    assert "LICENCE REQUIRED" in capsys.readouterr().out


@pytest.mark.parametrize("query", [{**MAGNETS, "on": "2025-04-04"}, {**MAGNETS, "end_user": ["civil", "unlisted"]}])
def test_the_link_to_an_answer_reproduces_its_page(read, query):
    page = read(CHECK, **query)
    link = next(link for link in page.links if "entry=" in link and "&on=" in link and "change=" not in link)
    again = read(link)
    assert again.text("h1") == page.text("h1")
    assert again.text("pre") == page.text("pre")


@pytest.mark.parametrize("regime", codes())
def test_every_link_of_an_answer_leads_somewhere(read, regime):
    law = law_of(regime)
    listed = law.control_list.listed_on(queries.legal_day(law))
    page = read(CHECK, regime=regime, entry=listed[len(listed) // 2].code, destination="KR")
    for link in dict.fromkeys(link for link in page.links if link.startswith("/")):
        assert read(link).tags


def test_the_law_of_the_day_is_cited_with_its_text_where_the_pack_knows_it(read):
    page = read(CHECK, **MAGNETS, on="2025-04-04")
    assert "公布对部分中重稀土相关物项实施出口管制的决定" in page.text("section")
    sources = [link for link in page.links if "://" in link]
    assert sources
    assert all(link.startswith(("http://", "https://")) for link in sources)
