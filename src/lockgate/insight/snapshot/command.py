"""`lockgate insight refresh`: every figure of this moment, kept for the pages."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from lockgate.core.until_over import is_over, offer_every

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Add the verb to those of `insight`."""
    from lockgate.parties.acting import offer_as

    refresh = verbs.add_parser(
        "refresh",
        help="reckon every figure of this installation anew, for its pages",
        description="Read the facts of this moment, reckon every figure, keep them as a snapshot below the data "
        "folder, and note on each open case what hangs on it. `lockgate serve` does so by itself every ten minutes, "
        "where something has happened.",
    )
    offer_as(refresh)
    offer_every(refresh, ends="end")
    refresh.set_defaults(run=_refresh)


def _refresh(arguments: Namespace) -> None:
    from lockgate.core.permissions import LOCKGATE
    from lockgate.insight.services import keep_refreshed, refresh_insight
    from lockgate.parties.acting import acting

    by = LOCKGATE if arguments.every and not arguments.acting_as else acting(arguments)
    if arguments.every:
        keep_refreshed(by=by, every_s=arguments.every, is_over=is_over(arguments))
        return
    snapshot = refresh_insight(by=by)
    if arguments.json:
        print(json.dumps({"snapshot": snapshot.id, "regimes": snapshot.regimes}, indent=1))
        return
    for regime, told in snapshot.regimes.items():
        print(f"{regime}: {told['lines']:,} lines, data of {told['data_date']}; {told['set_aside']} facts set aside.")
    print(f"Snapshot {snapshot.id} is what the pages show now.")
