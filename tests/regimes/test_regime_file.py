"""Reading regime.toml: a key that is missing, unknown or of the wrong type is told with its line."""

import pytest

from lockgate.regimes.fault import Fault, FaultyPack
from lockgate.regimes.pack_files import read_pack
from lockgate.regimes.regime_file import line_of_key, read_regime
from tests.factories.packs import FILES, lay_out, with_text


def faults(folder, files) -> list[Fault]:
    with pytest.raises(FaultyPack) as caught:
        read_pack(lay_out(folder, files))
    return caught.value.faults


def test_a_sound_regime_is_read_whole(tmp_path):
    regime, found = read_regime(lay_out(tmp_path))
    assert found == []
    assert regime is not None
    assert regime.names == {"en": "Controls of Exampleland", "zh": "例国管制"}
    assert regime.end_uses["space_launch"].implies == ("missile",)
    assert regime.lists["entity_list:ORDER-2"].parties == 7
    assert regime.statutory_working_days is None


WRONG_KEYS = {
    "a missing key": ('code = "tiny"\n', "", "", "code is missing", "Add it"),
    "an empty text": ('code = "tiny"', 'code = " "', 'code = " "', "code is empty", "Fill it"),
    "a number for a text": ('code = "tiny"', "code = 7", "code = 7", "code must be text", "Correct"),
    "a text for a table": (
        '{ en = "Controls of Exampleland", zh = "例国管制" }',
        '"X"',
        'name = "X"',
        "name must be a table",
        "Correct",
    ),
    "a text for a list": ('["IS"]', '"IS"', 'territory = "IS"', "territory must be a list", "Correct"),
    "a list of numbers": ('["IS"]', "[7]", "territory = [7]", "no list of texts", "Write it like"),
    "a date in quotes": (
        "law_from = 2024-01-01",
        'law_from = "2024-01-01"',
        'law_from = "2024-01-01"',
        "must be a date",
        "Correct",
    ),
    "a moment for a date": (
        "2024-01-01",
        "2024-01-01T00:00:00",
        "law_from = 2024-01-01T00:00:00",
        "must be a date",
        "Correct",
    ),
    "a missing date": ("law_from = 2024-01-01\n", "", "", "law_from is missing", "Add it"),
    "a word for yes": (
        "complete = true",
        'complete = "yes"',
        'complete = "yes"',
        "complete must be true or false",
        "Correct",
    ),
    "a missing yes or no": ("complete = true\n", "", "", "complete is missing", "Add it"),
    "a key misspelt": ("synthetic = true", "sinthetic = true", "sinthetic = true", "sinthetic is no key", "spelling"),
    "a key of a word misspelt": (
        "beside_civil = true",
        "besides = true",
        "besides = true",
        "besides is no key",
        "spelling",
    ),
    "a word without its question": (
        'asks = "Is the item for a space launch vehicle?"\n',
        "",
        "[end_uses.space_launch]",
        "end_uses.space_launch.asks is missing",
        "Add it",
    ),
    "a list that is no table": (
        '[lists."entity_list:ORDER-2"]\nlabel = "Entity list of Order 2"\nparties = 7',
        "[lists]\nshort = 3",
        "short = 3",
        "is no table",
        "Write it as a table",
    ),
    "a count in words": ("parties = 7", 'parties = "seven"', 'parties = "seven"', "must be a whole number", "Correct"),
    "a label that is no text": (
        '"Friendly countries"',
        "3",
        "Friends = 3",
        "groups.Friends must be text",
        "Correct",
    ),
}


@pytest.mark.parametrize(("old", "new", "place", "what", "mend"), WRONG_KEYS.values(), ids=WRONG_KEYS)
def test_a_wrong_key_is_told_with_its_line_and_its_mend(tmp_path, old, new, place, what, mend):
    files, _ = with_text("regime.toml", old, new)
    found = faults(tmp_path, files)
    fault = next((fault for fault in found if what in fault.what), None)
    assert fault is not None, found
    assert fault.file == "regime.toml"
    assert (files["regime.toml"].splitlines()[fault.line - 1] if fault.line else "") == place
    assert mend in fault.mend


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b'code = "tiny"\nname = \n', "no readable TOML", 2),
        (b'code = "tiny"\ncode = "tiny"\n', "no readable TOML", 2),
        (b'code = "ti\x00ny"\n', "no readable TOML", 1),
        (b"x = " + b"[" * 100_000, "no readable TOML", 0),
        ('code = "Ås"'.encode("latin-1"), "not UTF-8", 1),
        (b"#" * (1024 * 1024 + 1), "larger than", 0),
        (b"", "code is missing", 0),
    ],
)
def test_a_file_that_is_no_regime_is_told_without_a_trace(tmp_path, content, what, line):
    found = faults(tmp_path, {**FILES, "regime.toml": content})
    assert any(what in fault.what and fault.line == line for fault in found), found


def test_the_line_of_a_key_is_found_in_tables_with_quoted_names_and_else_the_tables_own():
    text = FILES["regime.toml"]
    assert text.splitlines()[line_of_key(text, "lists.entity_list:ORDER-2.parties") - 1] == "parties = 7"
    assert text.splitlines()[line_of_key(text, "end_uses.space_launch.nothing") - 1] == "[end_uses.space_launch]"
    assert text.splitlines()[line_of_key(text, "name.zh") - 1].startswith("name = {")
    assert line_of_key(text, "no.such.key") == 0
