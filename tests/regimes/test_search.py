"""Searching the control lists: words in English and Chinese, codes, customs codes; and what comes first."""

from datetime import date
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.regimes.pack import GoodsCode
from lockgate.regimes.search import found_data, search
from lockgate.regimes.shelf import law_of
from tests.factories.packs import entry, law, suspension

CHINA, US = law_of("cn-dual-use"), law_of("us-ear")
TODAY = date(2026, 2, 1)
US_DAY = US.regime.law_from


def found(text: str, held=CHINA, on: date = TODAY) -> list[str]:
    return [one.code for one in search(held, text, on)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("gallium metal", "3C001.a"),
        ("metal gallium", "3C001.a"),
        ("GALLIUM Metals", "3C001.a"),
        ("氧化镝", "1C905.b"),
        ("镓", "3C001"),
        ("dysprosium 永磁", "1C905.a.4"),
        ("terbium magnet", "1C904.a.4"),
        ("3C001.a", "3C001.a"),
        ("３ｃ００１．Ａ", "3C001.a"),
        ("  3c001 ", "3C001"),
        ("3c001.a.5", "3C001.a"),
        ("2023-23/1.1", "2023-23/1.1"),
    ],
)
def test_the_entry_that_was_meant_comes_first(text, first):
    assert found(text)[0] == first


def test_a_plural_finds_magnets_whatever_form_the_heading_has():
    assert {"1C902.a.4", "1C904.a.4", "1C905.a.4", "2B902.s"} <= set(found("magnets"))
    assert set(found("magnets")) == set(found("magnet"))
    held = law(entry("1A001", headings={"en": "Batteries and boxes"}), entry("1A002", headings={"en": "Battery box"}))
    assert found("battery box", held) == found("batteries boxes", held) == ["1A002", "1A001"]


def test_every_word_must_occur_and_the_headings_above_count_once_one_word_is_its_own():
    held = law(
        entry("1A001", headings={"en": "Pumps for gases"}),
        entry("1A001.a", headings={"en": "vacuum type"}),
        entry("1A001.a.1", headings={"en": "of steel"}),
        entry("1A002", headings={"en": "Pumps of steel for gases"}),
    )
    assert found("steel pump", held) == ["1A002", "1A001.a.1"]
    assert found("pump", held) == ["1A001", "1A002"]
    assert found("steel copper", held) == []


def test_a_word_is_found_from_its_beginning_and_chinese_anywhere():
    held = law(entry("1A001", headings={"en": "Ferromagnetic alloy", "zh": "铁磁合金"}))
    assert found("ferro", held) == found("磁合", held) == ["1A001"]
    assert found("magnetic", held) == found("磁铁", held) == []


def test_what_is_listed_on_the_day_comes_before_what_is_not():
    held = law(
        entry("1A001", headings={"en": "Pump"}, valid_to=date(2024, 6, 30)),
        entry("2A001", headings={"en": "Pump"}, valid_from=date(2024, 7, 1)),
    )
    for on, order in ((date(2024, 6, 30), ["1A001", "2A001"]), (date(2024, 7, 1), ["2A001", "1A001"])):
        results = search(held, "pump", on)
        assert [one.code for one in results] == order
        assert [one.listed for one in results] == [True, False]


def test_an_entry_whose_notice_rests_is_found_and_not_listed():
    held = law(entry("1A001"), suspension("ORDER-1", date(2025, 1, 1), date(2025, 1, 31)))
    assert [search(held, "1A001", on)[0].listed for on in (date(2024, 12, 31), date(2025, 1, 1))] == [True, False]
    assert not search(CHINA, "1C909.a.1", date(2025, 11, 8))[0].listed


def test_the_period_of_the_day_is_shown_or_else_the_next_or_else_the_last():
    held = law(
        entry("1A001", headings={"en": "Old pump"}, valid_from=date(2024, 2, 1), valid_to=date(2024, 2, 29)),
        entry("1A001", headings={"en": "New pump"}, valid_from=date(2024, 4, 1), valid_to=date(2024, 4, 30)),
    )
    shown = {
        on: search(held, "1A001", on)[0].headings["en"]
        for on in (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 5, 1))
    }
    assert list(shown.values()) == ["Old pump", "Old pump", "New pump", "New pump"]
    assert [one.code for one in search(held, "old pump", date(2024, 4, 1))] == ["1A001"]


def test_a_code_comes_before_longer_ones_and_these_by_their_depth():
    assert found("3C001", CHINA)[:3] == ["3C001", "3C001.a", "3C001.b"]
    held = law(entry("1A001.a"), entry("1A001.a.1"), entry("1A001.b"), entry("1A001"))
    assert found("1a0", held) == ["1A001", "1A001.a", "1A001.b", "1A001.a.1"]


def test_a_code_is_not_looked_for_among_the_words():
    held = law(entry("1A001"), entry("1A002", headings={"en": "Pumps not in 1A001"}))
    assert found("1A001", held) == ["1A001"]
    assert found("not in 1A001", held) == ["1A002"]


def test_a_paragraph_that_is_not_held_leads_to_the_entry_above_and_says_so():
    (one,) = search(US, "3A001.a.2", US_DAY)
    assert one.code == "3A001"
    assert "3A001.a.2 stands below it; that paragraph is not held" in one.why


def test_a_customs_code_finds_its_entries_the_surest_and_those_in_force_first():
    held = law(
        *(entry(code) for code in ("1A001", "1A002", "1A003", "1A004")),
        GoodsCode("1A001", "850511", "HS2022", "indicative"),
        GoodsCode("1A002", "8505110010", "IS", "exact", valid_to=date(2024, 12, 31)),
        GoodsCode("1A003", "8505", "HS2022", "part"),
        GoodsCode("1A004", "850519", "HS2022", "exact"),
    )
    assert found("8505 11", held, date(2024, 12, 31)) == ["1A002", "1A003", "1A001"]
    assert found("8505.11", held, date(2025, 1, 1)) == ["1A003", "1A001", "1A002"]
    assert search(held, "850511", TODAY)[0].why == "goods code 8505 (part)"
    assert {"1C902.a.4", "1C904.a.4", "1C905.a.4"} <= set(found("850511"))


def test_no_more_are_found_than_were_asked_for():
    assert [len(search(US, "equipment", US_DAY, limit)) for limit in (1, 5, 20)] == [1, 5, 20]


def test_a_result_as_data_has_open_dates_empty():
    data = found_data(search(US, "EAR99", US_DAY)[0])
    assert data["code"] == "EAR99"
    assert (data["listed"], data["valid_from"], data["valid_to"], data["why"]) == (True, None, None, "the code")


@pytest.mark.parametrize(
    "text", ["", " ", "???", "\x00", "的", "🧲", "a" * 10_000, "ا ل ع", "%_'\"; DROP", "((((", "0"]
)
def test_a_text_that_means_nothing_finds_nothing_or_little_and_never_fails(text):
    assert len(search(US, text, US_DAY)) <= 20


@given(st.text(max_size=40))
def test_any_text_in_any_script_can_be_searched(text):
    assert all(one.code in CHINA.control_list.periods for one in search(CHINA, text, TODAY))


@pytest.mark.parametrize("text", ["equipment for the production of items", "3A", "8505", "laser optics", "的"])
def test_a_search_of_the_whole_commerce_control_list_takes_less_than_five_thousandths_of_a_second(text):
    search(US, text, US_DAY)
    times = []
    for _ in range(7):
        started = thread_time()
        search(US, text, US_DAY)
        times.append(thread_time() - started)
    assert sorted(times)[3] < 0.005
