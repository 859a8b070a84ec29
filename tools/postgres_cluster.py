"""A PostgreSQL server of one's own, for as long as a `with` block or one command lasts.

`python tools/postgres_cluster.py COMMAND ...` runs a command with LOCKGATE_DATABASE_URL naming an empty
database; `./run test --postgres` does so, and benchmarks use `private_cluster`. The server lies in a temporary
folder of which nothing stays, runs as an unprivileged user, listens at a socket in that folder and nowhere
else, and waits for the disk at each commit, as in production.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any
from urllib.parse import quote

from lockgate.core.errors import LockgateError, Unavailable

OWNER = "lockgate"
PORT = "5432"  # only part of the socket's name
START_S = 60
# Text is compared by the rules of a language, as it is on most servers in use: order that only bytes give shows.
INITDB = ["--username", OWNER, "--auth=trust", "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=en"]


class Cluster:
    """A server in a folder; `url` names its empty database, whose user may do everything."""

    def __init__(self, folder: str, as_user: dict[str, Any]) -> None:
        self.url = f"postgresql://{OWNER}@:{PORT}/{OWNER}?host={quote(folder, safe='')}"
        self._folder, self._as_user = folder, as_user
        self._server: subprocess.Popen[Any] | None = None

    def start(self) -> None:
        """Start it, as it was left; raise Unavailable where it does not start, with what it said."""
        with Path(self._folder, "server.log").open("ab") as log:
            options = ["-D", f"{self._folder}/data", "-k", self._folder, "-p", PORT, "-c", "listen_addresses="]
            self._server = subprocess.Popen(
                [_program("postgres"), *options],
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests; the server ends after them
                **self._as_user,
            )
        _wait_until_it_answers(self._server, self._folder)

    def end_at_once(self) -> None:
        """End it as an immediate shutdown does: no session is waited for, and nothing is written that was not yet."""
        if self._server:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait()


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """Start a server with an empty database; in the end remove it.

    Raises Unavailable where PostgreSQL is not installed or does not start, with what it said.
    """
    with TemporaryDirectory(prefix="lockgate-pg-", ignore_cleanup_errors=True) as folder:
        as_user = _unprivileged(folder)
        _finish("initdb", "--pgdata", f"{folder}/data", *INITDB, **as_user)
        cluster = Cluster(folder, as_user)
        try:
            cluster.start()
            _finish("createdb", "-h", folder, "-p", PORT, "-U", OWNER, OWNER, **as_user)
            yield cluster
        finally:
            cluster.end_at_once()  # nothing of it is kept


def main(command: list[str]) -> int:
    """Run a command beside a server of its own; return its exit status, as a shell does."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    with private_cluster() as cluster:
        environment = os.environ | {"LOCKGATE_DATABASE_URL": cluster.url}  # noqa: TID251  handed on, not read
        with subprocess.Popen(command, env=environment) as child:
            # From here on the command decides: the terminal tells it of Ctrl-C too, and it may have to clear up.
            signal.signal(signal.SIGINT, lambda *_: None)
            signal.signal(signal.SIGTERM, lambda *_: child.terminate())
            status = child.wait()
    return status if status >= 0 else 128 - status


def _unprivileged(folder: str) -> dict[str, Any]:
    """Say as whom programs run, and where: PostgreSQL refuses root, so root lends the folder to Debian's user."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise Unavailable(
            "There is no user 'postgres' to run the server as, and it never runs as root.",
            mend="Install Debian's package 'postgresql', or run this as yourself.",
        ) from None
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"cwd": folder, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _program(name: str) -> str:
    """Find a program of the newest PostgreSQL that Debian has installed, or of the one in the PATH."""
    debian = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(debian, key=lambda path: float(path.parts[-3]), default=None)
    found = str(newest) if newest else shutil.which(name)
    if found is None:
        raise Unavailable("PostgreSQL is not installed.", mend="Install Debian's package 'postgresql'.")
    return found


def _finish(program: str, *arguments: str, **as_user: Any) -> None:
    """Run a program of PostgreSQL to its end; raise Unavailable with what it said where it fails."""
    done = subprocess.run([_program(program), *arguments], capture_output=True, text=True, **as_user)
    if done.returncode != 0:
        raise Unavailable(f"{program} failed: {done.stderr.strip()}", mend="Mend that, then run again.")


def _wait_until_it_answers(server: subprocess.Popen[Any], folder: str) -> None:
    deadline_s = time.monotonic() + START_S
    ask = [_program("pg_isready"), "--quiet", "-h", folder, "-p", PORT]
    while subprocess.run(ask).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline_s:
            said = Path(folder, "server.log").read_text(encoding="utf-8", errors="replace")
            raise Unavailable(f"PostgreSQL does not start: {said.strip()}", mend="Mend that, then run again.")
        time.sleep(0.05)


def _leave(number: int, _: FrameType | None) -> None:
    """Turn a signal that would end this process at once into an exception, so that the server is ended first."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LockgateError as error:
        sys.exit(str(error))
