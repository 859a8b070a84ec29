"""One entry on one day: where its item stands, what came before and after, and the rules that reach it."""

from datetime import date

import pytest

from lockgate.core.errors import Invalid, NotFound
from lockgate.regimes.control_list import Standing
from lockgate.regimes.entry_sheet import EntrySheet, sheet_data, sheet_of
from lockgate.regimes.pack import Kind
from lockgate.regimes.shelf import codes, law_of
from tests.factories.packs import entry, law, measure

CHINA, US = law_of("cn-dual-use"), law_of("us-ear")
US_DAY = US.regime.law_from


def china(code: str, on: str) -> EntrySheet:
    return sheet_of(CHINA, code, date.fromisoformat(on))


def measures(sheet: EntrySheet) -> set[str]:
    return {rule.measure.id for rule in sheet.rules}


def test_an_entry_shows_its_headings_its_place_in_the_tree_and_its_customs_codes():
    sheet = china("1c904.A.4", "2025-04-04")
    assert (sheet.code, sheet.listed) == ("1C904.a.4", True)
    assert "永磁" in sheet.headings["zh"]
    assert [row.code for row in sheet.above] == ["1C904", "1C904.a"]
    assert any(held.goods_code.startswith("850511") for held in sheet.goods)


def test_an_entry_is_followed_to_the_code_that_it_has_on_the_day():
    old, new = china("2023-23/1.1", "2025-05-01"), china("3C001.a", "2023-10-01")
    assert old.places[0].path == ("2023-23/1.1", "3C001.a")
    assert old.continued_by == ("3C001.a",)
    assert "M-2024-46-2A" in measures(old)
    assert new.places[0].row.code == "2023-23/1.1"
    assert new.continues == ("2023-23/1.1",)
    assert "M-2023-23" in measures(new)


def test_an_entry_whose_notice_rests_shows_the_suspension_and_the_rules_that_rest_with_it():
    sheet = china("1C909.a.1", "2026-01-01")
    assert not sheet.listed
    assert sheet.places[0].standing is Standing.SUSPENDED
    assert [held.valid_to for held in sheet.suspensions] == [date(2026, 11, 10)]
    assert "M-2025-57" in {held.id for held in sheet.suspended}
    assert "M-2025-57" not in measures(sheet)


def test_the_rules_of_paragraphs_stand_on_the_sheet_of_the_entry_and_not_on_those_of_other_paragraphs():
    whole, paragraph = sheet_of(US, "3A001", US_DAY), sheet_of(US, "3A001.a.2", US_DAY)
    assert {"US-3A001-NS-1", "US-3A001-NS-2"} <= measures(whole)
    assert "US-3A001-NS-2" in measures(paragraph)
    assert "US-3A001-NS-1" not in measures(paragraph)
    assert (paragraph.asked, paragraph.code) == ("3A001.a.2", "3A001")
    assert "3A001.b.2" in whole.below


def test_the_rules_of_the_item_come_before_those_about_every_item():
    held = law(entry("1A001"), measure("M-1", entries=("any",)), measure("M-2", entries=("1A001",)))
    assert [rule.measure.id for rule in sheet_of(held, "1A001", US_DAY).rules] == ["M-2", "M-1"]


def test_a_rule_about_listed_entries_does_not_reach_what_is_not_listed():
    held = law(entry("1A001", valid_from=date(2024, 7, 1)), measure("M-1"), measure("M-2", entries=("any",)))
    before, after = (sheet_of(held, "1A001", day) for day in (date(2024, 6, 30), date(2024, 7, 1)))
    assert (measures(before), measures(after)) == ({"M-2"}, {"M-1", "M-2"})


def test_a_code_that_is_none_is_invalid_and_one_that_is_not_held_is_not_found():
    with pytest.raises(Invalid, match="Codes look like"):
        sheet_of(CHINA, "magnets", US_DAY)
    with pytest.raises(NotFound, match="held in part, so the law may know it"):
        sheet_of(CHINA, "6A002", US_DAY)
    with pytest.raises(NotFound, match="us-ear holds no entry 9Z"[:21]):
        sheet_of(US, "9E777", US_DAY)


def test_a_sheet_as_data_says_for_each_rule_what_it_is_for_and_to_whom():
    held = law(
        entry("1A001"),
        measure("M-1", entries=("1A001",), destinations=("JP",)),
        measure("M-2", Kind.REVIEW, review_policy="presumption of denial"),
        measure("M-3", Kind.LICENCE_EXCEPTION),
        measure("M-4", Kind.DECLARATION),
    )
    data = sheet_data(held, sheet_of(held, "1A001", date(2024, 5, 1)))
    assert data["listed"] is True
    assert [rule["role"] for rule in data["rules"]] == ["requirement", "review", "way", "duty"]
    assert data["rules"][0]["destinations"] == "Japan"
    assert data["places"][0]["valid_from"] is None


@pytest.mark.parametrize("code", codes())
def test_every_entry_of_every_pack_has_a_sheet_on_its_first_and_last_day(code):
    held = law_of(code)
    for day in (held.regime.law_from, held.regime.law_known_to):
        for name in held.control_list.periods:
            data = sheet_data(held, sheet_of(held, name, day))
            assert data["code"] == name
            assert data["places"]
