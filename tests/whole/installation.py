"""An installation as a newcomer makes it: an empty folder, the `lockgate` command, and a server where one is wanted."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
PEOPLE = {
    "exporter@example.org": ("exporter", "Ganzhou Magnet Works"),
    "rival@example.org": ("exporter", "Baotou Alloys"),
    "officer@example.org": ("officer", "Licensing Department"),
    "senior@example.org": ("senior_officer", "Licensing Department"),
    "customs@example.org": ("customs", "Customs, Shanghai"),
}


class Said(NamedTuple):
    """How a command ended: its exit status, what it printed, and what it complained of."""

    status: int
    out: str
    err: str


class Installation:
    """A data folder, and commands that know no other."""

    def __init__(self, folder: Path, database: str) -> None:
        self._environment = os.environ | {  # noqa: TID251  it is handed on, not read
            "DJANGO_SETTINGS_MODULE": "lockgate.settings.demo",
            "LOCKGATE_DATA_DIR": str(folder),
            "LOCKGATE_DATABASE_URL": database,
            "LOCKGATE_SEAL_KEY_FILE": "",
        }

    def run(self, *words: str) -> Said:
        """Run `lockgate …` to its end."""
        command = [sys.executable, "-m", "lockgate", *words]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=120)
        return Said(done.returncode, done.stdout, done.stderr)

    def done(self, *words: str) -> Any:
        """Run a command that must succeed and complain of nothing; return what its --json says."""
        said = self.run(*words, "--json")
        assert (said.status, said.err) == (0, ""), f"lockgate {' '.join(words)}: {said}"
        return json.loads(said.out)

    def refused(self, *words: str) -> str:
        """Run a command that must be refused: exit status 2, nothing printed; return its one line of complaint."""
        said = self.run(*words)
        assert (said.status, said.out, said.err.count("\n")) == (2, "", 1), f"lockgate {' '.join(words)}: {said}"
        return said.err

    def set_up(self) -> None:
        """Initialise, and add everybody."""
        assert self.run("init").status == 0
        for email, (role, home) in PEOPLE.items():
            assert self.run("user", "add", email, "--role", role, "--organisation", home).status == 0

    @contextmanager
    def served(self) -> Iterator[int]:
        """Serve for the length of a block; give the port."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        words = [sys.executable, "-m", "lockgate", "serve", "--port", str(port)]
        serving = subprocess.Popen(words, env=self._environment)
        try:
            _wait_for(port)
            yield port
        finally:
            serving.terminate()
            serving.wait(60)


def _wait_for(port: int) -> None:
    deadline_s = time.monotonic() + 60
    while time.monotonic() < deadline_s:
        with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
            asked.request("GET", "/readyz")
            if asked.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise TimeoutError("the server does not answer")
