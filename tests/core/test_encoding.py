"""The line on which a file stops being UTF-8."""

import pytest

from lockgate.core.encoding import first_line_not_utf8


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"", 0), ("é\n日本\n".encode(), 0), (b"a\nb\n\xfc\n\xfc", 3), ("a".encode("utf-16"), 1), (b"a\n\xe6\x97", 2)],
)
def test_the_first_line_that_is_no_utf8_is_found(tmp_path, content, line):
    (tmp_path / "text").write_bytes(content)
    assert first_line_not_utf8(tmp_path / "text") == line
