"""Installations that are really served, and the counts of what was done to them, which end the run's report."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation

_COUNTS = pytest.StashKey[list[str]]()


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


@pytest.fixture
def count(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tell a count, such as of rounds and requests, at the end of the run."""
    return request.config.stash.setdefault(_COUNTS, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write what was counted."""
    if counts := config.stash.get(_COUNTS, []):
        terminalreporter.section("faults")
        for line in counts:
            terminalreporter.write_line(line)
