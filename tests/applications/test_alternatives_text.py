"""Alternative suppliers come from a box of lines, and go back into it as they were."""

import pytest

from lockgate.applications.alternatives_text import read_alternatives, written_alternatives
from lockgate.applications.dependence import Alternative
from lockgate.core.errors import Invalid


def test_what_is_written_is_read_again():
    held = (Alternative("Osaka Magnetics", 240), Alternative("Rhine Magnets"), Alternative("Next door", 0))
    assert read_alternatives(written_alternatives(held)) == held


def test_empty_lines_and_a_wide_semicolon_are_read_as_meant():
    assert read_alternatives("\n 大阪磁材； 30 \n\n") == (Alternative("大阪磁材", 30),)


@pytest.mark.parametrize("days", ["soon", "-1", "1.5", "٣", "1e9", "9999999999"])
def test_days_that_are_no_whole_number_are_told_with_their_line(days):
    with pytest.raises(Invalid, match="Line 2 of the alternatives") as refused:
        read_alternatives(f"Osaka Magnetics; 240\nRhine Magnets; {days}")
    assert set(refused.value.fields) == {"alternatives"}
