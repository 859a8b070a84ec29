"""From the source to the pack: an excerpt of the source gives the very lines that the pack holds."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tools.us_ear.derive import derive, heading
from tools.us_ear.source import UnexpectedSource

EXCERPT = Path(__file__).parent / "excerpt"
PACK = Path(__file__).resolve().parents[3] / "src" / "lockgate" / "regimes" / "packs" / "us-ear"


@pytest.fixture(scope="module")
def derived():
    return derive(EXCERPT)


@pytest.fixture
def source(tmp_path):
    return Path(shutil.copytree(EXCERPT, tmp_path / "data"))


def committed(name):
    return (PACK / name).read_text(encoding="utf-8")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def codes(row):
    return {code.partition(".")[0] for code in row["entries"].split(";")}


def of_the_security_council(row):
    return row["id"].startswith("US-UN-")


def test_the_excerpt_gives_the_lines_of_the_pack(derived):
    assert derived["instruments.csv"] == committed("instruments.csv")
    for name in ("entries.csv", "groups.csv"):
        assert set(derived[name].splitlines()) <= set(committed(name).splitlines())
    pack = {row["id"]: row for row in rows(committed("measures.csv"))}
    for row in rows(derived["measures.csv"]):
        assert of_the_security_council(row) or row == pack[row["id"]]


def test_every_measure_of_the_excerpts_entries_comes_out_of_the_excerpt(derived):
    held = {row["code"] for row in rows(derived["entries.csv"])}
    out = {row["id"] for row in rows(derived["measures.csv"])}
    expected = {
        row["id"] for row in rows(committed("measures.csv")) if codes(row) <= held and not of_the_security_council(row)
    }
    assert len(expected) > 150
    assert expected <= out


def test_the_same_source_gives_the_same_bytes(derived):
    assert derive(EXCERPT) == derived


def test_two_entries_that_the_source_runs_together_are_parted(derived):
    entries = {row["code"]: row for row in rows(derived["entries.csv"])}
    assert {"0D614", "2B352", "3D006", "8D001"} <= entries.keys()
    measures = {row["id"] for row in rows(derived["measures.csv"])}
    assert {"US-0D606-RS-CNRUVE", "US-0D614-RS-1", "US-3D005-NS-1", "US-3D006-NS-2"} <= measures
    assert "US-3D005-NS-2" not in measures


def test_an_entry_without_a_row_is_something_to_read_with_the_reason_why(derived):
    measures = {row["id"]: row for row in rows(derived["measures.csv"])}
    assert measures["US-9A007-READ"]["kind"] == "reading"
    assert "ITAR" in measures["US-9A007-READ"]["condition"]
    assert measures["US-6A992-RS-READ"]["condition"].startswith("The entry names RS")
    assert measures["US-9A004-REST"]["except_entries"].startswith("9A004.g;")


def edited(path, change):
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def entry(content, code):
    return next(held for held in content["entries"] if held["eccn"] == code)


def test_prose_that_grew_too_long_to_be_a_part_stops_the_derivation(source):
    def change(content):
        entry(content, "7A005")["countryChart"][1]["control"] = "MT applies to " + "commodities of many kinds, " * 10

    edited(source / "us_ear_snapshot" / "ccl.json", change)
    with pytest.raises(UnexpectedSource, match="7A005: this scope needs a row"):
        derive(source)


def test_an_editorial_scope_whose_row_changed_stops_the_derivation(source):
    def change(content):
        entry(content, "9A515")["countryChart"][2]["control"] = "MT applies to 9A515.d"

    edited(source / "us_ear_snapshot" / "ccl.json", change)
    with pytest.raises(UnexpectedSource, match="rows that the list lacks"):
        derive(source)


def test_a_footnote_that_changed_stops_the_derivation(source):
    def change(content):
        content["footnotes"]["10"] = content["footnotes"]["10"].replace("0A502 for", "0A512 for")

    edited(source / "us_ear_snapshot" / "country-chart.json", change)
    with pytest.raises(UnexpectedSource, match="footnote 10 no longer says"):
        derive(source)


def test_a_destination_whose_name_is_unknown_stops_the_derivation(source):
    def change(content):
        content["countries"]["Ruritania"] = {"marks": ["NS 1"], "footnotes": []}

    edited(source / "us_ear_snapshot" / "country-chart.json", change)
    with pytest.raises(UnexpectedSource, match="lacks: Ruritania"):
        derive(source)


def test_a_condition_that_nobody_has_encoded_stops_the_derivation(source):
    conditions = source / "us_ear_conditions" / "conditions.csv"
    added = (
        conditions.read_text(encoding="utf-8") + "744.99,new,all,end_use,nuclear,all,licence_required,,,,remembered\n"
    )
    conditions.write_text(added, encoding="utf-8")
    with pytest.raises(UnexpectedSource, match=r"744\.99"):
        derive(source)


def test_a_repair_that_no_longer_fits_stops_the_derivation(source):
    def change(content):
        entry(content, "1A231")["countryChart"][0]["control"] = "NP applies to entire entry"

    edited(source / "us_ear_snapshot" / "ccl.json", change)
    with pytest.raises(UnexpectedSource, match="1A231 no longer holds one row"):
        derive(source)


def test_a_heading_is_short_and_loses_its_references():
    assert heading("Ammunition as follows (see List of Items Controlled).") == "Ammunition"
    assert heading(
        "Solid rocket propulsion systems. (These items are “subject to the ITAR.” See 22 CFR parts 120 (a).)"
    ) == ("Solid rocket propulsion systems")
    assert heading("Police helmets and shields, n.e.s.") == "Police helmets and shields, n.e.s."
    cut = heading("Vessels of war " * 20)
    assert len(cut) <= 160
    assert cut.endswith(("war…", "of…", "Vessels…"))
