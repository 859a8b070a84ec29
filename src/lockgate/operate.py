"""`lockgate init`, `migrate` and `serve`: what whoever operates an installation does with it.

The demo calls `migrate`, `adopt_packs` and `serve` too. All need Django to be set up. What a room has to do before
it answers is called here, never done here.
"""

import logging
import os
import socket
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from threading import Event, Lock, Thread
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from lockgate.core.errors import NotPossibleNow, Unavailable
from lockgate.core.folder_lock import shared
from lockgate.core.permissions import LOCKGATE
from lockgate.health import must_have_migrations
from lockgate.installation import must_be_servable
from lockgate.journal.seal import seal_rows
from lockgate.licences.ledger.guards import missing_guards
from lockgate.regimes.services import adopt_pack
from lockgate.regimes.shelf import codes

log = logging.getLogger(__name__)
MOST_WORKERS = 256
"""Processes that `serve` starts at most; more than any one machine has use for."""
COMPANIONS: Final = (("journal", "seal", "--every", "10"), ("insight", "refresh", "--every", "600"))
"""What goes on beside those that answer, while Lockgate serves."""
MAY_TAKE_S: Final = 60
LOOK_AFTER_EVERY_S: Final = 1


def register(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the parsers of `init`, `migrate` and `serve`."""
    begin = subparsers.add_parser("init", description="Make the database and the keys, and adopt the packs.")
    begin.set_defaults(run=lambda _: init())

    bring = subparsers.add_parser("migrate", description="Bring the database to the form that this Lockgate needs.")
    bring.set_defaults(run=lambda _: migrate())

    serving = subparsers.add_parser("serve", description="Serve the pages and the REST interface until interrupted.")
    serving.add_argument("--address", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    serving.add_argument("--port", type=port_number, default=8000, help="the port (8000)")
    serving.add_argument("--workers", type=_workers, default=1, help="how many processes answer (1)")
    serving.set_defaults(run=_serve)


def init() -> None:
    """Bring the database to its form, adopt the packs and seal: all before the first user. A repeat does no harm."""
    migrate()
    adopt_packs()
    print("Lockgate is set up. `lockgate user add EMAIL --role ROLE --organisation NAME` adds the first user.")


def migrate() -> None:
    """Apply every migration that the database lacks; say nothing where there is none."""
    call_command("migrate", verbosity=0, interactive=False)


def adopt_packs() -> None:
    """Adopt the packs that come with Lockgate, as they lie in their files, and seal what the journal holds unsealed."""
    for regime in codes():
        adopt_pack(by=LOCKGATE, regime=regime)
    seal_rows()


def serve(*, address: str, port: int, workers: int) -> None:
    """Adopt the packs and seal the journal, then serve on this address until interrupted, with its companions.

    Raises NotPossibleNow where the database lacks migrations or guards or is a demo's that may not be served there,
    Unavailable where the address is not to be had.
    """
    must_have_migrations()
    if missing := missing_guards():
        raise NotPossibleNow(
            f"The database does not guard the ledger: {', '.join(missing)}.",
            mend="Run `lockgate migrate`, which makes the guards again, and then `lockgate licences reconcile`.",
        )
    must_be_servable(address)
    must_be_free(address, port)
    adopt_packs()
    connection.close()
    print(f"Lockgate answers at http://{address}:{port}/ until you press Ctrl-C.", flush=True)
    with shared(settings.DATA_DIR), _companions():
        Granian(
            "lockgate.wsgi:application",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,  # SQLite has one writer at a time anyway, and more threads were measured to be slower
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        ).serve(target_loader=_application, wrap_loader=False)


def _application() -> Any:
    """Load what a worker answers with, in the worker; it ends with the process that started it, however that ends."""
    from lockgate.wsgi import application  # noqa: PLC0415  that process itself answers nothing

    Thread(target=_end_with_the_first, daemon=True).start()
    return application


def _end_with_the_first() -> None:
    """End this worker at once when the process that started it is gone, which then holds its port no longer.

    What the worker was doing is undone by the database, or done, and done once when it is sent again.
    """
    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)


@contextmanager
def _companions() -> Iterator[None]:
    """Keep the journal sealed and insight reckoned, each in a process of its own; they end with this one, however."""
    over, starting = Event(), Lock()
    # A worker that is forked while one is started would keep the pipe open by which Popen learns that it runs.
    os.register_at_fork(before=starting.acquire, after_in_parent=starting.release, after_in_child=starting.release)
    keepers = [Thread(target=_keep, args=(words, over, starting), daemon=True) for words in COMPANIONS]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        over.set()
        for keeper in keepers:
            keeper.join()


def _keep(words: tuple[str, ...], over: Event, starting: Lock) -> None:
    """Start a process with these words, and another in place of one that ended, until it is over."""
    command = [sys.executable, "-m", "lockgate", *words, "--while-input-is-open"]
    while not over.is_set():
        with starting:
            # In a session of its own Ctrl-C does not reach it: it ends when its input does, after what it does then.
            companion = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603  our own
        while companion.poll() is None and not over.wait(LOOK_AFTER_EVERY_S):
            pass
        companion.communicate(timeout=MAY_TAKE_S)
        if not over.is_set():
            ended = " ".join(words[:2]), companion.returncode
            log.warning("the process of `lockgate %s` ended with %s; another takes its place", *ended)


def port_number(word: str) -> int:
    """Return a word of the command line as a port; raise ArgumentTypeError for any other word."""
    if not (word.isascii() and word.isdigit() and 0 < int(word) < 2**16):
        raise ArgumentTypeError(f"{word} is no port; write a number from 1 to 65535")
    return int(word)


def _workers(word: str) -> int:
    if not (word.isascii() and word.isdigit() and 0 < int(word) <= MOST_WORKERS):
        raise ArgumentTypeError(f"{word} is no number of processes; write one from 1 to {MOST_WORKERS}")
    return int(word)


def _serve(parsed: Namespace) -> None:
    serve(address=parsed.address, port=parsed.port, workers=parsed.workers)


def must_be_free(address: str, port: int) -> None:
    """Raise Unavailable where an address cannot be listened at."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        raise Unavailable(
            f"Port {port} of {address} cannot be listened at: {error.strerror}.",
            mend="End what uses it, or choose another with --port.",
        ) from error
