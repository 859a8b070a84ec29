"""The disk is full, or the database goes away: 503, a sentence and Retry-After, nothing half done; then it goes on."""

import resource
import subprocess
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.databases import database_of_its_own
from tests.faults.conftest import set_up
from tests.faults.installation import Connection
from tests.faults.load import PREPARE
from tools.postgres_cluster import private_cluster

DISK_BYTES = 16 * 2**20


class Gate:
    """Customs at a gate, which draws down a kilogram under each key; and what the installation says of it all."""

    def __init__(self, installation, key):
        self.installation, self._key = installation, key
        self.drawn = 0

    def draw(self, key):
        """Draw down a kilogram, asked once."""
        with closing(Connection(self.installation.port, self._key)) as connection:
            body = {"quantity": "1", "unit": "KGM", "declaration": key, "office": "Shanghai"}
            return connection.post("/licences/LOAD-0/lines/1/draw-downs", body, key)

    def must_draw(self, key):
        """Draw down a kilogram; check that it is done, and that it is one more than before."""
        self.drawn += 1
        answer = self.draw(key)
        assert (answer.status, answer.body.get("drawn_after")) == (HTTPStatus.CREATED, str(self.drawn)), answer

    def check_is_told_to_wait(self, key):
        """Check that a draw-down is answered 503 with a sentence, how to mend it, and when to ask again."""
        answer = self.draw(key)
        assert (answer.status, answer.kind) == (HTTPStatus.SERVICE_UNAVAILABLE, "unavailable"), answer
        assert answer.body["title"] == "The database does not answer, is full or is too busy."
        assert "under the same key" in answer.body["detail"]
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Content-Type"] == "application/problem+json"

    def check_goes_on(self, keys):
        """Check that what was refused is done now, once each, and that all that is stored is vouched for."""
        for key in keys:
            self.must_draw(key)
            repeated = self.draw(key)
            assert (repeated.status, repeated.body["drawn_after"]) == (HTTPStatus.OK, str(self.drawn))
        assert self.installation.lockgate("journal", "verify")[0] == 0
        assert self.installation.lockgate("licences", "reconcile")[0] == 0


def gate_of(folder, database):
    """Serve an installation with one worker, whose database is the only thing that the test takes away."""
    for installation in set_up(folder, database):
        key = installation.prepare(PREPARE, 1)
        installation.serve(workers=1)
        yield Gate(installation, key)


@contextmanager
def small_disk(folder: Path):
    """Mount a small disk; skip the test where this process may not mount."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "none", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(ballast: Path):
    """Write a file until its disk is full to the last byte."""
    page = bytes(2**12)
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(page) == len(page):
            pass


def draws_until_told_to_wait(gate, keys):
    """Draw down until the first that cannot be kept: what the log of the database has room for is still done."""
    for key in keys:
        if gate.draw(key).status != HTTPStatus.CREATED:
            return key
        gate.drawn += 1
    pytest.fail("the disk never was full")


@pytest.mark.only_on("sqlite", reason="a PostgreSQL server ends itself when its log finds no room")
def test_on_a_full_disk_a_draw_down_is_answered_503_and_is_done_once_there_is_room(tmp_path, count):
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk), database_of_its_own(disk) as database:
        for gate in gate_of(tmp_path, database):
            gate.must_draw("before")
            fill(disk / "ballast")
            first = draws_until_told_to_wait(gate, (f"full {number}" for number in range(2000)))
            refused = [first, *(f"still full {number}" for number in range(5))]
            for key in refused:
                gate.check_is_told_to_wait(key)
            check_pages_and_command_line_say_so_too(gate.installation)
            (disk / "ballast").unlink()
            gate.check_goes_on(refused)
            count(f"full disk on SQLite: {len(refused)} of {gate.drawn} draw-downs were told to wait, and done later.")


@pytest.mark.only_on("sqlite", reason="its file is written by the worker itself")
def test_a_file_that_may_not_grow_is_told_as_a_full_disk(tmp_path):
    with database_of_its_own(tmp_path) as database:
        for gate in gate_of(tmp_path, database):
            gate.must_draw("before")
            (worker,) = gate.installation.workers()
            _, hard = resource.prlimit(worker, resource.RLIMIT_FSIZE)
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (2**10, hard))
            gate.check_is_told_to_wait("no room")
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (hard, hard))
            gate.check_goes_on(["no room"])


@pytest.mark.only_on("postgresql", reason="SQLite has no server that could go")
def test_a_database_that_goes_away_is_told_as_503_and_found_again_when_it_is_back(tmp_path, count):
    with private_cluster() as cluster:
        for gate in gate_of(tmp_path, cluster.url):
            gate.must_draw("before")
            for number in range(3):
                cluster.end_at_once()
                keys = [f"{number} away {name}" for name in "ab"]
                for key in keys:
                    gate.check_is_told_to_wait(key)
                check_pages_and_command_line_say_so_too(gate.installation)
                assert gate.installation.status_of("/readyz") == HTTPStatus.SERVICE_UNAVAILABLE
                cluster.start()
                gate.check_goes_on(keys)
            count("PostgreSQL ended and started again under a server that stays: 3 rounds.")


def check_pages_and_command_line_say_so_too(installation):
    """Check that an act on the command line is refused with a sentence, and that a page says when to come back."""
    words = ("LOAD-0", "1", "1", "KGM", "--key", "cli", "--declaration", "D", "--office", "Shanghai")
    status, out, err = installation.lockgate("licence", "draw-down", *words, "--as", "customs@example.org")
    assert (status, out) == (2, "")
    assert err.startswith("lockgate: The database does not answer, is full or is too busy. Wait a few seconds.")
    page = installation.sign_in("customs@example.org", "wrong password")
    assert page.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "The database does not answer" in page.text and int(page.headers["Retry-After"]) > 0
