"""What people type wrongly, or on purpose: named, kept, and never run."""

import pytest

CHECK = "/check/"
GOOD = {"regime": "cn-dual-use", "entry": "1C904.a.4", "destination": "JP", "on": "2025-04-04"}
SCRIPT = '"><script>alert(1)</script><svg onload=alert(1)>'
FIELDS = ("regime", "q", "entry", "goods_code", "destination", "end_use", "end_user", "on", "yes", "no", "answer.X")


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"destination": ""}, "destination", "The destination is missing."),
        ({"destination": "ZZ"}, "destination", "'ZZ' is no country or territory."),
        ({"destination": "CN"}, "destination", "so this is no export"),
        ({"on": "4 April"}, "on", "'4 April' is no date."),
        ({"on": "2020-01-01"}, "on", "lies before 3 July 2023"),
        ({"entry": "terbium"}, "entry", "is not how codes of cn-dual-use look"),
        ({"entry": "", "goods_code": "85x"}, "goods_code", "is no goods code"),
        ({"end_use": "peaceful"}, "end_use", "'peaceful' is no word for end use"),
        ({"end_user": "listed:nobody"}, "end_user", "is no word for end user"),
    ],
)
def test_a_faulty_field_is_named_marked_and_keeps_what_was_typed(read, wrong, field, said):
    page = read(CHECK, **{**GOOD, **wrong})
    assert page.text("title").startswith("Error:")
    assert said in page.text("main")
    assert f"#{field}" in page.links, "the summary leads to the field"
    assert field in page.ids
    kept = [str(one.get("value")) for one in page.fields] + page.text("option").split("“")
    for typed in filter(None, wrong.values()):
        assert typed == "CN" or any(typed in value for value in kept)


def test_two_faults_are_both_named(read):
    page = read(CHECK, **{**GOOD, "destination": "", "on": "soon"})
    assert {"#destination", "#on"} <= set(page.links)


def test_an_unknown_regime_is_said_on_the_page_of_the_search(read):
    page = read(CHECK, regime="atlantis", q="magnet")
    assert "There is no regime “atlantis”" in page.text("main")


def test_an_answer_about_an_unknown_measure_is_named(read):
    assert "is no measure of cn-dual-use" in read(CHECK, **GOOD, yes="M-NOWHERE").text("main")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("hostile", [SCRIPT, "\x00", "‮evil", "'; DROP TABLE x;--", "%0d%0aSet-Cookie:a=b"])
def test_hostile_words_are_shown_as_words(client, field, hostile):
    response = client.get(CHECK, {**GOOD, field: hostile}, follow=True)
    assert response.status_code == 200
    page = response.content.decode()
    assert "<script" not in page
    assert "<svg onload" not in page
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("field", FIELDS)
def test_very_long_words_are_refused_or_kept_but_never_crash(client, field):
    response = client.get(CHECK, {**GOOD, field: "永" * 20_000}, follow=True)
    assert response.status_code == 200
    assert response.content.decode().count("永") < 70_000


def test_a_search_of_more_than_200_characters_is_refused_with_its_length(read):
    assert "these were 201" in read(CHECK, q="m" * 201).text("main")


def test_thousands_of_words_are_not_all_read(client):
    response = client.get(CHECK, {**GOOD, "end_use": [f"word{number}" for number in range(900)]}, follow=True)
    assert response.status_code == 200


def test_names_in_any_script_are_searched_for(read):
    for text in ("磁石", "магнит", "ＮｄＦｅＢ", "مغناطيس", "🧲"):
        assert read(CHECK, q=text).text("h1")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_only_answers_reading(client, method):
    assert getattr(client, method)(CHECK).status_code == 405
