"""`lockgate application submit | show | list | withdraw`: thin; each acts as the person that --as names."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of `application` and of its verbs; each sets `run`."""
    application = subparsers.add_parser("application", help="submit, show, list and withdraw applications")
    verbs = application.add_subparsers(required=True, metavar="VERB")

    submit = verbs.add_parser(
        "submit",
        help="write an application from a file, and submit it",
        description="Submit an application that stands in a TOML file. docs/guides/exporter.md describes the file.",
    )
    submit.add_argument("file", metavar="FILE", type=Path)
    submit.set_defaults(run=run_submit)

    show = verbs.add_parser("show", help="show an application: lines, outcomes, statements, what is missing")
    show.add_argument("reference", metavar="REFERENCE")
    show.set_defaults(run=run_show)

    rows = verbs.add_parser("list", help="list the applications that you may see, the newest first")
    rows.add_argument("--state", choices=["draft", "submitted", "withdrawn"], default="")
    rows.add_argument("--limit", type=_limit, default=20, metavar="N", help="at most so many, 1 to 1000; 20")
    rows.add_argument("--cursor", default="", help="where the list goes on, as the part before it told")
    rows.set_defaults(run=run_list)

    withdraw = verbs.add_parser("withdraw", help="withdraw an application that is not decided")
    withdraw.add_argument("reference", metavar="REFERENCE")
    withdraw.set_defaults(run=run_withdraw)

    for verb in (submit, show, rows, withdraw):
        verb.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="who acts")
        verb.add_argument("--json", action="store_true", help="print JSON")


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number from 1 to 1000")
    return int(text)


def run_submit(arguments: argparse.Namespace) -> int:
    """Write and submit the application of a file, and print it; nothing is kept where it is refused."""
    from lockgate.applications.draft_file import read_draft
    from lockgate.applications.services import apply_at_once
    from lockgate.parties.queries import person_at

    by = person_at(arguments.email)
    submitted = apply_at_once(by=by, draft=read_draft(arguments.file))
    _print_application(arguments, submitted.reference)
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print an application."""
    _print_application(arguments, arguments.reference)
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Print a part of the list of applications."""
    from lockgate.applications.application_data import row_data
    from lockgate.applications.queries import applications_page
    from lockgate.parties.queries import person_at

    by = person_at(arguments.email)
    page = applications_page(by, state=arguments.state, limit=arguments.limit, cursor=arguments.cursor)
    rows = [row_data(one) for one in page.applications]
    if arguments.json:
        _print_json({"applications": rows, "next_cursor": page.next_cursor})
        return 0
    for row in rows:
        print("{reference}  {state:<9}  {regime} to {destination}  {exporter}".format(**row))
    if not rows:
        print("There is none that you may see.")
    if page.next_cursor:
        print(f"There are more: --cursor {page.next_cursor}")
    return 0


def run_withdraw(arguments: argparse.Namespace) -> int:
    """Withdraw an application, and print it."""
    from lockgate.applications.services import withdraw_application
    from lockgate.parties.queries import person_at

    withdrawn = withdraw_application(by=person_at(arguments.email), application=arguments.reference)
    _print_application(arguments, withdrawn.reference)
    return 0


def _print_application(arguments: argparse.Namespace, reference: str) -> None:
    from lockgate.applications.application_data import application_data
    from lockgate.applications.application_text import application_text
    from lockgate.applications.queries import application_shown
    from lockgate.parties.queries import person_at

    data = application_data(application_shown(person_at(arguments.email), reference))
    if arguments.json:
        _print_json(data)
    else:
        print(application_text(data))


def _print_json(data: dict[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))
