"""What a pack may say wrongly: each kind of fault in a folder on disk, with the file, the line and the mend it gets."""

from datetime import date

import pytest

from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import GroupMember, PartyList
from lockgate.regimes.pack_faults import faults_of, not_encoded
from lockgate.regimes.pack_files import read_pack
from lockgate.regimes.shelf import PACKS, codes
from tests.factories.packs import FILES, entry, lay_out, pack, with_row, with_text


def faults(folder, files) -> list[Fault]:
    return faults_of(read_pack(lay_out(folder, files)))


def assert_told(found: list[Fault], *, file: str, line: int, what: str, mend: str, grave: bool) -> None:
    told = [fault for fault in found if what in fault.what]
    assert told, found
    assert (told[0].file, told[0].line, told[0].grave) == (file, line, grave)
    assert mend in told[0].mend


def test_a_sound_pack_has_no_fault(tmp_path):
    assert faults(tmp_path, FILES) == []


@pytest.mark.parametrize("code", codes())
def test_a_pack_that_comes_with_lockgate_has_no_grave_fault(code):
    assert [fault for fault in faults_of(read_pack(PACKS / code)) if fault.grave] == []


ENTRIES = {
    "a code that breaks the grammar": ("pump,,,,,Pump,泵,ORDER-1,,", "breaks the grammar", "1A001.a"),
    "a code longer than any": (f"1A001.{'a' * 60},,,,,Pump,泵,ORDER-1,,", "breaks the grammar", "1A001.a"),
    "a code in full-width letters": ("１A002,,,,,Pump,泵,ORDER-1,,", "full-width", "plain letters"),
    "codes that differ in capitals": ("1a001,,,,,Pump,泵,ORDER-1,,", "differ in capitals only", "Spell one"),
    "a parent that is no entry": (
        "1A002.a,1A002,,,,Pump,泵,ORDER-1,,",
        "The parent '1A002' is no entry",
        "Add its row",
    ),
    "its own parent": ("1A002,1A002,,,,Pump,泵,ORDER-1,,", "lead back to 1A002", "without a parent"),
    "a later code in words": ("1A002,,,,1A003,Pump,泵,ORDER-1,,2024-06-30", "'1A003'", "continues = 1A002"),
    "an instrument that is not there": ("1A002,,,,,Pump,泵,ORDER-9,,", "no instrument 'ORDER-9'", "instruments.csv"),
    "a predecessor that is no entry": (
        "1A002,,1A009,,,Pump,泵,ORDER-1,2024-07-01,",
        "continues '1A009'",
        "Add its row",
    ),
    "a succession without a day": ("1A002,,2B001,,,Pump,泵,ORDER-1,,", "no valid_from", "Give the day"),
    "a succession with a gap": (
        "1A002,,2B001,,,P,泵,ORDER-1,2025-01-02,",
        "gap after 2024-12-31",
        "ends on 2025-01-01",
    ),
    "a succession with an overlap": ("1A002,,2B001,,,P,泵,ORDER-1,2024-12-31,", "overlaps it", "ends on 2024-12-30"),
    "its own successor": ("1A002,,1A002,,,Pump,泵,ORDER-1,2024-07-01,", "leads back to 1A002", "forward"),
    "a code listed twice": (
        "2B001,,,,,Lathe,车床,ORDER-1,2024-12-31,",
        "twice from 2024-12-31 to 2024-12-31",
        "day before",
    ),
    "an end before the beginning": ("1A002,,,,,P,泵,ORDER-1,2024-02-01,2024-01-31", "ends on 2024-01-31", "Swap"),
}


@pytest.mark.parametrize(("row", "what", "mend"), ENTRIES.values(), ids=ENTRIES)
def test_a_broken_entry_is_told(tmp_path, row, what, mend):
    files, line = with_row("entries.csv", row)
    assert_told(faults(tmp_path, files), file="entries.csv", line=line, what=what, mend=mend, grave=True)


