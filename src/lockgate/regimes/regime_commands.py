"""`lockgate regime list | check | show | diff`: what the packs hold, whether they are sound, what changed in law.

Thin: `commands.register` mounts it; the facts come from `regime_summary`, `entry_sheet`, `changes` and `pack_check`,
the text from `regime_text`. Exit status 0; `check` gives 1 when the pack has a grave fault or a case fails.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from lockgate.core import clock
from lockgate.core.errors import Invalid, NotFound
from lockgate.regimes import regime_text
from lockgate.regimes.changes import change_data, changes, is_one_day
from lockgate.regimes.determination.asking import day_of, shown
from lockgate.regimes.determination.law import Law
from lockgate.regimes.entry_sheet import sheet_data, sheet_of
from lockgate.regimes.regime_summary import summary_data, summary_of
from lockgate.regimes.shelf import codes, folder_at, law_at, law_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_REGIME = "code of a regime, or the folder of a pack"


def register_regime(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add `regime` with its verbs to the command line."""
    parser = subparsers.add_parser("regime", help="List, check, show and compare regime packs.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    held = verbs.add_parser("list", help="The regimes that come with Lockgate.")
    held.set_defaults(run=run_list)
    check = verbs.add_parser("check", help="Everything that is wrong with a pack, with file, line and mend.")
    check.add_argument("pack", metavar="PACK", help=_REGIME)
    check.set_defaults(run=run_check)
    show = verbs.add_parser("show", help="A regime, or with --regime one entry of it on a day.")
    show.add_argument("code", metavar="CODE", help="an entry of --regime such as 3A001; without --regime a regime")
    show.add_argument("--regime", default="", help=_REGIME)
    show.add_argument("--on", default="", metavar="DATE", help="the legal day; today, or the last day known")
    show.set_defaults(run=run_show)
    diff = verbs.add_parser("diff", help="What changed in law between two days, both included.")
    diff.add_argument("--regime", required=True, help=_REGIME)
    diff.add_argument("--from", dest="first", required=True, metavar="DATE")
    diff.add_argument("--to", dest="last", required=True, metavar="DATE")
    diff.set_defaults(run=run_diff)
    for verb in (held, check, show, diff):
        verb.add_argument("--json", action="store_true", help="as JSON")


def run_list(arguments: Namespace) -> int:
    """List the regimes that come with Lockgate."""
    summaries = [summary_of(law_of(code)) for code in codes()]
    return _say(arguments, [summary_data(one) for one in summaries], regime_text.list_text(summaries))


def run_check(arguments: Namespace) -> int:
    """Check a pack; 1 when it has a grave fault or a case fails."""
    # Reading YAML is needed here alone, and slow to import.
    from lockgate.regimes.pack_check import check_data, check_pack  # noqa: PLC0415

    folder = folder_at(arguments.pack)
    check = check_pack(folder)
    _say(arguments, check_data(check), regime_text.check_text(str(folder), check))
    return 0 if check.passed else 1


def run_show(arguments: Namespace) -> int:
    """Show a regime, or an entry of it on a day."""
    if not arguments.regime:
        law = _regime_named(arguments.code)
        on = day_of(law, arguments.on, law.regime.law_known_to)
        summary = summary_of(law, on)
        return _say(arguments, summary_data(summary), regime_text.summary_text(summary))
    law = law_at(arguments.regime)
    sheet = sheet_of(law, arguments.code, day_of(law, arguments.on, clock.today(law.regime.time_zone)))
    return _say(arguments, sheet_data(law, sheet), regime_text.sheet_text(law, sheet))


def _regime_named(code: str) -> Law:
    try:
        return law_at(code)
    except NotFound as error:
        mend = f"{error.mend} For an entry say of which regime: lockgate regime show CODE --regime {codes()[0]}."
        raise NotFound(error.sentence, mend=mend) from None


def run_diff(arguments: Namespace) -> int:
    """Tell what changed in law between two days."""
    law = law_at(arguments.regime)
    first, last = _day(arguments.first, "from"), _day(arguments.last, "to")
    found = [] if is_one_day(law) else changes(law, first, last)
    data = {
        "regime": law.regime.code,
        "synthetic": law.regime.synthetic,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "one_day": is_one_day(law),
        "law_from": law.regime.law_from.isoformat(),
        "law_known_to": law.regime.law_known_to.isoformat(),
        "changes": [change_data(change) for change in found],
    }
    return _say(arguments, data, regime_text.diff_text(law, first, last, found))


def _day(text: str, name: str) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"--{name} '{shown(text)}' is no date.", mend="Write dates like 2025-04-04.") from None


def _say(arguments: Namespace, data: Any, text: str) -> int:
    said = json.dumps(data, ensure_ascii=False, indent=2) if arguments.json else text
    sys.stdout.write(said + "\n")
    return 0
