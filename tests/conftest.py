"""Two tiers of one suite: small, repeatable counts, or the full ones with --long. No test leaves the machine."""

import ipaddress
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings

from tests.databases import database_of_its_own
from tests.factories.unguarded import take_guards_away

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("long", max_examples=1000, deadline=None, print_blob=True)

COUNT = "count"
HERE = Path(__file__).parent
LONGEST = tuple(HERE / room for room in ("journeys", "whole", "faults"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the full counts: minutes to hours instead of minutes")


def pytest_configure(config: pytest.Config) -> None:
    TransactionTestCase._fixture_teardown = _empty_the_ledger_too  # type: ignore[attr-defined]
    settings.load_profile("long" if config.getoption("--long") else "quick")
    sys.addaudithook(_stay_on_this_machine)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # else the order is that of pytest-django: rolled back first, emptied last
        # What takes longest begins first: no process should be left with it when the others have done.
        items.sort(key=lambda item: not any(item.path.is_relative_to(room) for room in LONGEST))
    for item in items:
        if item.get_closest_marker("long") and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="runs with --long"))
        if (only := item.get_closest_marker("only_on")) and only.args[0] != connection.vendor:
            item.add_marker(pytest.mark.skip(reason=f"only on {only.args[0]}: {only.kwargs['reason']}"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep the tests' SQLite in a file, as an installation does: each thread of a server has a connection of its own.

    In memory all threads would share one, and two requests at once would stand in one transaction. Nothing in it need
    outlast a power cut.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = tmp_path_factory.mktemp("database") / "tests.sqlite3"
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def long(pytestconfig: pytest.Config) -> bool:
    """Whether this is a run with the full counts."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """An empty database for processes that the test starts: what LOCKGATE_DATABASE_URL should be for them."""
    with database_of_its_own(tmp_path) as url:
        yield url


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a count, such as of rounds and requests, at the end of the run; it travels in the report of the test."""
    return partial(record_property, COUNT)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write what was counted, in whichever process, in the order of the tests' names."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    reports.sort(key=lambda report: report.nodeid)
    if counts := [text for report in reports for name, text in report.user_properties if name == COUNT]:
        terminalreporter.section("counts")
        for line in counts:
            terminalreporter.write_line(line)


_empty_tables = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _empty_the_ledger_too(case: TransactionTestCase) -> None:
    """Let a test that commits be cleared up: the ledger refuses to be emptied. Its guards are made again then."""
    take_guards_away()
    _empty_tables(case)


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise RuntimeError(f"A test tried to reach {host}. Nothing in Lockgate may need the network.")
