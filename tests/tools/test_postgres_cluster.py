"""The server that a run on PostgreSQL has of its own: safe as in production, closed to others, and gone afterwards."""

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from lockgate.core.errors import Unavailable
from tools.postgres_cluster import private_cluster

pytestmark = pytest.mark.only_on("postgresql", reason="PostgreSQL may not be installed")
WRAPPER = [sys.executable, "tools/postgres_cluster.py"]
ROOT = Path(__file__).parents[2]
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "listen_addresses": "",
    "unix_socket_directories": None,
}
TELL_AND_WAIT = "echo $LOCKGATE_DATABASE_URL; exec sleep 60"


def folder_of(url):
    return Path(parse_qs(urlsplit(url.strip()).query)["host"][0])


def begin(shell):
    command = [*WRAPPER, "sh", "-c", shell]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)


def processes_of(folder):
    """Find the processes, of whatever user, that were started with this folder in their words."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(FileNotFoundError, ProcessLookupError):  # of one that has ended meanwhile
            line = path.read_bytes()
            found += [line] if str(folder).encode() in line else []
    return found


def test_a_cluster_waits_for_the_disk_listens_at_a_socket_only_and_is_gone_afterwards():
    with private_cluster() as cluster:
        folder = folder_of(cluster.url)
        with psycopg.connect(cluster.url) as session:
            shown = [session.execute(f"SHOW {name}".encode()).fetchone() for name in SETTINGS]
        assert shown == [(str(folder) if value is None else value,) for value in SETTINGS.values()]
        assert folder.stat().st_mode & 0o077 == 0
        assert (folder / "data" / "postmaster.pid").stat().st_uid == (os.geteuid() or pwd.getpwnam("postgres").pw_uid)
        assert processes_of(folder)
    assert not folder.exists()
    assert not processes_of(folder)


def test_a_cluster_is_gone_after_a_failure_in_its_block():
    folder = Path()
    with pytest.raises(RuntimeError), private_cluster() as cluster:  # noqa: PT012
        folder = folder_of(cluster.url)
        raise RuntimeError
    assert folder.is_absolute() and not folder.exists()
    assert not processes_of(folder)


def test_a_cluster_that_was_ended_at_once_starts_again_with_what_was_committed():
    with private_cluster() as cluster:
        with psycopg.connect(cluster.url) as session:
            session.execute("CREATE TABLE kept AS SELECT 7 AS number")
        cluster.end_at_once()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(cluster.url)
        cluster.start()
        with psycopg.connect(cluster.url) as session:
            assert session.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_server_that_does_not_start_says_why(monkeypatch):
    with TemporaryDirectory(prefix="d" * 90) as too_long_for_a_socket:
        Path(too_long_for_a_socket).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", too_long_for_a_socket)
        with pytest.raises(Unavailable, match=r"(?s)PostgreSQL does not start: .* is too long"), private_cluster():
            pytest.fail("it has started")
        assert not list(Path(too_long_for_a_socket).iterdir())


def test_a_command_has_an_empty_database_and_its_status_is_handed_on():
    with begin("echo $LOCKGATE_DATABASE_URL; exit 3") as run:
        said, _ = run.communicate(timeout=60)
    assert run.returncode == 3
    assert not folder_of(said).exists()


@pytest.mark.parametrize(("ending", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "ended"])
def test_a_cluster_is_gone_after_a_run_that_was_interrupted(ending, status):
    with begin(TELL_AND_WAIT) as run:
        assert run.stdout
        folder = folder_of(run.stdout.readline())
        assert processes_of(folder)
        os.killpg(run.pid, ending)
        assert run.wait(30) == status
    assert not folder.exists()
    assert not processes_of(folder)
