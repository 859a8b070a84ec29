"""Texts are accepted without blanks around them; what cannot be printed or kept is refused with its field."""

import pytest

from lockgate.core.errors import Invalid
from lockgate.core.texts import checked_prose, checked_text, sought_text


def test_a_line_loses_the_blanks_around_and_between():
    assert checked_text("  Rhein \n Motoren ", "name", 20) == "Rhein Motoren"


def test_prose_keeps_its_lines():
    assert checked_prose(" One. \r\n\r\nTwo.\n", "text", 20) == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The name is missing. Write up to 20 characters."),
        ("x" * 21, "The name is longer than 20 characters. Write up to 20 characters."),
        ("a\u202eb", "The name holds U+202E, which is no printable character. Write plain text, without control marks"),
    ],
)
def test_a_refused_text_is_told_what_is_wrong_with_it(text, said):
    with pytest.raises(Invalid) as raised:
        checked_text(text, "name", 20)
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize("check", [checked_text, checked_prose])
@pytest.mark.parametrize("text", ["", "  ", "x" * 21, "a\x00b", "a\ud800b", "a\x1bb"])
def test_a_text_that_is_missing_too_long_or_unprintable_is_refused(check, text):
    with pytest.raises(Invalid) as raised:
        check(text, "name", 20)
    assert set(raised.value.fields) == {"name"}


@pytest.mark.parametrize("check", [checked_text, checked_prose])
def test_a_text_may_be_empty_where_that_is_said(check):
    assert check(" ", "name", 20, may_be_empty=True) == ""


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\x1bb", " "])
def test_what_no_table_holds_is_looked_for_as_nothing(text):
    assert sought_text(text) == ""
