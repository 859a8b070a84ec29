"""Reading a pack's tables: what is allowed in a csv file, and that each fault of form has its line and its mend."""

import pytest

from lockgate.regimes import pack_files
from lockgate.regimes.fault import Fault, FaultyPack
from lockgate.regimes.pack_files import read_pack
from tests.factories.packs import FILES, lay_out, with_row, with_text


def faults(folder, files) -> list[Fault]:
    with pytest.raises(FaultyPack) as caught:
        read_pack(lay_out(folder, files))
    return caught.value.faults


def the_fault(folder, files) -> Fault:
    found = faults(folder, files)
    assert len(found) == 1, found
    return found[0]


def test_a_sound_pack_is_read_with_the_line_of_every_row(tmp_path):
    pack = read_pack(lay_out(tmp_path))
    assert len(pack.entries) == 9
    assert [row.line for row in pack.measures] == list(range(2, 10))
    assert pack.entries[7].headings == {"en": "Dysprosium oxide", "zh": "氧化镝"}


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n"), str.rstrip])
def test_a_byte_order_mark_dos_line_ends_and_a_missing_last_line_end_are_fine(tmp_path, change):
    changed = {name: change(text) for name, text in FILES.items()}
    assert read_pack(lay_out(tmp_path / "changed", changed)) == read_pack(lay_out(tmp_path / "plain"))


def test_blank_lines_and_quoted_line_ends_are_fine_and_do_not_shift_the_line_numbers(tmp_path):
    files, _ = with_text("entries.csv", "Vacuum pumps", '"Vacuum\n pumps,\twet or dry"')
    files["entries.csv"] = files["entries.csv"].replace("1A001.b,", "\n,,,,,,,,,\n1A001.b,")
    rows = read_pack(lay_out(tmp_path, files)).entries
    assert rows[1].headings["en"] == "Vacuum pumps, wet or dry"
    assert [(row.code, row.line) for row in rows[1:3]] == [("1A001.a", 3), ("1A001.b", 7)]


def test_tables_that_may_be_left_out_are_empty_then(tmp_path):
    kept = ("regime.toml", "instruments.csv", "entries.csv", "measures.csv")
    pack = read_pack(lay_out(tmp_path, {name: FILES[name] for name in kept}))
    assert (pack.goods, pack.groups, pack.suspensions, pack.calendar) == ((), (), (), ())


@pytest.mark.parametrize("name", ["instruments.csv", "entries.csv", "measures.csv", "regime.toml"])
def test_a_file_that_must_be_there_is_missed(tmp_path, name):
    fault = the_fault(tmp_path, {held: text for held, text in FILES.items() if held != name})
    assert (fault.file, fault.line) == (name, 0)
    assert "missing" in fault.what or "no regime.toml" in fault.what


BROKEN_CELLS = {
    "a day that does not exist": ("groups.csv", "Friends,SE,2024-02-30,", "2024-02-30", "2025-04-04"),
    "a day written otherwise": ("groups.csv", "Friends,SE,1.7.2024,", "1.7.2024", "2025-04-04"),
    "a day in short form": ("groups.csv", "Friends,SE,20240701,", "20240701", "2025-04-04"),
    "a row too short": ("groups.csv", "Friends,SE,", "3 cells, the header 4", "commas"),
    "a row too long": ("groups.csv", "Friends,SE,,,", "5 cells, the header 4", "comma"),
    "an empty cell that must be filled": ("groups.csv", "Friends,,,", "member", "Fill it"),
    "a word that the column does not know": ("goods.csv", "1A001,8414,HS,nearly,,,", "'nearly'", "indicative"),
    "a kind that does not exist": (
        "measures.csv",
        "M-9,,ban,*,,,,,,,,,ORDER-1,Order 1,,",
        "'ban'",
        "prohibition",
    ),
    "a measure without entries": (
        "measures.csv",
        "M-9,,licence, ; ,,,,,,,,,ORDER-1,Order 1,,",
        "entries",
        "write * or any",
    ),
    "a suspension without a first day": ("suspensions.csv", "M-LIST,ORDER-3,Order 3,,,", "valid_from", "Fill it"),
    "a holiday of another kind": ("calendar.csv", "2024-12-25,feast,Yule", "'feast'", "holiday"),
    "a control character": ("groups.csv", "Friends,S\x07E,,", "control character", "Remove"),
    "a NUL byte": ("groups.csv", "Friends,S\x00E,,", "control character", "Remove"),
}


@pytest.mark.parametrize(("name", "row", "what", "mend"), BROKEN_CELLS.values(), ids=BROKEN_CELLS)
def test_a_broken_row_is_told_with_its_line_and_its_mend(tmp_path, name, row, what, mend):
    files, line = with_row(name, row)
    fault = the_fault(tmp_path, files)
    assert (fault.file, fault.line, fault.grave) == (name, line, True)
    assert what in fault.what
    assert mend in fault.mend


