"""The committed tables hold together, and the facts that its derived rows rest on still hold."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

PACK = Path(__file__).resolve().parents[3] / "src" / "lockgate" / "regimes" / "packs" / "us-ear"
EMBARGOED = {"CU", "IR", "KP", "SY"}
COLUMNS = {f"{reason} {number}" for reason in ("CB", "NP", "NS", "MT", "RS", "FC", "CC", "AT") for number in "123"}


def table(name):
    with (PACK / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def groups():
    held = defaultdict(set)
    for row in table("groups.csv"):
        held[row["group"]].add(row["member"])
    return held


@pytest.fixture(scope="module")
def measures():
    return {row["id"]: row for row in table("measures.csv")}


def test_the_list_holds_every_entry_of_the_source_the_five_run_into_others_and_ear99():
    codes = [row["code"] for row in table("entries.csv")]
    assert len(codes) == len(set(codes)) == 633 + 5 + 1
    assert {"0D614", "2B352", "3D006", "3E002", "8D001", "EAR99"} <= set(codes)


def test_the_chart_holds_its_196_rows_the_four_embargoed_and_two_that_follow_another(groups):
    assert len(groups["Chart"]) == 196 + 4 + 2
    assert {"HK", "KY", "XK", "EH", "VA", "CW", "AW", "SX"} <= groups["Chart"]


def test_an_embargoed_destination_has_no_mark(groups):
    for name in groups.keys() & COLUMNS:
        assert not groups[name] & EMBARGOED


def test_territories_follow_their_row_in_every_column(groups):
    for name in groups.keys() & COLUMNS:
        for territory, follows in (("HK", "CN"), ("LI", "CH"), ("KY", "GB")):
            assert (territory in groups[name]) == (follows in groups[name])


def test_every_entry_has_a_measure_of_its_own_but_ear99(measures):
    reached = {code.partition(".")[0] for row in measures.values() for code in row["entries"].split(";")}
    assert {row["code"] for row in table("entries.csv")} - reached == set()


def test_legal_text_is_cited_and_not_copied(measures):
    long = [row["id"] for row in measures.values() if max(map(len, (row["part"], row["asks"], row["condition"]))) > 200]
    assert not long


def test_a_row_for_what_the_list_parts_in_two_rests_on_columns_that_hold_each_other(groups):
    assert groups["NS 2"] <= groups["NS 1"]  # 5A001, 4A003
    assert groups["CC 2"] <= groups["CC 1"]  # 0A508
    assert groups["CC 1"] <= groups["NS 1"]  # 0A509.a
    assert (groups["D:5"] | {"MO"}) - EMBARGOED <= groups["NS 2"]  # 3B001, 3B002
    advanced = (groups["D:1"] | groups["D:4"] | groups["D:5"]) - groups["A:5"] - groups["A:6"]
    assert advanced - EMBARGOED <= groups["NS 1"]  # 4E001
    assert groups["D:5"] | {"MO"} <= advanced  # 3A090


def test_the_emirates_stand_in_a_group_that_would_exclude_them_and_so_have_rows_of_their_own(groups, measures):
    assert "AE" in groups["A:5"]
    assert measures["US-3A090-RS-AE"]["destinations"] == "AE"
    assert measures["US-3A090-RS-AE"]["except_destinations"] == ""


def test_nothing_of_a_scope_is_lost_when_a_row_is_split(measures):
    whole, rest = measures["US-9A610-NS-1a"], measures["US-9A610-NS-1b"]
    assert whole["except_entries"] == "9A610.b;9A610.x;9A610.y"
    assert (rest["entries"], bool(rest["part"])) == ("9A610.x", True)
    detectors, selenide = measures["US-6A002-RS-1a"], measures["US-6A002-RS-1b"]
    assert detectors["except_entries"] == selenide["entries"]
