"""A new installation: its database is made, then it answers, and what stands in its way is said."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import pytest

from lockgate.core.permissions import Role
from lockgate.demo.people import AUTHORITY, SIGN_IN_AS
from tests.factories.demo import tell_of_demo

LOCKGATE = [sys.executable, "-m", "lockgate"]
MUST_ANSWER_S = 120


@pytest.fixture
def lockgate(tmp_path, own_database, monkeypatch):
    """Run `lockgate` as an operator does, in an installation that is new."""
    monkeypatch.setenv("LOCKGATE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LOCKGATE_DATABASE_URL", own_database)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "lockgate.settings.demo")
    return lambda *words: subprocess.run([*LOCKGATE, *words], capture_output=True, text=True)


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


def test_a_server_does_not_start_on_a_database_of_an_earlier_version(lockgate, port):
    served = lockgate("serve", "--port", port)
    assert "Run `lockgate init` for a new one, `lockgate migrate` for one that is older." in served.stderr
    assert served.returncode == 2


@pytest.mark.parametrize(
    "words",
    [
        "user add a@example.org --role customs --organisation Customs",
        "licence show LI-1 --as a@example.org",
        "case list --as a@example.org",
        "licences reconcile",
    ],
)
def test_a_command_on_a_database_that_was_not_set_up_says_what_to_run(lockgate, words):
    done = lockgate(*words.split())
    assert "Run `lockgate init` for a new one, `lockgate migrate` for one that is older." in done.stderr
    assert (done.returncode, done.stdout, done.stderr.count("lockgate: ")) == (2, "", 1)


@pytest.mark.only_on("sqlite", reason="a database that is a file")
def test_a_database_in_a_folder_that_is_not_there_is_told_as_that(lockgate, tmp_path, monkeypatch):
    monkeypatch.setenv("LOCKGATE_DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/lockgate.sqlite3")
    done = lockgate("init")
    assert "should look whether its folder is there" in done.stderr
    assert done.returncode == 2


def test_a_migrated_installation_answers_until_it_is_interrupted(lockgate, port):
    assert lockgate("migrate").returncode == 0
    with serving(port) as served:
        assert served.stdout is not None
        assert port in served.stdout.readline()
        assert status_of(f"http://127.0.0.1:{port}/nothing-is-here") == HTTPStatus.NOT_FOUND
        served.send_signal(signal.SIGINT)
        assert served.wait(MUST_ANSWER_S) == 0


def test_what_is_done_while_it_serves_is_sealed_when_it_ends(lockgate, port):
    assert lockgate("migrate").returncode == 0
    with serving(port) as served:
        assert status_of(f"http://127.0.0.1:{port}/readyz") == HTTPStatus.OK
        before = json.loads(lockgate("journal", "head", "--json").stdout)
        assert lockgate("journal", "redact", "1", "--reason", "For a test.").returncode == 0
        served.send_signal(signal.SIGTERM)
        assert served.wait(MUST_ANSWER_S) == 0
    after = json.loads(lockgate("journal", "head", "--json").stdout)
    assert (after["sequence"], after["rows"]) == (before["sequence"] + 1, before["rows"] + 1)
    assert json.loads(lockgate("journal", "verify", "--json").stdout)["unsealed_rows"] == 0


def test_a_port_that_is_taken_is_said(lockgate):
    assert lockgate("migrate").returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        served = lockgate("serve", "--port", str(taken.getsockname()[1]))
    assert "cannot be listened at: Address already in use" in served.stderr
    assert served.returncode == 2


@pytest.mark.parametrize("verb", ["serve", "demo"])
@pytest.mark.parametrize("word", ["0", "65536", "-1", "http", "８０"])
def test_what_is_no_port_is_said(lockgate, verb, word):
    served = lockgate(verb, f"--port={word}")
    assert f"{word} is no port" in served.stderr
    assert served.returncode == 2


@contextmanager
def serving(port: str) -> Iterator[subprocess.Popen[str]]:
    """Start a server; it is killed where the test has not ended it."""
    with subprocess.Popen([*LOCKGATE, "serve", "--port", port], stdout=subprocess.PIPE, text=True) as served:
        try:
            yield served
        finally:
            served.kill()


def status_of(address: str) -> int:
    """Ask until the server answers; its first process needs a moment."""
    deadline_s = time.monotonic() + MUST_ANSWER_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=MUST_ANSWER_S) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code
        except OSError:
            assert time.monotonic() < deadline_s, f"nothing listens at {address}"
            time.sleep(0.05)


@pytest.mark.parametrize("word", ["0", "-1", "257", "many"])
def test_what_is_no_number_of_processes_is_said(lockgate, word):
    served = lockgate("serve", f"--workers={word}")
    assert f"{word} is no number of processes" in served.stderr
    assert served.returncode == 2


@pytest.fixture
def demo(lockgate, tmp_path):
    """Have the installation be a demo's."""
    assert lockgate("migrate").returncode == 0
    user = (SIGN_IN_AS[Role.OFFICER], "--role", "officer", "--organisation", AUTHORITY)
    assert lockgate("user", "add", *user).returncode == 0
    tell_of_demo(tmp_path)


@pytest.mark.parametrize("kind", ["development", "production"])
def test_a_demo_is_served_under_no_other_settings(lockgate, demo, port, monkeypatch, tmp_path, kind):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", f"lockgate.settings.{kind}")
    monkeypatch.setenv("LOCKGATE_SECRET_KEY", "s3cret-" * 10)
    monkeypatch.setenv("LOCKGATE_ALLOWED_HOSTS", "gate.example")
    monkeypatch.setenv("LOCKGATE_SEAL_KEY_FILE", str(tmp_path / "seal-key.pem"))
    served = lockgate("serve", "--port", port)
    assert served.stderr == (
        "lockgate: The database holds accounts of the demo (demo.lockgate.invalid), and "
        f"lockgate.settings.{kind} serves no demo. "
        "Name another database in LOCKGATE_DATABASE_URL, or another folder in LOCKGATE_DATA_DIR.\n"
    )
    assert served.returncode == 2
    checked = subprocess.run([sys.executable, "-m", "django", "check"], capture_output=True, text=True)
    assert "(lockgate.E001) The database holds accounts of the demo" in checked.stderr
    assert checked.returncode == 1


def test_a_demo_is_served_to_no_other_machine(lockgate, demo, port):
    served = lockgate("serve", "--port", port, "--address", "0.0.0.0")
    assert "so it is not served at 0.0.0.0. Leave out --address, or give 127.0.0.1.\n" in served.stderr
    assert served.returncode == 2


def test_a_visitor_of_a_demo_that_is_served_is_let_in(lockgate, demo, port):
    with serving(port) as served:
        assert status_of(f"http://127.0.0.1:{port}/readyz") == HTTPStatus.OK
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(f"http://127.0.0.1:{port}/demo/as/officer", timeout=MUST_ANSWER_S) as page:
            assert SIGN_IN_AS[Role.OFFICER] in page.read().decode()
        served.send_signal(signal.SIGINT)
        assert served.wait(MUST_ANSWER_S) == 0
