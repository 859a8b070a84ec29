"""The `lockgate` command: it finds the room whose verb was typed and hands over to that room's commands.py.

Only that one room is imported, and Django is started only for verbs that need it, so that `lockgate determine`
answers at once. A room's commands.py offers `register(subparsers)`, which adds a parser for each of its verbs and
sets the default `run`: a function that takes the parsed arguments and returns the exit status (None means 0).
"""

import difflib
import os
import shlex
import sys
import traceback
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, NamedTuple, NoReturn

from lockgate.core import clock
from lockgate.core.errors import Invalid, LockgateError
from lockgate.settings import environment

INVALID: Final = 2
DIGITS_MAX: Final = 18
INTERNAL_ERROR: Final = 70
INTERRUPTED: Final = 130
READER_GONE: Final = 141


class Verb(NamedTuple):
    """What a word of the command line does, and which module knows how."""

    sentence: str
    module: str
    needs_django: bool | frozenset[str] = False
    """Whether Django is started for it, or for which of its second words."""

    def starts_django(self, words: Sequence[str]) -> bool:
        """Tell whether Django is needed for this command line, whose first word is the verb."""
        if isinstance(self.needs_django, bool):
            return self.needs_django
        return not self.needs_django.isdisjoint(words[1:2])


VERBS: Final[dict[str, Verb]] = {
    "demo": Verb(
        "Answer two real control lists, print a report, serve the pages.", "lockgate.demo.commands", needs_django=True
    ),
    "determine": Verb(
        "Say whether an item needs a licence: to where, for what, on which day.", "lockgate.regimes.commands"
    ),
    "determine-many": Verb("Answer a whole file of such questions, CSV or Parquet.", "lockgate.regimes.commands"),
    "regime": Verb("List, check, show and compare regime packs.", "lockgate.regimes.commands"),
    "journal": Verb(
        "Verify, seal, publish and redact the journal of all acts.", "lockgate.journal.commands", needs_django=True
    ),
    "init": Verb(
        "Make the database and the keys of a new installation, and adopt the packs.",
        "lockgate.operate",
        needs_django=True,
    ),
    "user": Verb("Add users with roles in organisations.", "lockgate.parties.commands", needs_django=True),
    "key": Verb("Add, list and revoke the bearer keys of machines.", "lockgate.parties.commands", needs_django=True),
    "application": Verb("Submit, show and withdraw applications.", "lockgate.applications.commands", needs_django=True),
    "case": Verb("Work on cases: list, show, propose, confirm.", "lockgate.casework.commands", needs_django=True),
    "licence": Verb(
        "Import, show, draw down, suspend and revoke licences.", "lockgate.licences.commands", needs_django=True
    ),
    "licences": Verb("Reconcile every licence's ledger.", "lockgate.licences.commands", needs_django=True),
    "insight": Verb(
        "Figures of what the gate sees, also on a firm's own files.",
        "lockgate.insight.commands",
        needs_django=frozenset({"export", "refresh"}),
    ),
    "observe": Verb("Bound what nobody published, from public statements alone.", "lockgate.insight.observer.command"),
    "migrate": Verb("Bring the database to the form that this Lockgate needs.", "lockgate.operate", needs_django=True),
    "serve": Verb("Serve the pages and the REST interface.", "lockgate.operate", needs_django=True),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process where none is given) and return its exit status.

    0 done; 2 what was given is wrong; 70 an error of Lockgate's own; 130 interrupted; 141 the reader of the
    output went away.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without Chinese shows ?, not an error
    try:
        status = _run(words)
        sys.stdout.flush()
    except LockgateError as error:
        print(f"lockgate: {error}", file=sys.stderr)
        return INVALID
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes stdout once more on its way out, and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except Exception as error:  # noqa: BLE001  the outermost edge: nobody is shown a trace
        return _tell_of_database(error) or _tell_of_internal_error(words)
    return status


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    if words[0] == "--version":
        from importlib.metadata import version  # takes longer to import than all the rest

        print(f"lockgate {version('lockgate')}")
        return 0
    if words[0] not in VERBS:
        near = difflib.get_close_matches(words[0], VERBS, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise Invalid(f"There is no command {words[0]}.{meant}", mend="`lockgate --help` lists them all.")
    starts_django = VERBS[words[0]].starts_django(words)
    parser = parser_of(VERBS[words[0]], starts_django=starts_django)
    try:
        parsed = parser.parse_args(words)
    except SystemExit as said:  # argparse has printed the help, or what is wrong
        return said.code if isinstance(said.code, int) else INVALID
    if starts_django and words[0] not in ("demo", "serve"):  # these have the sealer say it
        _tell_of_demo()
    run: Callable[[Namespace], int | None] = parsed.run
    return run(parsed) or 0


def _tell_of_demo() -> None:
    """Say beside the output that what it tells is synthetic, where this installation is a demo."""
    from lockgate.demo.replay import label, played_here  # Django is not started for every verb

    if played_here() is not None:
        print(label(), file=sys.stderr)


def _help() -> str:
    width = max(map(len, VERBS)) + 2
    verbs = [f"  {word:<{width}}{verb.sentence}" for word, verb in VERBS.items()]
    more = "lockgate COMMAND --help says more of one; lockgate --version tells which Lockgate this is."
    return "\n".join(["usage: lockgate COMMAND ...", "", *verbs, "", more])


class _Parser(ArgumentParser):
    """argparse, but options are written out, and a fault is said in one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options})
        self.register("type", int, _whole_number)

    def error(self, message: str) -> NoReturn:
        self.exit(INVALID, f"{self.prog}: {message}. `{self.prog} --help` shows how it is used.\n")


def _whole_number(word: str) -> int:
    """Read what argparse would call an invalid int value, and no number longer than a table can hold."""
    if not (word.isascii() and word.removeprefix("-").isdecimal() and len(word) <= DIGITS_MAX):
        raise ArgumentTypeError(f"{word[:40]!r} is no whole number of up to {DIGITS_MAX} digits")
    return int(word)


def parser_of(verb: Verb, *, starts_django: bool) -> ArgumentParser:
    """Return the parser of a verb's room, which knows all the words of that room; Django is set up if it is needed."""
    if starts_django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lockgate.settings.demo")
        import_module("django").setup()
    parser = _Parser(prog="lockgate")
    import_module(verb.module).register(parser.add_subparsers(required=True, metavar="COMMAND"))
    return parser


def _tell_of_database(error: Exception) -> int:
    """Say that the database is at fault, and why, as it says itself; 0 where it is something else."""
    if "django" not in sys.modules:
        return 0
    from django.db import DatabaseError  # Django is not started for every verb

    from lockgate.health import must_have_migrations
    from lockgate.web.database_fault import database_fault

    if (fault := database_fault(error)) is not None:
        because = " ".join(str(error).split())
        print(f"lockgate: {fault} The database says: {because}", file=sys.stderr)
        return INVALID
    if isinstance(error, DatabaseError):  # a table or a column that is not there yet
        try:
            must_have_migrations()
        except LockgateError as unready:
            print(f"lockgate: {unready}", file=sys.stderr)
            return INVALID
    return 0


def _tell_of_internal_error(words: list[str]) -> int:
    if os.environ.get("LOCKGATE_DEBUG") == "1":
        traceback.print_exc()
        return INTERNAL_ERROR
    reference = token_hex(4)
    log = (environment.path("LOCKGATE_DATA_DIR") or Path("var")) / "errors.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.touch(mode=0o600)  # what was typed may name a party
        with log.open("a", encoding="utf-8") as stream:
            stream.write(
                f"{reference} {clock.now().isoformat()} lockgate {shlex.join(words)}\n{traceback.format_exc()}\n"
            )
    except OSError as error:
        where = f"{log} could not be written ({error.strerror}); LOCKGATE_DEBUG=1 shows the details here."
    else:
        where = f"The details are in {log}."
    print(f"lockgate: internal error, reference {reference}. Nothing that you did. {where}", file=sys.stderr)
    return INTERNAL_ERROR
