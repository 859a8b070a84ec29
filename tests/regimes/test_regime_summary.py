"""A regime in figures: what is held, how much of it is encoded, what is in doubt and what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import Kind
from lockgate.regimes.regime_summary import Encoding, encoding_of, summary_data, summary_of
from lockgate.regimes.shelf import codes, law_of
from tests.factories.packs import entry, instrument, law, measure, suspension

DAY = date(2024, 5, 1)


def encoding(*measures, code: str = "1A001") -> Encoding:
    return encoding_of(law(entry("1A001"), entry("1A001.a"), *measures).day(DAY), code)


CERTAIN = measure("M-1", entries=("1A001",), destinations=("JP",))


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ([], Encoding.NONE),
        ([CERTAIN], Encoding.WHOLE),
        ([replace(CERTAIN, end_uses=("military",))], Encoding.WHOLE),
        ([CERTAIN, replace(CERTAIN, id="M-2", part="wider than 5 mm")], Encoding.IN_PART),
        ([CERTAIN, replace(CERTAIN, id="M-2", asks="Is it wide?")], Encoding.IN_PART),
        ([CERTAIN, replace(CERTAIN, id="M-2", kind=Kind.READING)], Encoding.IN_PART),
        ([replace(CERTAIN, kind=Kind.READING)], Encoding.READING),
        ([replace(CERTAIN, part="wider than 5 mm")], Encoding.READING),
        ([replace(CERTAIN, kind=Kind.REVIEW, review_policy="presumption of denial")], Encoding.NONE),
        ([replace(CERTAIN, entries=("1A001.a",))], Encoding.WHOLE),
        ([replace(CERTAIN, entries=("1A001",), except_entries=("1A001",))], Encoding.NONE),
        ([replace(CERTAIN, entries=("2B001",))], Encoding.NONE),
        ([replace(CERTAIN, valid_from=date(2024, 6, 1))], Encoding.NONE),
    ],
)
def test_an_entry_is_encoded_whole_in_part_or_as_reading_by_the_rules_that_name_it(measures, expected):
    assert encoding(*measures) is expected


def test_a_rule_about_every_entry_counts_for_none_unless_it_is_the_licence_that_all_of_them_need():
    assert encoding(measure(entries=("*",))) is Encoding.WHOLE
    assert encoding(measure(entries=("*",), except_destinations=("JP",))) is Encoding.WHOLE
    assert encoding(measure(entries=("*",), destinations=("JP",))) is Encoding.NONE
    assert encoding(measure(entries=("*",), end_uses=("military",))) is Encoding.NONE
    assert encoding(measure(entries=("any",))) is Encoding.NONE
    assert encoding(measure("M-1", Kind.READING, entries=("*",))) is Encoding.NONE


def test_a_rule_of_which_the_sequel_to_its_suspension_is_unknown_is_not_certain():
    held = law(entry("1A001"), CERTAIN, suspension("M-1", date(2024, 2, 1), date(2024, 3, 1), afterwards="unknown"))
    assert [encoding_of(held.day(day), "1A001") for day in (date(2024, 1, 15), DAY)] == [
        Encoding.WHOLE,
        Encoding.READING,
    ]


@pytest.mark.parametrize("code", codes())
def test_every_listed_entry_is_counted_once(code):
    summary = summary_of(law_of(code))
    assert sum(summary.encoded.values()) == summary.listed > 0
    assert summary.on == law_of(code).regime.law_known_to


def test_entries_are_counted_as_they_stand_on_the_day():
    china = law_of("cn-dual-use")
    assert summary_of(china, date(2025, 4, 4)).listed - summary_of(china, date(2025, 4, 3)).listed == 84


def test_doubts_scopes_that_are_not_held_and_instruments_without_rows_are_told():
    held = law(
        instrument("ORDER-1"),
        instrument("ORDER-2", doubt="remembered"),
        entry("1A001", doubt="derived"),
        entry("1A002", doubt="derived"),
        entry("1A003"),
        measure("M-1", entries=("annex9",)),
        scopes_not_held={"annex9": "Annex 9"},
    )
    summary = summary_of(held)
    assert summary.doubts == {"instruments": {"remembered": 1}, "entries": {"derived": 2}}
    assert [one.id for one in summary.unheld_scopes] == ["M-1"]
    assert [one.id for one in summary.not_encoded] == ["ORDER-2"]
    data = summary_data(summary)
    assert data["unheld_scopes"] == [{"measure": "M-1", "citation": "Order 1, M-1", "scopes": ["Annex 9"]}]
    assert data["encoded"] == {"whole": 0, "in_part": 0, "reading": 0, "none": 3}


def test_china_names_the_four_instruments_that_are_not_encoded():
    held = [one.id for one in summary_of(law_of("cn-dual-use")).not_encoded]
    assert held == ["CN-REG-792", "CN-2024-21", "CN-2024-31", "CN-DRAFT-2025-09"]


def test_an_empty_pack_has_a_summary():
    summary = summary_of(Law(law().pack))
    assert (summary.listed, summary.codes) == (0, 0)
