"""A file of held licences is read as spreadsheets write it, or every fault of it is told with line and column."""

from datetime import date
from pathlib import Path

import pytest

from lockgate.core.errors import Invalid
from lockgate.core.money import Money
from lockgate.licences.held_file import LARGEST_FILE, MOST_FAULTS, MOST_ROWS, read_held_licences
from lockgate.licences.held_licence import COLUMNS, number_of
from tests.factories.held_licences import held_file, row


def faults_of(file):
    with pytest.raises(Invalid) as refusal:
        read_held_licences(file)
    return dict(refusal.value.fields), str(refusal.value)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_as_spreadsheets_write_it(tmp_path, separator, encoding):
    (licence,) = read_held_licences(
        held_file(tmp_path, row(consignee="名古屋モーターズ"), separator=separator, encoding=encoding)
    )
    line = licence.lines[1]
    assert (licence.number, licence.exporter) == ("E-2026-17", "Ganzhou Magnet Works")
    assert (licence.valid_from, licence.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (line.entry, line.goods_code, line.destination) == ("1C904.a.4", "8505111000", "JP")
    assert (line.consignee, line.quantity, line.measured.amount) == ("名古屋モーターズ", "100", 100 * 10**9)
    assert line.value == Money(800000, "USD")


def test_columns_may_stand_in_any_order_and_be_spelt_with_blanks_and_capitals(tmp_path):
    file = tmp_path / "licences.csv"
    names = [name.replace("_", " ").title() for name in reversed(COLUMNS)]
    file.write_text("\n".join([",".join(names), "", ",".join(row()[name] for name in reversed(COLUMNS)), ",,"]))
    (licence,) = read_held_licences(file)
    assert licence.row == 3


def test_several_lines_of_a_licence_need_not_stand_together(tmp_path):
    rows = (row(), row(licence="E-18"), row(line="7", entry="", quantity="3", unit="H87"))
    first, second = read_held_licences(held_file(tmp_path, *rows))
    assert (first.number, list(first.lines)) == ("E-2026-17", [1, 7])
    assert (second.number, list(second.lines)) == ("E-18", [1])
    assert (first.lines[7].unit, first.lines[7].measured.amount) == ("H87", 3)


def test_a_value_may_be_unknown(tmp_path):
    (licence,) = read_held_licences(held_file(tmp_path, row(value="", currency="")))
    assert licence.lines[1].value is None


@pytest.mark.parametrize(
    ("column", "cells", "said"),
    [
        ("licence", {"licence": ""}, "missing"),
        ("licence", {"licence": "E 17"}, "no licence number"),
        ("licence", {"licence": "E/17"}, "no licence number"),
        ("licence", {"licence": "E\\17"}, "no licence number"),
        ("licence", {"licence": ".."}, "no licence number"),
        ("licence", {"licence": "E\u202e17"}, "no licence number"),
        ("licence", {"licence": "x" * 61}, "no licence number"),
        ("line", {"line": "0"}, "no line number"),
        ("line", {"line": "1.0"}, "no line number"),
        ("line", {"line": "10000"}, "no line number"),
        ("entry", {"entry": "", "goods_code": ""}, "Neither an entry nor a goods code"),
        ("entry", {"entry": "x" * 61}, "longer than 60"),
        ("entry", {"entry": "%%"}, "'%%' is no entry of a control list. Give one code"),
        ("entry", {"entry": "-"}, "no entry"),
        ("entry", {"entry": "1C904;1C905"}, "no entry"),
        ("goods_code", {"goods_code": "magnets"}, "no goods code"),
        ("destination", {"destination": "Japan"}, "'Japan' is no country"),
        ("destination", {"destination": "jp"}, "'jp' is no country"),
        ("destination", {"destination": ""}, "no country"),
        ("exporter", {"exporter": ""}, "exporter is missing"),
        ("consignee", {"consignee": ""}, "consignee is missing"),
        ("consignee", {"consignee": "x" * 201}, "longer than 200"),
        ("quantity", {"quantity": "0"}, "zero lets nothing leave"),
        ("quantity", {"quantity": "-1"}, "is not an amount"),
        ("quantity", {"quantity": "NaN"}, "is not an amount"),
        ("quantity", {"quantity": "1e308"}, "is not an amount"),
        ("quantity", {"quantity": "1." + "1" * 40}, "is not an amount"),
        ("quantity", {"quantity": "9" * 19}, "more than can be kept"),
        ("quantity", {"quantity": ""}, "The amount is missing."),
        ("quantity", {"quantity": "1.5", "unit": "H87"}, "no whole pieces"),
        ("unit", {"unit": "HUR"}, "no unit of mass"),
        ("unit", {"unit": "kgm"}, "'kgm' is no unit of mass"),
        ("unit", {"unit": ""}, "The unit is missing."),
        ("currency", {"currency": "XXQ"}, "no currency"),
        ("currency", {"currency": "usd"}, "'usd' is no currency"),
        ("value", {"value": "1.005"}, "more than 2 digits"),
        ("value", {"value": "-1"}, "is not an amount"),
        ("value", {"value": ""}, "value is missing"),
        ("currency", {"currency": ""}, "currency is missing"),
        ("valid_from", {"valid_from": "1.1.2026"}, "no date"),
        ("valid_from", {"valid_from": "2026-02-30"}, "no date"),
        ("valid_to", {"valid_to": "2025-12-31"}, "last day lies before the first"),
    ],
)
def test_a_faulty_cell_is_told_by_its_line_and_column(tmp_path, column, cells, said):
    fields, sentence = faults_of(held_file(tmp_path, row(), row(licence="E-18"), row(**{"line": "2", **cells})))
    assert list(fields) == [f"line 4.{column}"]
    assert said in fields[f"line 4.{column}"]
    assert f"line 4.{column}: " in sentence


def test_a_faulty_unit_or_currency_does_not_hide_what_is_wrong_with_the_amount(tmp_path):
    fields, _ = faults_of(held_file(tmp_path, row(quantity="some", unit="XX", value="much", currency="usd")))
    assert list(fields) == ["line 2.unit", "line 2.currency", "line 2.quantity", "line 2.value"]


@pytest.mark.parametrize(
    "entry", ["1C904.a.4", "EAR99", "ML10.a", "PL9001", "1.A.2", "3A001 (a)", "两用 1C904", "S1/2-b"]
)
def test_an_entry_is_taken_as_any_control_list_writes_it(tmp_path, entry):
    (licence,) = read_held_licences(held_file(tmp_path, row(entry=entry)))
    assert licence.lines[1].entry == entry


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    rows = (row(quantity="none", unit="KGM", destination="ZZ"), row(licence="E-18"), row(licence="E-19", line="first"))
    fields, sentence = faults_of(held_file(tmp_path, *rows))
    assert list(fields) == ["line 2.destination", "line 2.quantity", "line 4.line"]
    assert all(place in sentence for place in fields)


def test_rows_that_contradict_each_other_are_told(tmp_path):
    rows = (row(), row(exporter="Baotou Alloys", valid_to="2026-06-30"))
    fields, sentence = faults_of(held_file(tmp_path, *rows))
    assert list(fields) == ["line 3.exporter", "line 3.valid_to", "line 3.line"]
    assert "Line 2 says Ganzhou Magnet Works of licence E-2026-17" in sentence
    assert "has a line 1 already" in sentence


def test_lines_of_one_licence_in_two_currencies_are_told(tmp_path):
    unknown = {"value": "", "currency": ""}
    rows = (row(**unknown), row(line="2"), row(line="3", currency="EUR"), row(line="4", **unknown), row(line="5"))
    fields, sentence = faults_of(held_file(tmp_path, *rows, row(licence="E-18", currency="EUR")))
    assert list(fields) == ["line 4.currency"]
    assert "An earlier row values licence E-2026-17 in USD, and this one in EUR. Give the values of" in sentence


def test_a_row_with_a_cell_too_few_is_told(tmp_path):
    file = held_file(tmp_path, row(), row(line="2"))
    file.write_text(file.read_text().replace("JP,", "", 1))
    assert faults_of(file)[0] == {"line 2": "The row has 12 cells and the header 13. Look at quotes and separators."}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("", "missing: licence, line"),
        (",".join(COLUMNS[:-1]), "missing: valid_to"),
        (",".join((*COLUMNS, "note")), "not known: note"),
        (",".join((*COLUMNS, "unit")), "there twice: unit"),
    ],
)
def test_a_header_that_is_not_that_of_held_licences_is_refused(tmp_path, header, said):
    file = tmp_path / "licences.csv"
    file.write_text(f"{header}\n")
    assert said in faults_of(file)[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (",".join(COLUMNS).encode(), "no rows"),
        (",".join(COLUMNS).encode() + b'\n\n"open\n\n', "Line 3: a quote is opened in this row and never closed. Put"),
        (b'"licence', "Line 1: a quote is opened in this row and never closed."),
        (",".join(COLUMNS).encode() + b'\n"E"-1,1', "Line 2: a cell of this row goes on after its closing quote."),
        (",".join(COLUMNS).encode() + b"\n" + b"x" * 200_000, "Line 2: a cell of this row is longer than 131072"),
        (",".join(COLUMNS).encode() + b"\nE-1,1,\xff", "Line 2 of "),
        (b"\x00" * 20, "missing"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(tmp_path, content, said):
    file = tmp_path / "licences.csv"
    file.write_bytes(content)
    assert said in faults_of(file)[1]


def test_a_file_that_is_not_there_or_is_a_folder_is_refused_in_a_sentence(tmp_path):
    for nothing in (tmp_path / "nothing.csv", tmp_path, Path("/dev/zero")):
        assert f"There is no file {nothing}." in faults_of(nothing)[1]


def test_a_file_that_is_too_large_or_too_long_is_refused(tmp_path):
    file = held_file(tmp_path, *(row(licence=f"E-{number}") for number in range(MOST_ROWS + 1)))
    assert f"has more than {MOST_ROWS} rows" in faults_of(file)[1]
    with file.open("ab") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert f"is larger than {LARGEST_FILE} bytes" in faults_of(file)[1]


def test_of_a_file_full_of_faults_the_first_fifty_are_told(tmp_path):
    file = held_file(tmp_path, *(row(line=str(number), destination="ZZ") for number in range(1, 200)))
    assert len(faults_of(file)[0]) == MOST_FAULTS == 50


@pytest.mark.parametrize("number", ["E-2026-17", "1", "许可-17", "x" * 60, "LI-2026-000001-5", "a.b", "?#%"])
def test_a_licence_number_is_taken_as_authorities_write_it(number):
    assert number_of(number) == number


def test_the_example_of_the_guide_is_a_file_that_can_be_imported():
    licences = read_held_licences(Path(__file__).parents[2] / "docs" / "examples" / "licences.csv")
    assert {licence.number: list(licence.lines) for licence in licences} == {"E-2026-17": [1, 2], "E-2026-18": [1]}