ENTRY_REMARKS = {
    "no parent though there is one": ("1A001.c,,,,,Pump,泵,ORDER-1,2024-01-01,", "no parent, though 1A001", "Name it"),
    "a parent that is not the text before the dot": (
        "1A001.c,2B001,,,,Pump,泵,ORDER-1,2024-01-01,2024-12-31",
        "not the text before the last dot",
        "do not reach",
    ),
    "a child before its parent": (
        "1A001.c,1A001,,,,P,泵,ORDER-1,2023-12-31,",
        "on 2023-12-31, when its parent",
        "dates",
    ),
    "a child after its parent": (
        "1C001.b,1C001,,,,M,金,ORDER-1,2024-01-01,",
        "on 2024-07-01, when its parent",
        "dates",
    ),
    "an older law in words": ("1A002,,,Order of 1997,,P,泵,ORDER-1,2024-01-01,", "no instrument", "'unknown'"),
    "a gap between periods": (
        "2B001,,,,,Lathe,车床,ORDER-1,2025-02-01,",
        "again from 2025-02-01, not between",
        "Close",
    ),
    "a second period that continues": (
        "1A001,,2B001,,,Pump,泵,ORDER-1,2025-01-01,",
        "an earlier period than the one that continues",
        "first period",
    ),
    "a successor of what went on elsewhere": (
        "1A002,,2B001,,,Lathe,车床,ORDER-1,2025-01-01,",
        "of which later_code says",
        "Empty later_code of 2B001",
    ),
    "no heading in a language": ("1A002,,,,,Pump,,ORDER-1,,", "no heading in 'zh': 1A002", "Fill heading_zh"),
}


@pytest.mark.parametrize(("row", "what", "mend"), ENTRY_REMARKS.values(), ids=ENTRY_REMARKS)
def test_an_odd_entry_is_remarked(tmp_path, row, what, mend):
    files, line = with_row("entries.csv", row)
    assert_told(faults(tmp_path, files), file="entries.csv", line=line, what=what, mend=mend, grave=False)


def test_parents_and_predecessors_in_a_circle_of_several_are_told():
    around = pack(entry("1A001", parent="1A002"), entry("1A002", parent="1A003"), entry("1A003", parent="1A001"))
    assert sum("lead back" in fault.what for fault in faults_of(around)) == 3
    first, second = date(2024, 1, 1), date(2024, 7, 1)
    renamed = pack(
        entry("1A001", continues="1A002", valid_from=second), entry("1A002", continues="1A001", valid_from=first)
    )
    assert sum("leads back" in fault.what for fault in faults_of(renamed)) == 2


def test_a_language_without_any_heading_and_a_heading_without_its_language_are_told(tmp_path):
    files, _ = with_text("regime.toml", 'languages = ["en", "zh"]', 'languages = ["en", "fr"]')
    found = faults(tmp_path, files)
    assert_told(found, file="entries.csv", line=1, what="heading in 'fr'", mend="heading_fr", grave=True)
    assert_told(found, file="entries.csv", line=1, what="headings in 'zh'", mend="Add it to languages", grave=False)