@pytest.mark.parametrize(
    ("old", "new", "what", "mend"),
    [
        ("group,member,valid_from", "group,member,since", "Unknown columns: since", "valid_from"),
        ("group,member,valid_from", "group,member,group", "named twice: group", "Keep one"),
        ("group,member", "group,valid_to", "Missing columns: member", "header"),
        ("group,member,valid_from,valid_to", "", "Unknown columns: Friends, NO", "Known columns: group, member"),
        (FILES["groups.csv"], "", "Missing columns: group, member", "header"),
    ],
)
def test_a_broken_header_is_told_once_and_not_for_every_row(tmp_path, old, new, what, mend):
    files, _ = with_text("groups.csv", old, new)
    found = faults(tmp_path, files)
    assert {(fault.file, fault.line) for fault in found} == {("groups.csv", 1)}
    assert any(what in fault.what and mend in fault.mend for fault in found)


def test_headings_in_columns_that_are_no_language_of_the_table_are_unknown_columns(tmp_path):
    files, _ = with_text("groups.csv", "group,member,valid_from", "group,member,heading_en")
    assert "heading_en" in the_fault(tmp_path, files).what


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("group,member\nFriends,Å\n".encode("latin-1"), "not UTF-8 (byte 0xc5)"),
        ("group,member\nFriends,NO\n".encode("utf-16"), "not UTF-8"),
        (b'group,member\nFriends,"NO\n', "no readable csv"),
        (b'group,member\n"Friends"x,NO\n', "no readable csv"),
        (b"group,member\nFriends," + b"N" * 200_000, "no readable csv"),
        (b"\x00\x01\x02\x03", "Unknown columns"),
    ],
)
def test_a_file_that_is_no_csv_is_told_without_a_trace(tmp_path, content, what):
    found = faults(tmp_path, {**FILES, "groups.csv": content})
    assert found[0].file == "groups.csv"
    assert what in found[0].what


def test_a_table_that_is_a_folder_is_told(tmp_path):
    folder = lay_out(tmp_path, {name: text for name, text in FILES.items() if name != "groups.csv"})
    (folder / "groups.csv").mkdir()
    with pytest.raises(FaultyPack, match="cannot be read"):
        read_pack(folder)


def test_a_file_beyond_the_largest_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(pack_files, "LARGEST_FILE", 2000)
    files = {**FILES, "groups.csv": FILES["groups.csv"] + "Friends,SE,,\n" * 200}
    fault = the_fault(tmp_path, files)
    assert fault.file == "groups.csv" and "larger than 2000 bytes" in fault.what


def test_every_fault_of_every_file_is_told_at_once(tmp_path):
    files, _ = with_row("groups.csv", "Friends,SE,x,y")
    files["goods.csv"] += "1A001,8414,HS,nearly,,,\n"
    del files["measures.csv"]
    found = faults(tmp_path, files)
    assert [fault.file for fault in found] == ["goods.csv", "groups.csv", "groups.csv", "measures.csv"]


def test_a_file_of_nothing_but_faults_is_not_told_to_the_end(tmp_path):
    files = {**FILES, "groups.csv": FILES["groups.csv"] + "Friends\n" * 5000}
    found = faults(tmp_path, files)
    assert len(found) == pack_files.MOST_FAULTS + 1
    assert "Too many faults" in found[-1].what


def test_the_error_of_a_faulty_pack_says_the_first_fault_and_where_to_see_the_others(tmp_path):
    files, line = with_row("groups.csv", "Friends,SE,x,y")
    with pytest.raises(FaultyPack) as caught:
        read_pack(lay_out(tmp_path, files))
    assert f"groups.csv:{line}: Column valid_from: 'x' is no date." in str(caught.value)
    assert "(and 1 more fault)" in str(caught.value)
    assert "lockgate regime check" in caught.value.mend


@pytest.mark.parametrize(("name", "line"), [("entries.csv", 3), ("regime.toml", 2)])
def test_a_file_in_another_encoding_is_told_with_the_line_where_that_shows(tmp_path, name, line):
    folder = lay_out(tmp_path, FILES)
    lines = (folder / name).read_bytes().split(b"\n")
    lines.insert(line - 1, "ü".encode("latin-1"))
    (folder / name).write_bytes(b"\n".join(lines))
    with pytest.raises(FaultyPack) as told:
        read_pack(folder)
    assert (told.value.faults[0].file, told.value.faults[0].line) == (name, line)
    assert "not UTF-8" in told.value.faults[0].what
