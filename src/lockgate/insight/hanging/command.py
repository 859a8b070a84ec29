"""`lockgate insight hanging`: what hangs on open cases, as a file; `refresh` notes it on the cases themselves."""

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

LEFT_OUT = (
    "At least and at most, where a fact is unknown. Lines of which no site declared anything are in no figure: "
    "`undeclared` counts them."
)


def register(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Add the verb to those of `insight`."""
    hanging = verbs.add_parser(
        "hanging",
        help="what is lost if open cases are refused, or late",
        description=f"{WHAT} {LEFT_OUT} docs/methods/hanging.md explains it, column by column.",
    )
    hanging.add_argument("folder", metavar="DIR", type=Path, help="a folder that `lockgate insight export` wrote")
    hanging.add_argument("out", metavar="OUT.csv", type=Path, help="one row a case, or batch of cases; the most first")
    hanging.add_argument("--by", choices=BY, default="case", help="what is refused together (case)")
    hanging.add_argument("--late", type=int, default=30, metavar="DAYS", help="by how many days it is late (30)")
    hanging.add_argument("--horizon", type=int, default=90, metavar="DAYS", help="how far is looked ahead (90)")
    hanging.set_defaults(run=_hanging)


def _hanging(arguments: Namespace) -> None:
    from lockgate.insight.facts.export import read_export
    from lockgate.insight.hanging.open_cases import gate_of, hanging_table
    from lockgate.insight.own_file.writing import write_table

    facts = read_export(arguments.folder)
    gate = gate_of(facts.data_date, facts.tables())
    table = hanging_table(gate, by=arguments.by, horizon=arguments.horizon, late=arguments.late)
    write_table(arguments.out, table)
    print(f"{table.num_rows:,} rows as of {gate.data_date} are in {arguments.out}.")