MEASURES = {
    "an id given twice": ("M-LIST,,licence,*,,,,,,,,,ORDER-1,Order 1,,", "line 2 too", "id of its own"),
    "an id of an instrument": ("ORDER-1,,licence,*,,,,,,,,,ORDER-1,Order 1,,", "an instrument too", "another id"),
    "a code that reaches nothing": ("M-9,,licence,7A,,,,,,,,,ORDER-1,Order 1,,", "'7A' in entries", "scopes_not_held"),
    "everything taken out": ("M-9,M-LIST,licence,1A009,,,,,,,,,ORDER-1,O,,", "'1A009' in entries", "Correct the code"),
    "a destination that is nothing": ("M-9,,licence,*,,Foes,,,,,,,ORDER-1,Order 1,,", "'Foes', neither", "groups.csv"),
    "an exception that is nothing": ("M-9,,licence,*,,,UK,,,,,,ORDER-1,Order 1,,", "'UK', neither", "groups.csv"),
    "a word for an end use": (
        "M-9,,licence,*,,,,,espionage,,,,ORDER-1,O,,",
        "'espionage' in end_uses",
        "[end_uses.esp",
    ),
    "a word for an end user": ("M-9,,licence,*,,,,police,,,,,ORDER-1,O,,", "'police' in end_users", "[end_users.pol"),
    "a list not declared": ("M-9,,licence,*,,,,listed:black,,,,,ORDER-1,O,,", "list 'black'", '[lists."black"]'),
    "part and asks in one row": (
        "M-9,,licence,*,wide,,,,,Is it?,,,ORDER-1,Order 1,,",
        "both part and asks",
        "one question",
    ),
    "a review without its policy": ("M-9,,review,*,,,,,,,,,ORDER-1,Order 1,,", "no review_policy", "Fill"),
    "a licence that raises": ("M-9,,licence,*,,,,,,,,prohibited,ORDER-1,O,,", "has raises_to", "Only a reading"),
    "a part of nothing": ("M-9,M-8,licence,*,,,,,,,,,ORDER-1,Order 1,,", "part of 'M-8'", "Give the id"),
    "a part of a part": ("M-9,M-PUMPS,licence,*,,,,,,,,,ORDER-1,O,,", "itself part of M-LIST", "row that counts"),
    "a part of another kind": (
        "M-9,M-LIST,prohibition,*,,,,,,,,,ORDER-1,O,,",
        "M-LIST, which it is part of",
        "same kind",
    ),
    "no such instrument": ("M-9,,licence,*,,,,,,,,,ORDER-9,Order 9,,", "no instrument 'ORDER-9'", "instruments.csv"),
    "an end before the beginning": ("M-9,,licence,*,,,,,,,,,ORDER-1,O,2024-02-01,2024-01-31", "M-9 ends on", "Swap"),
}


@pytest.mark.parametrize(("row", "what", "mend"), MEASURES.values(), ids=MEASURES)
def test_a_broken_measure_is_told(tmp_path, row, what, mend):
    files, line = with_row("measures.csv", row)
    assert_told(faults(tmp_path, files), file="measures.csv", line=line, what=what, mend=mend, grave=True)


def test_a_rule_may_name_a_paragraph_below_an_entry_that_is_held_without_paragraphs(tmp_path):
    files, _ = with_row("measures.csv", "M-9,,licence,1A001.a.4,,,,,,,,,ORDER-1,Order 1,,")
    assert faults(tmp_path, files) == []


def test_a_rule_that_names_a_paragraph_beside_those_that_are_held_is_remarked(tmp_path):
    files, line = with_row("measures.csv", "M-9,,licence,1A001.c,,,,,,,,,ORDER-1,Order 1,,")
    found = faults(tmp_path, files)
    assert_told(found, file="measures.csv", line=line, what="1A001.c", mend="add the paragraph", grave=False)


def test_a_rule_may_name_a_list_that_is_not_held(tmp_path):
    files, _ = with_row("measures.csv", "M-9,,reading,annex9,,,,,,,,,ORDER-1,Order 1,,")
    assert faults(tmp_path, files) == []


