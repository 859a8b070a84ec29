"""A form says on which version it was filled in, or nothing that anybody would read."""

import pytest

from lockgate.web.version_seen import version_seen


@pytest.mark.parametrize(
    ("said", "seen"),
    [("7", 7), ("", None), ("-1", None), ("1.5", None), ("9" * 5000, None), ("²", None), ("٣", None), ("x", None)],
)
def test_what_is_no_version_is_none(said, seen):
    assert version_seen({"seen": said}) == seen


def test_a_form_without_the_field_says_nothing():
    assert version_seen({}) is None
