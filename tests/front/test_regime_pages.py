"""A regime's page, its entries, its timeline and its changes of law."""

import pytest

from lockgate.regimes import queries
from lockgate.regimes.shelf import codes, law_of
from tests.front.reading import Reading

CN = "/regimes/cn-dual-use/"


@pytest.mark.parametrize("regime", codes())
def test_a_regime_says_from_when_to_when_its_law_is_known_and_whether_its_list_is_whole(read, regime):
    page, law = read(f"/regimes/{regime}/"), law_of(regime).regime
    assert str(law.law_known_to.year) in page.text("main")
    assert ("list held complete" in page.text("main")) is law.complete
    assert ("Invented regime" in page.text("body")) is law.synthetic


def test_the_first_page_leads_to_every_regime(read):
    links = read("/").links
    assert all(f"/regimes/{regime}/" in links for regime in codes())


def test_instruments_that_are_not_encoded_are_named(read):
    assert "No. 31 of 2024" in read(CN).text("section")


def test_an_entry_shows_its_headings_its_standing_and_what_lies_around_it(read):
    page = read(f"{CN}entries/1C904.a/", on="2025-04-04")
    assert "含铽" in page.text("main")
    assert f"{CN}entries/1C904/?on=2025-04-04" in page.links
    assert f"{CN}entries/1C904.a.4/?on=2025-04-04" in page.links
    assert "not listed yet" in read(f"{CN}entries/1C904.a/", on="2025-04-03").text("main")


def test_a_renamed_entry_is_shown_under_the_code_of_the_day(read):
    assert "As 2023-23/1.1" in read(f"{CN}entries/3C001.a/", on="2024-01-01").text("main")


def test_a_wrong_day_of_an_entry_is_named_and_kept(read):
    page = read(f"{CN}entries/1C904.a/", on="yesterday")
    assert "'yesterday' is no date." in page.text("main")
    assert page.values("on") == ["yesterday"]


def test_the_timeline_draws_each_rule_and_says_the_same_in_words(read):
    page = read(f"{CN}timeline/")
    words = page.text("td")
    assert "in force since 4 April 2025" in words
    assert "suspended 8 November 2025 to 10 November 2026" in words
    assert "not known since 11 November 2026" in words
    assert page.tags.count("pattern") == 2, "suspended and unknown are told apart without colour"
    bars = [link for link in page.links if link.startswith(f"{CN}changes/")]
    assert len(bars) > 50


def test_every_bar_of_the_timeline_leads_to_its_change(read):
    for link in {link for link in read(f"{CN}timeline/").links if link.startswith(f"{CN}changes/")}:
        assert "What changed on" in read(link).text("h1")


def test_the_timeline_of_a_pack_of_one_day_says_so(read):
    page = read("/regimes/us-ear/timeline/")
    assert "knows the law of one day, 23 July 2026" in page.text("main")
    assert not [link for link in page.links if "/changes/" in link]


def test_a_change_names_its_entries_with_the_question_for_the_day_before_and_the_day_itself(read):
    page = read(f"{CN}changes/2025-04-04/")
    assert "No. 18 of 2025" in page.text("main")
    links = [link for link in page.links if "entry=1C904.a.4" in link]
    assert ["2025-04-03" in links[0], "2025-04-04" in links[1]] == [True, True]
    assert "Where to, for what, on which day?" in read(links[0]).text("h1")


def test_a_change_towards_one_country_asks_about_that_country(read):
    link = next(
        link for link in read(f"{CN}changes/2024-12-03/").links if "entry=3C001" in link and "2024-12-03" in link
    )
    assert "presumption of denial" in read(link).text("h1")


def test_changes_lead_from_one_to_the_next(read):
    days = queries.days_of_change(law_of("cn-dual-use"))
    page = read(f"{CN}changes/{days[1]}/")
    assert {f"{CN}changes/{days[0]}/", f"{CN}changes/{days[2]}/"} <= set(page.links)


def test_a_day_without_a_change_says_so(read):
    assert "Nothing that the pack knows changed" in read(f"{CN}changes/2025-04-05/").text("main")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/regimes/atlantis/", "There is no regime"),
        ("/regimes/atlantis/timeline/", "There is no regime"),
        (f"{CN}changes/someday/", "is no date"),
        (f"{CN}changes/2001-01-01/", "lies before 3 July 2023"),
        (f"{CN}entries/9Z999/", "is not how codes of cn-dual-use look"),
        (f"{CN}entries/9C999/", "holds no entry 9C999"),
        (f"{CN}entries/<script>alert(1)</script>/", "is not how codes of cn-dual-use look"),
        ("/regimes/..%2f..%2fetc/", "There is no"),
        ("/nowhere/", "The address may be mistyped"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(client, path, said):
    response = client.get(path)
    assert response.status_code == 404
    page = response.content.decode()
    assert said in Reading(page).text("main")
    assert "<script" not in page


def test_the_examples_of_the_first_page_are_answers(read):
    page = read("/")
    answers = [link for link in page.links if link.startswith("/check/?") and "entry=" in link]
    assert [read(link).text("h1") for link in answers] == [
        "A licence is required.",
        "A licence is required, reviewed with presumption of denial.",
        "The law has to be read: the answer is not certain.",
    ]