ROWS = {
    "a customs code of no entry": ("goods.csv", "9A001,8414,HS2022,part,,,", "no entry '9A001'", "entries.csv"),
    "a customs code with dots": ("goods.csv", "1A001,8414.10,HS2022,part,,,", "'8414.10' is no goods code", "digits"),
    "a customs code given twice": ("goods.csv", "1A001.a,841410,HS2022,exact,,,", "841410 of 1A001.a", "remove one"),
    "a customs code by no instrument": (
        "goods.csv",
        "1A001,8413,HS2022,part,ORDER-9,,",
        "'ORDER-9'",
        "instruments.csv",
    ),
    "a customs code that ends too soon": (
        "goods.csv",
        "1A001,8413,HS,part,,2024-02-01,2024-01-01",
        "8413 1A001 HS ends on 2024-01-01",
        "Swap",
    ),
    "a member that is no country": ("groups.csv", "Friends,UK,,", "'UK' of Friends is no country", "ISO 3166"),
    "a member that is a group": ("groups.csv", "Foes,Friends,,", "'Friends' of Foes is no country", "name its members"),
    "a group named like a country": ("groups.csv", "DE,FR,,", "The group 'DE'", "Choose a name"),
    "a member in a group twice": ("groups.csv", "Friends,DE,2025-01-01,", "DE in Friends stands twice", "remove one"),
    "a suspension of nothing": ("suspensions.csv", "M-0,ORDER-3,O,2025-01-01,,", "'M-0' is neither", "Give the id"),
    "a suspension by nothing": ("suspensions.csv", "M-LIST,ORDER-9,O,2025-01-01,,", "'ORDER-9'", "instruments.csv"),
    "a thing suspended twice": (
        "suspensions.csv",
        "ORDER-2,ORDER-3,O,2025-08-31,,",
        "is suspended twice",
        "remove one",
    ),
    "a suspension that ends too soon": (
        "suspensions.csv",
        "M-LIST,ORDER-3,O,2025-02-01,2025-01-01,",
        "M-LIST ends on 2025-01-01",
        "Swap",
    ),
    "an instrument given twice": (
        "instruments.csv",
        "ORDER-1,Order 1,List,,,",
        "stands in line 2 too",
        "id of its own",
    ),
    "an instrument that ends too soon": (
        "instruments.csv",
        "ORDER-5,5,List,,2024-02-01,2024-01-01",
        "in force to 2024-01-01",
        "Swap",
    ),
    "a day in the calendar twice": ("calendar.csv", "2024-01-01,holiday,", "stands in line 2 too", "Keep one"),
}


@pytest.mark.parametrize(("name", "row", "what", "mend"), ROWS.values(), ids=ROWS)
def test_a_broken_row_of_another_table_is_told(tmp_path, name, row, what, mend):
    files, line = with_row(name, row)
    assert_told(faults(tmp_path, files), file=name, line=line, what=what, mend=mend, grave=True)


@pytest.mark.parametrize(
    ("name", "row", "what", "mend"),
    [
        ("calendar.csv", "2024-01-10,working_weekend,", "neither Saturday nor Sunday", "Correct"),
        ("instruments.csv", "ORDER-5,,,,,", "neither a number nor a title", "Add one"),
    ],
)
def test_an_odd_row_of_another_table_is_remarked(tmp_path, name, row, what, mend):
    files, line = with_row(name, row)
    assert_told(faults(tmp_path, files), file=name, line=line, what=what, mend=mend, grave=False)


REGIMES = {
    "a code with capitals": ('code = "tiny"', 'code = "Tiny"', "'Tiny' is no code", "small letters"),
    "law known before it begins": ("law_known_to = 2025-12-31", "law_known_to = 2023-12-31", "lies after", "Swap"),
    "a zone that is none": ("Atlantic/Reykjavik", "Atlantis/City", "'Atlantis/City' is unknown", "IANA"),
    "a zone outside the data base": ("Atlantic/Reykjavik", "../../etc/passwd", "is unknown", "IANA"),
    "a territory that is no country": ('territory = ["IS"]', 'territory = ["EX"]', "'EX' is no country", "ISO 3166"),
    "no territory": ('territory = ["IS"]', "territory = []", "territory names no country", "ISO 3166"),
    "no language": ('languages = ["en", "zh"]', "languages = []", "languages is empty", "Name the languages"),
    "a pattern that is none": ("[0-9]{3}", "[0-9]{3}(", "no regular expression", "Correct the pattern"),
    "an example that does not match": ('example = "1A001.a"', 'example = "A001"', "does not match", "whole code"),
    "a pattern too long": ("[0-9][A-E]", "[0-9][A-E]" + "x?" * 250, "longer than 500", "simpler"),
    "a pattern that takes for ever": (
        "(\\.[a-z0-9]+)*'",
        "(\\.?[a-z0-9]+)*'",
        "takes too long on a text like '1A",
        "no repetition inside",
    ),
    "a word that is built in": ("[end_uses.space_launch]", "[end_uses.civil]", "built-in word", "another word"),
    "a word no cell can hold": ("[end_uses.space_launch]", '[end_uses."a;b"]', "cannot be used", "without ';'"),
    "a word that implies nothing known": ('implies = ["missile"]', 'implies = ["rocket"]', "'rocket'", "Declare"),
    "a list no cell can hold": ('"entity_list:ORDER-2"', '"entity;list"', "cannot be used", "without ';'"),
    "a list of nobody": ("parties = 7", "parties = -7", "names -7 parties", "above 0"),
    "rows of a group without members": (
        "complete = true",
        'complete = true\ndestination_rows = "Chart"',
        "'Chart', a group without members",
        "groups.csv",
    ),
    "a clock that runs backwards": (
        'example = "1A001.a"',
        'example = "1A001.a"\n[statutory_clock]\nworking_days = -1',
        "working_days is -1",
        "above 0",
    ),
    "a group that cannot be named": ("Friends = ", '"a;b" = "x"\nFriends = ', "The group 'a;b'", "Choose a name"),
}


