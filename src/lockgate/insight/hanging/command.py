"""`lockgate insight hanging | note`: what hangs on open cases, as a file or noted on the cases themselves."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

BY = ("case", "supplier", "item", "destination")
WHAT = (
    "Tell how many production-days the sites lose within the horizon if a case is refused, or late, beyond what they "
    "lose if it is granted on its forecast's median day."
)


def register(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Add the verbs to those of `insight`."""
    hanging = verbs.add_parser(
        "hanging",
        help="what is lost if open cases are refused, or late",
        description=f"{WHAT} At least and at most, where a fact is unknown. docs/methods/hanging.md explains it.",
    )
    hanging.add_argument("folder", metavar="DIR", type=Path, help="a folder that `lockgate insight export` wrote")
    hanging.add_argument("out", metavar="OUT.csv", type=Path, help="one row a case, or batch of cases; the most first")
    hanging.add_argument("--by", choices=BY, default="case", help="what is refused together (case)")
    hanging.add_argument("--late", type=int, default=30, metavar="DAYS", help="by how many days it is late (30)")
    _add_horizon(hanging)
    hanging.set_defaults(run=_hanging)

    note = verbs.add_parser(
        "note",
        help="note on every open case what hangs on it",
        description=f"{WHAT} It is noted on every open case, so that the list of cases can be ordered by it.",
    )
    note.add_argument("--as", dest="email", required=True, metavar="EMAIL", help="who you are")
    _add_horizon(note)
    note.set_defaults(run=_note)


def _add_horizon(parser: ArgumentParser) -> None:
    parser.add_argument("--horizon", type=int, default=90, metavar="DAYS", help="how far is looked ahead (90)")


def _hanging(arguments: Namespace) -> None:
    from lockgate.insight.facts.export import read_export
    from lockgate.insight.hanging.open_cases import gate_of, hanging
    from lockgate.insight.own_file.writing import write_table

    facts = read_export(arguments.folder)
    gate = gate_of(facts.data_date, facts.tables())
    table = hanging(gate, by=arguments.by, horizon=arguments.horizon, late=arguments.late)
    write_table(arguments.out, table)
    print(f"{table.num_rows:,} rows as of {gate.data_date} are in {arguments.out}.")


def _note(arguments: Namespace) -> None:
    from lockgate.casework.permissions import NOTE_SUPPLY_RISK
    from lockgate.casework.services import note_supply_risk
    from lockgate.core.permissions import check_may
    from lockgate.insight.facts.live import reading_here
    from lockgate.insight.hanging.noting import found_risks
    from lockgate.insight.hanging.open_cases import NEEDED, gate_of, hanging
    from lockgate.parties.queries import person_at

    by = person_at(arguments.email)
    check_may(by, NOTE_SUPPLY_RISK)
    facts = reading_here(NEEDED)
    gate = gate_of(facts.data_date, facts.tables)
    risks = found_risks(hanging(gate, horizon=arguments.horizon), arguments.horizon)
    told = note_supply_risk(by=by, noted_on=gate.data_date, risks=risks)
    print(
        f"As of {gate.data_date}: {told.changed:,} cases have another figure, {told.unchanged:,} the same; "
        f"{told.left_out:,} were closed meanwhile."
    )
