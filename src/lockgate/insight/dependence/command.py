"""`lockgate insight dependence`: thin; the figures come from `dependence_table`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DESCRIPTION = """\
How narrow is the supply of each item, and of each consignee? Reads flows, one row for each supplier and consignee of
an item (`lockgate insight template dependence` prints an example), and writes for each measure the least and the
greatest that it can be, given that some suppliers are not declared: there may be endlessly many, or only one.

  share                the supplier's share of the item; at a consignee, the share of its largest supplier
  hhi                  the sum of the squares of all shares: 1 is a single supplier
  suppliers_for_half   how few suppliers together make half of the quantity; an empty high is "no bound"
  single_source        the share that goes to consignees with one supplier only; at a consignee, 1 if it has one only
  substitutable        the share for which an alternative is qualified within --within days

Rows that cannot count are in OUT.set_aside.csv, each with the reason. docs/methods/dependence.md has the
equations and what they cannot tell.
"""


def register(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Add `dependence` to the verbs of insight."""
    parser = verbs.add_parser(
        "dependence",
        help="how narrow the supply of each item is, with bounds for what is not declared",
        description=DESCRIPTION,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("flows", metavar="FLOWS.csv", type=Path)
    parser.add_argument("out", metavar="OUT.csv", type=Path)
    parser.add_argument(
        "--within",
        metavar="DAYS",
        type=int,
        default=90,
        help="the days in which an alternative must be qualified to be a substitute; 90 if not given",
    )
    parser.set_defaults(run=run_dependence)


def run_dependence(arguments: Namespace) -> None:
    """Write the table, and beside it the rows that were set aside; say how many there are of each."""
    from lockgate.insight.dependence.columns import FLOWS
    from lockgate.insight.dependence.table import dependence_table
    from lockgate.insight.own_file.reading import read_table
    from lockgate.insight.own_file.set_aside import set_aside_table
    from lockgate.insight.own_file.writing import beside, check_all_different, write_tables

    aside = beside(arguments.out, "set_aside")
    check_all_different([arguments.flows, arguments.out, aside])
    own = read_table(arguments.flows, FLOWS)
    table, set_aside = dependence_table(own.rows, within=arguments.within)
    set_aside += own.set_aside
    write_tables({aside: set_aside_table(set_aside), arguments.out: table})
    items = len(table["item"].unique())
    print(f"{arguments.out}: {table.num_rows} bounds of {_counted(items, 'item')}.")
    if set_aside:
        print(f"{aside}: {_counted(len(set_aside), 'row')} could not count, or only in part; the reasons stand there.")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
