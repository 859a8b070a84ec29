"""`lockgate journal verify | head | seal | redact`: thin, as all commands are; they need Django and a database."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from django.db import OperationalError, ProgrammingError

from lockgate.core.errors import Invalid, Unavailable
from lockgate.core.until_over import is_over, offer_every

WHOLE, FAULTY = 0, 1
Run = Callable[[argparse.Namespace], int]


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of `journal` and of its verbs; each sets `run`."""
    journal = subparsers.add_parser("journal", help="verify, publish, seal and redact the journal of all acts")
    verbs = journal.add_subparsers(required=True, metavar="VERB")

    verify = verbs.add_parser(
        "verify",
        help="find any changed, missing, reordered or inserted row",
        description="Verify the journal, and hold every table that it vouches for against its acts. "
        "Exit status: 0 whole, 1 a fault was found, 2 it could not be verified.",
    )
    verify.add_argument("--head", metavar="FILE", type=Path, help="a head that was published before; shows truncation")
    verify.add_argument("--json", action="store_true", help="print JSON")
    verify.set_defaults(run=_on_database(_verify))

    head = verbs.add_parser("head", help="print the head to publish")
    head.add_argument("--json", action="store_true", help="print JSON")
    head.set_defaults(run=_on_database(_head))

    seal = verbs.add_parser("seal", help="seal every row that is in no seal yet")
    offer_every(seal, ends="seal once more and end")
    seal.set_defaults(run=_on_database(_seal))

    redact = verbs.add_parser(
        "redact",
        help="remove the personal content of a row, by an act that stays",
        description="Remove the content and the actor's name of a row for ever. That it was done, when, by whom and "
        "why stays in the journal, and verification says so.",
    )
    redact.add_argument("row", metavar="ROW", type=int, help="the number of the row, as verification prints it")
    redact.add_argument("--reason", required=True, help="why; it stays in the journal")
    redact.add_argument("--json", action="store_true", help="print JSON")
    redact.set_defaults(run=_on_database(_redact))


def _on_database(run: Run) -> Run:
    """Tell in a sentence where the database has no journal, or does not answer."""

    def answer(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except (OperationalError, ProgrammingError) as error:
            raise Unavailable(
                f"The journal cannot be read: the database says {str(error).strip()!r}.",
                mend="If the database is new or older than this Lockgate, run `lockgate migrate` first.",
            ) from error

    return answer


def _verify(arguments: argparse.Namespace) -> int:
    from lockgate.journal.head import parse_head
    from lockgate.journal.report import as_json, as_text
    from lockgate.journal.verify import verify_journal

    published = parse_head(_text_of(arguments.head)) if arguments.head else None
    found = verify_journal(published=published)
    print(json.dumps(as_json(found), ensure_ascii=False, indent=2) if arguments.json else as_text(found))
    return WHOLE if found.is_whole else FAULTY


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise Invalid(f"The head file {path} cannot be read: {reason}.", mend="Name the file of a head.") from None


def _head(arguments: argparse.Namespace) -> int:
    from lockgate.journal.seal import latest_head

    head = latest_head()
    if arguments.json:
        print(json.dumps(head and head._asdict(), indent=2))
    elif head:
        print(head.text(), end="")
    else:
        print("The journal holds no seal yet: `lockgate journal seal` makes one where there are rows.", file=sys.stderr)
    return 0 if head else FAULTY


def _seal(arguments: argparse.Namespace) -> int:
    from lockgate.journal.seal import keep_sealed, seal_rows

    if arguments.every:
        keep_sealed(every_s=arguments.every, is_over=is_over(arguments))
        return 0
    seals = seal_rows()
    if not seals:
        print("Every row of the journal is sealed already.")
    for seal in seals:
        print(f"Seal {seal.sequence} was made; rows in it: {seal.leaf_count}; rows sealed so far: {seal.rows_sealed}.")
    return 0


def _redact(arguments: argparse.Namespace) -> int:
    from lockgate.core.permissions import OPERATOR
    from lockgate.journal.services import redact_row

    act = redact_row(by=OPERATOR, row=arguments.row, reason=arguments.reason)
    if arguments.json:
        print(json.dumps({"row": arguments.row, "redacted_by_row": act.row}, indent=2))
    else:
        print(f"Row {arguments.row} of the journal is redacted; row {act.row} says so.")
    return 0