@pytest.mark.parametrize(("old", "new", "what", "mend"), REGIMES.values(), ids=REGIMES)
def test_a_broken_regime_is_told_with_its_key(tmp_path, old, new, what, mend):
    files, _ = with_text("regime.toml", old, new)
    found = faults(tmp_path, files)
    assert_told(found, file="regime.toml", line=0, what=what, mend=mend, grave=True)
    assert next(fault for fault in found if what in fault.what).key


def test_a_language_in_which_the_regime_has_no_name_is_remarked(tmp_path):
    files, _ = with_text("regime.toml", ', zh = "例国管制"', "")
    found = faults(tmp_path, files)
    assert_told(found, file="regime.toml", line=0, what="name has no 'zh'", mend="Add it", grave=False)


@pytest.mark.parametrize("grammar", [r"(a+)+", r"(a|a)*", r"(a|ab|b)*c?(\w+)*", r"a*a*a*a*a*a*a*a*b", r"((x|a)+\.?)+"])
def test_a_grammar_that_takes_for_ever_on_hostile_text_is_found_in_a_moment(grammar):
    assert any("takes too long" in fault.what for fault in faults_of(pack(grammar=grammar, example="aaab")))


@pytest.mark.parametrize("grammar", [r"a+b", r"[a-z]+(\.[a-z0-9]+)*", r"(aaa|bbb)b|a{1,40}b"])
def test_a_grammar_with_plain_repetitions_is_sound(grammar):
    assert faults_of(pack(grammar=grammar, example="aaab")) == []


def test_instruments_that_nothing_names_are_not_encoded_and_no_fault(tmp_path):
    held = read_pack(lay_out(tmp_path))
    assert [row.id for row in not_encoded(held)] == ["ORDER-4"]


def test_a_group_may_be_declared_without_members_and_its_members_may_come_and_go():
    months = [GroupMember("G", "DE", date(2024, month, 1), date(2024, month, 20)) for month in (1, 2, 3)]
    lists = {"black": PartyList("black", "Black list")}
    assert faults_of(pack(*months, group_labels={"Empty": "Nobody"}, lists=lists)) == []


def test_faults_come_in_the_order_of_files_and_lines(tmp_path):
    files, _ = with_row("entries.csv", "pump,,,,,Pump,泵,ORDER-1,,\nlathe,,,,,Lathe,车床,ORDER-9,,")
    files["measures.csv"] += "M-9,,licence,*,,Foes,,,,,,,ORDER-1,Order 1,,\n"
    files["instruments.csv"] += "ORDER-1,Order 1,List,,,\n"
    places = [(fault.file, fault.line) for fault in faults(tmp_path, files)]
    expected = [
        ("instruments.csv", 6),
        ("entries.csv", 11),
        ("entries.csv", 12),
        ("entries.csv", 12),
        ("measures.csv", 10),
    ]
    assert places == expected
