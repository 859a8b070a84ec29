"""A csv of a firm's own is read as spreadsheets write it, and what is no table is told."""

import pyarrow as pa
import pytest

from lockgate.insight.own_file.column import Column, Kind
from lockgate.insight.own_file.reading import UnreadableFile, header_of, read_table
from lockgate.insight.own_file.writing import write_table

COLUMNS = (
    Column("id", Kind.TEXT, "the case", "AP-1"),
    Column("days", Kind.WHOLE, "how long it waited", "12"),
    Column("note", Kind.TEXT, "anything", "", may_be_empty="nothing to say", required=False),
)


def read(tmp_path, written, **options):
    file = tmp_path / "in.csv"
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    return read_table(file, COLUMNS, **options)


def test_the_rows_keep_their_lines_beside_blank_and_uneven_ones(tmp_path):
    table = read(tmp_path, 'id,days,other\na,1,x\n\nb,2\n"c\nc",3,"y"\n')
    assert table.rows.to_pylist() == [
        {"id": "a", "days": "1", "note": "", "line": 2},
        {"id": "c\nc", "days": "3", "note": "", "line": 5},
    ]
    assert [(one.line, one.reason[:20]) for one in table.set_aside] == [(4, "The row has 2 cells,")]


def test_a_header_may_be_quoted_and_broken_over_lines(tmp_path):
    assert read(tmp_path, '"id","days","a\nnote"\nx,1,y\n').rows.num_rows == 1


def test_the_header_of_a_file_whose_columns_are_not_known_is_read_alone(tmp_path):
    file = tmp_path / "in.csv"
    file.write_bytes("destination; unit ;measure\r\nDE;line;share\r\n".encode("utf-8-sig"))
    assert header_of(file) == ["destination", "unit", "measure"]
    with pytest.raises(UnreadableFile, match="cannot be read"):
        header_of(tmp_path / "none.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(tmp_path, encoding, separator):
    written = separator.join(["id", "days"]) + "\r\n" + separator.join(["ä", "1"]) + "\r\n"
    assert read(tmp_path, written.encode(encoding)).rows["id"].to_pylist() == ["ä"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "has no header line"),
        ("id\n1\n", "has no column days"),
        ("id,days,days\n1,2,3\n", "names the column days twice"),
        ('id,days\n"1,2\n', "a quote that is never closed"),
        (b"id,days\n1,\xff\n", r"not UTF-8 \(line 2\)"),
        (b"\xff,days\n1,2\n", r"not UTF-8 \(line 1\)"),
    ],
)
def test_what_is_no_such_table_is_told_in_a_sentence(tmp_path, written, said):
    with pytest.raises(UnreadableFile, match=said):
        read(tmp_path, written)


def test_a_group_that_the_file_lacks_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="has no column country") as told:
        read(tmp_path, "id,days\n1,2\n", groups=["country"])
    assert "country" in told.value.mend


def test_what_our_own_files_quote_for_a_spreadsheet_is_read_as_it_was(tmp_path):
    values = ["-", "=1+1", "@home", "+", "-5", "'tis", "plain", "'-5"]
    write_table(tmp_path / "own.csv", pa.table({"id": values, "-days": ["1"] * len(values)}))
    assert "\n'=1+1," in (tmp_path / "own.csv").read_text()
    found = read_table(tmp_path / "own.csv", COLUMNS[:1], groups=["-days"]).rows
    assert found["id"].to_pylist() == values
    assert header_of(tmp_path / "own.csv") == ["id", "-days"]


def test_a_folder_and_a_missing_file_are_told(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(UnreadableFile, match="cannot be read"):
            read_table(path, COLUMNS)
