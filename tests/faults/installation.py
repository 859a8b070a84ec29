"""An installation of one's own that is really served, over HTTP and from the command line, and can be killed."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

LOCKGATE = [sys.executable, "-m", "lockgate"]
MUST_ANSWER_S = 60


class Answer(NamedTuple):
    """What was answered to one request."""

    status: int
    body: dict[str, Any]
    headers: http.client.HTTPMessage

    @property
    def kind(self):
        """The end of a problem's type."""
        return str(self.body.get("type", "")).rpartition("/")[2]


class Page(NamedTuple):
    """A page that was shown."""

    status: int
    text: str
    headers: http.client.HTTPMessage


class Installation:
    """Processes of Lockgate on one database: the server, and what is asked on the command line."""

    def __init__(self, folder: Path, database: str):
        self.environment = os.environ | {  # noqa: TID251  it is handed on, not read
            "DJANGO_SETTINGS_MODULE": "lockgate.settings.demo",
            "LOCKGATE_DATA_DIR": str(folder),
            "LOCKGATE_DATABASE_URL": database,
            "LOCKGATE_SEAL_KEY_FILE": "",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._served: subprocess.Popen[bytes] | None = None
        self._begun: list[subprocess.Popen[str]] = []

    def begin(self, *words):
        """Start `lockgate WORDS`; it is killed at the end where it still runs."""
        pipe = subprocess.PIPE
        command = [*LOCKGATE, *map(str, words)]
        started = subprocess.Popen(command, env=self.environment, stdout=pipe, stderr=pipe, text=True)
        self._begun.append(started)
        return started

    def lockgate(self, *words):
        """Run `lockgate WORDS`; give its exit status, and what it said at each of its outputs."""
        started = self.begin(*words)
        out, err = started.communicate(timeout=600)
        return started.returncode, out, err

    def prepare(self, program, *words):
        """Run a program in this installation, and give what it printed."""
        command = [sys.executable, "-c", f"import sys, django\ndjango.setup()\n{program}", *map(str, words)]
        run = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return run.stdout.strip()

    def serve(self, workers=2):
        """Start the server, and wait until it is ready."""
        command = [*LOCKGATE, "serve", "--port", str(self.port), "--workers", str(workers)]
        quiet = subprocess.DEVNULL
        # In a group of its own, so that it can be killed with all its workers.
        self._served = subprocess.Popen(
            command, env=self.environment, stdout=quiet, stderr=quiet, start_new_session=True
        )
        self.wait_until_ready()

    @property
    def server(self) -> subprocess.Popen[bytes]:
        """The process that was started to serve."""
        assert self._served, "it is not served"
        return self._served

    def wait_until_ready(self):
        """Wait until /readyz says so."""
        deadline_s = time.monotonic() + MUST_ANSWER_S
        while self.status_of("/readyz") != 200:
            assert self.server.poll() is None, "the server has ended"
            assert time.monotonic() < deadline_s, "the server does not answer"
            time.sleep(0.05)

    def status_of(self, path):
        """Return the status of a page, or None where nothing answers."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(asked), suppress(OSError, http.client.HTTPException):
            asked.request("GET", path)
            return asked.getresponse().status
        return None

    def sign_in(self, email, password):
        """Send the form of the sign-in, and give the page that follows."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=MUST_ANSWER_S)) as browser:
            browser.request("GET", "/sign-in/")
            form = browser.getresponse()
            form.read()
            token = SimpleCookie(form.headers["Set-Cookie"])["csrftoken"].value
            typed = urlencode({"username": email, "password": password, "csrfmiddlewaretoken": token})
            kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={token}"}
            browser.request("POST", "/sign-in/", typed, kind)
            page = browser.getresponse()
            return Page(page.status, page.read().decode(), page.headers)

    def children(self):
        """Return the processes that the server has started: its workers, and its companions, which lead sessions."""
        threads = Path(f"/proc/{self.server.pid}/task").glob("*/children")
        held = _of_those_that_run(threads, lambda thread: thread.read_text(encoding="ascii"))
        return [int(child) for children in held.values() for child in children.split()]

    def sealers(self):
        """Return the processes that seal beside the server."""
        sessions = _of_those_that_run(self.children(), os.getsid)
        companions = [child for child, leader in sessions.items() if leader == child]
        words = _of_those_that_run(companions, lambda one: Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0"))
        return [one for one, said in words.items() if b"seal" in said]

    def workers(self):
        """Return the processes that answer."""
        groups = _of_those_that_run(self.children(), os.getpgid)
        return [child for child, group in groups.items() if group == self.server.pid]

    def kill(self, *more):
        """Kill the server with all its workers at once, and these processes."""
        for process in more:
            os.kill(process, signal.SIGKILL)
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        self._served = None

    def end(self):
        """End the server as an operator does, if it runs, and kill what else was begun."""
        for process in self._begun:
            process.kill()
            process.communicate()
        if self._served:
            self._served.terminate()
            self._served.wait(MUST_ANSWER_S)


def runs(process: int) -> bool:
    """Whether a process has not ended; one that ended and that nobody has asked after has."""
    words = _of_those_that_run([process], lambda one: Path(f"/proc/{one}/stat").read_text(encoding="ascii"))
    return any(stat.rpartition(")")[2].split()[0] != "Z" for stat in words.values())


def _of_those_that_run(many, ask):
    """Ask something of each of many processes or threads, and leave out those that end meanwhile."""
    told = {}
    for one in many:
        with suppress(FileNotFoundError, ProcessLookupError):
            told[one] = ask(one)
    return told


class Connection:
    """A client of the REST interface with a bearer key; it connects again where the server has gone."""

    def __init__(self, port, key):
        self._server = http.client.HTTPConnection("127.0.0.1", port, timeout=MUST_ANSWER_S)
        self._key = key

    def post(self, path, body, idempotency_key):
        """Post once to a path below /api/v1; raise OSError or HTTPException where no answer comes back."""
        headers = {"Authorization": f"Bearer {self._key}", "Idempotency-Key": idempotency_key}
        try:
            self._server.request("POST", f"/api/v1{path}", json.dumps(body), headers)
            answer = self._server.getresponse()
            return Answer(answer.status, json.loads(answer.read()), answer.headers)
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self):
        """Close the connection; the next request opens another."""
        self._server.close()
