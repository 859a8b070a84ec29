"""`lockgate licence draw-down | reserve | confirm | void | reverse | balance | entries`, and `licences reconcile`.

commands.py of the room adds these to its verbs. Thin: each calls one service or query and prints what it said.
"""

import json
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Mapping
from typing import Any

from lockgate.licences.ledger.entries_csv import csv_lines

WHOLE, FAULTY = 0, 1


def register_verbs(verbs: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the verbs of `lockgate licence` that act on the ledger or read it."""
    draw_down = _parser(verbs, "draw-down", "Draw down on a licence line.", _draw_down)
    reserve = _parser(verbs, "reserve", "Hold balance on a licence line, for 30 days at most.", _reserve)
    for parser in (draw_down, reserve):
        parser.add_argument("licence", metavar="LICENCE")
        parser.add_argument("line", metavar="LINE", type=int)
        parser.add_argument("quantity", metavar="QUANTITY", help="such as 1.5")
        parser.add_argument("unit", metavar="UNIT", help="a code of UN/ECE Recommendation 20, such as KGM")
        _border(parser)
    confirm = _parser(verbs, "confirm", "Draw down what was reserved, or less of it.", _confirm)
    void = _parser(verbs, "void", "Free a reservation, all of it.", _void)
    reverse = _parser(verbs, "reverse", "Take back a draw-down, or a part of it.", _reverse)
    for parser in (confirm, void, reverse):
        parser.add_argument("licence", metavar="LICENCE")
        parser.add_argument("entry", metavar="ENTRY", help="the id that was answered")
        parser.add_argument("--reason", default="", help="kept in the journal")
    for parser in (confirm, reverse):
        parser.add_argument("--quantity", default="", help="a part only, in the unit of that entry")
    void.add_argument("--quantity", default="", help="all that is reserved, in its unit; a part is refused")
    _border(confirm)
    for parser in (draw_down, reserve, confirm, void, reverse):
        parser.add_argument("--key", default="", help="a new one for each act; a repeat is given the first answer")
        parser.add_argument("--dry-run", action="store_true", help="write nothing and promise nothing")
    balance = _parser(verbs, "balance", "What is left on each line.", _balance)
    balance.add_argument("licence", metavar="LICENCE")
    entries = _parser(verbs, "entries", "Every entry of the ledger of a licence.", _entries)
    entries.add_argument("licence", metavar="LICENCE")
    entries.add_argument("--csv", action="store_true", help="as csv")


def register_reconcile(verbs: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `lockgate licences reconcile`."""
    reconcile = verbs.add_parser(
        "reconcile",
        help="hold every chain against its sums and the journal",
        description="Reconcile every chain. Exit status: 0 clean, 1 a fault was found, 2 it could not be done.",
    )
    reconcile.add_argument("--json", action="store_true", help="print JSON")
    reconcile.set_defaults(run=_reconcile)


def _parser(verbs: "_SubParsersAction[ArgumentParser]", name: str, sentence: str, run: Any) -> ArgumentParser:
    parser = verbs.add_parser(name, help=sentence, description=sentence)
    parser.add_argument("--as", dest="email", metavar="EMAIL", required=True, help="who acts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)
    return parser


def _border(parser: ArgumentParser) -> None:
    parser.add_argument("--declaration", default="", metavar="N", help="the number of the customs declaration")
    parser.add_argument("--office", default="", metavar="O", help="the customs office")


def _acting(arguments: Namespace) -> dict[str, Any]:
    from lockgate.parties.queries import person_at

    return {"by": person_at(arguments.email), "key": arguments.key, "dry_run": arguments.dry_run}


def _declared(arguments: Namespace, unit: str) -> Any:
    from lockgate.licences.ledger.movement import Declared

    return Declared(arguments.quantity, unit, arguments.declaration, arguments.office)


def _draw_down(arguments: Namespace) -> None:
    from lockgate.licences.ledger.services import draw_down

    declared = _declared(arguments, arguments.unit)
    answer = draw_down(**_acting(arguments), licence=arguments.licence, line=arguments.line, declared=declared)
    _say(arguments, answer.body, "Drawn down")


def _reserve(arguments: Namespace) -> None:
    from lockgate.licences.ledger.services import reserve

    declared = _declared(arguments, arguments.unit)
    answer = reserve(**_acting(arguments), licence=arguments.licence, line=arguments.line, declared=declared)
    _say(arguments, answer.body, "Reserved")


def _confirm(arguments: Namespace) -> None:
    from lockgate.licences.ledger.services import confirm_reservation

    answer = confirm_reservation(
        **_acting(arguments),
        licence=arguments.licence,
        entry=arguments.entry,
        declared=_declared(arguments, ""),
        reason=arguments.reason,
    )
    _say(arguments, answer.body, "Confirmed")


def _void(arguments: Namespace) -> None:
    from lockgate.licences.ledger.services import void_reservation

    answer = void_reservation(
        **_acting(arguments),
        licence=arguments.licence,
        entry=arguments.entry,
        quantity=arguments.quantity,
        reason=arguments.reason,
    )
    _say(arguments, answer.body, "Freed")


def _reverse(arguments: Namespace) -> None:
    from lockgate.licences.ledger.services import reverse_draw_down

    answer = reverse_draw_down(
        **_acting(arguments),
        licence=arguments.licence,
        entry=arguments.entry,
        quantity=arguments.quantity,
        reason=arguments.reason,
    )
    _say(arguments, answer.body, "Reversed")


def _say(arguments: Namespace, body: Mapping[str, Any], done: str) -> None:
    if arguments.json:
        print(json.dumps(body, ensure_ascii=False, indent=2))
    elif "dry_run" in body:
        print(f"{done} would be {body['quantity']} {body['unit']}; the balance would be {body['balance']}.")
        print(body["promise"])
    else:
        print(f"{done}: {body['quantity']} {body['unit']}. Balance: {body['balance']}. Entry: {body['entry']}.")


def _visible(arguments: Namespace) -> Any:
    from lockgate.licences.queries.visibility import visible_licence
    from lockgate.parties.queries import person_at

    return visible_licence(person_at(arguments.email), arguments.licence)


def _balance(arguments: Namespace) -> None:
    from lockgate.licences.ledger.queries import balances_of

    lines = balances_of(_visible(arguments).pk)
    if arguments.json:
        print(json.dumps(lines, indent=2))
        return
    for line in lines:
        print(
            f"line {line['line']}: {line['balance']} {line['unit']} left of {line['allowed']}"
            f" (drawn {line['drawn']}, reserved {line['reserved']})"
        )


def _entries(arguments: Namespace) -> None:
    from lockgate.licences.ledger.queries import ENTRY_FIELDS, entries_of
    from lockgate.licences.wording import ENTRY_WORDS

    entries = entries_of(_visible(arguments).pk)
    if arguments.json:
        print(json.dumps(list(entries), ensure_ascii=False, indent=2))
    elif arguments.csv:
        sys.stdout.writelines(csv_lines(entries, ENTRY_FIELDS))
    else:
        for entry in entries:
            what = f"{ENTRY_WORDS[entry['kind']]} {entry['quantity']} {entry['unit']}"
            print(
                f"line {entry['line']}, {entry['sequence']}: {what}"
                f" at {entry['at']}, declaration {entry['declaration'] or 'not stated'}, entry {entry['entry']}"
            )


def _reconcile(arguments: Namespace) -> int:
    from lockgate.licences.ledger.reconcile import reconcile

    found = reconcile()
    if arguments.json:
        print(json.dumps(found.as_data(), ensure_ascii=False, indent=2))
    else:
        print(found.as_text())
    return WHOLE if found.is_clean else FAULTY
