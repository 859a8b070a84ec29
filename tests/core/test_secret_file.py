"""A secret that the machine makes for itself."""

import stat
from concurrent.futures import ThreadPoolExecutor
from secrets import token_bytes

import pytest

from lockgate.core.errors import Unavailable
from lockgate.core.secret_file import read_or_make_secret


def test_a_secret_is_made_once_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "kept" / "secret"
    first = read_or_make_secret(path, lambda: b"first")
    second = read_or_make_secret(path, lambda: b"second")
    assert first == second == b"first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret"]


def test_many_that_start_at_once_end_with_the_same_secret(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: read_or_make_secret(tmp_path / "secret", lambda: token_bytes(32)), range(64)))
    assert len(set(made)) == 1 and len(made[0]) == 32


def test_a_secret_that_cannot_be_kept_is_told_with_its_file(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unavailable, match="file/secret cannot be used"):
        read_or_make_secret(tmp_path / "file" / "secret", lambda: b"x")
