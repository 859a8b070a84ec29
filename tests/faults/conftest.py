"""Installations that are really served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation


@pytest.fixture
def installation(tmp_path: Path, own_database: str) -> Iterator[Installation]:
    """Set up an installation on a database of its own, not served yet."""
    yield from set_up(tmp_path, own_database)


def set_up(folder: Path, database: str) -> Iterator[Installation]:
    """Set up an installation; end its server afterwards."""
    made = Installation(folder, database)
    try:
        assert made.lockgate("init")[0] == 0
        yield made
    finally:
        made.end()
