"""`lockgate licence import | show | list | suspend | reinstate | revoke`, and the ledger's verbs beside them. Thin."""

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lockgate.licences.ledger.commands import register_reconcile, register_verbs

_Verbs = _SubParsersAction  # argparse's own type of what add_subparsers returns


def register(subparsers: "_Verbs[ArgumentParser]") -> None:
    """Add the parsers of `licence` and `licences`; each verb sets `run`."""
    one = subparsers.add_parser("licence", description="Import, show, draw down, suspend and revoke licences.")
    verbs = one.add_subparsers(required=True, metavar="VERB")
    bring = _verb(verbs, "import", "import licences that are held from elsewhere: all of a file or nothing", _import)
    bring.add_argument("file", metavar="LICENCES.csv", type=Path)
    show = _verb(verbs, "show", "show a licence with what is left on it", _show)
    show.add_argument("licence", metavar="LICENCE")
    listing = _verb(verbs, "list", "list the licences that the account sees, by number", _list)
    listing.add_argument("--number", default="", metavar="BEGINNING", help="whose number begins so")
    listing.add_argument("--case", default="", metavar="CASE", help="what a decision on this case granted")
    listing.add_argument("--state", default="", metavar="STATE", help="in_force, suspended, expired …")
    listing.add_argument("--cursor", default="", help="where the list goes on, as the part before it told")
    _register_standing(verbs)
    register_verbs(verbs)

    many = subparsers.add_parser("licences", description="Reconcile every licence's ledger.")
    register_reconcile(many.add_subparsers(required=True, metavar="VERB"))


def _register_standing(verbs: "_Verbs[ArgumentParser]") -> None:
    said = {
        "suspend": ("let nothing leave on a licence until it is reinstated", _suspend),
        "reinstate": ("put a suspended licence in force again", _reinstate),
        "revoke": ("end a licence for good", _revoke),
    }
    for name, (sentence, run) in said.items():
        verb = _verb(verbs, name, sentence, run)
        verb.add_argument("licence", metavar="LICENCE")
        verb.add_argument("--reason", required=True, help="kept, and read by whoever sees the licence")


def _verb(
    verbs: "_Verbs[ArgumentParser]", name: str, sentence: str, run: Callable[[Namespace], None]
) -> ArgumentParser:
    verb = verbs.add_parser(name, help=sentence, description=f"{sentence[0].upper()}{sentence[1:]}.")
    verb.add_argument("--as", dest="email", metavar="EMAIL", required=True, help="who acts")
    verb.add_argument("--json", action="store_true", help="print JSON")
    verb.set_defaults(run=run)
    return verb


def _import(parsed: Namespace) -> None:
    from lockgate.licences.services import import_licences
    from lockgate.parties.queries import person_at

    brought = import_licences(by=person_at(parsed.email), file=parsed.file)
    said = f"{brought.licences} licences imported, with {brought.lines} lines"
    there = f"; {brought.unchanged} were there already" if brought.unchanged else ""
    _tell(parsed, brought._asdict(), f"{said}{there}.")


def _show(parsed: Namespace) -> None:
    from lockgate.licences.queries import licence_sheet, sheet_data
    from lockgate.licences.sheet_text import sheet_text
    from lockgate.parties.queries import person_at

    sheet = licence_sheet(person_at(parsed.email), parsed.licence)
    _tell(parsed, sheet_data(sheet), sheet_text(sheet))


def _list(parsed: Namespace) -> None:
    from lockgate.licences.queries import list_licences, page_data
    from lockgate.parties.queries import person_at

    asked = {name: getattr(parsed, name) for name in ("number", "case", "state", "cursor")}
    page = page_data(list_licences(person_at(parsed.email), **asked))
    written = "{licence}  {state}  {valid_from} to {valid_to}  {exporter}"
    lines = [written.format_map(row | {"state": row["state"].replace("_", " ")}) for row in page["licences"]]
    if page["next_cursor"]:
        lines.append(f"There are more: --cursor {page['next_cursor']}")
    _tell(parsed, page, "\n".join(lines) or "No licence that you may see is like that.")


def _suspend(parsed: Namespace) -> None:
    from lockgate.licences.services import suspend_licence

    _change(parsed, suspend_licence, "is suspended: nothing leaves on it, nor by a reservation made before")


def _reinstate(parsed: Namespace) -> None:
    from lockgate.licences.services import reinstate_licence

    _change(parsed, reinstate_licence, "is in force again; its days stay as they were")


def _revoke(parsed: Namespace) -> None:
    from lockgate.licences.services import revoke_licence

    _change(parsed, revoke_licence, "is revoked, for good")


def _change(parsed: Namespace, change: Callable[..., Any], said: str) -> None:
    from lockgate.parties.queries import person_at

    licence = change(by=person_at(parsed.email), licence=parsed.licence, reason=parsed.reason)
    told = {"licence": licence.number, "standing": licence.standing, "version": licence.version}
    _tell(parsed, told, f"Licence {licence.number} {said}.")


def _tell(parsed: Namespace, told: Any, sentence: str) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=2) if parsed.json else sentence)
