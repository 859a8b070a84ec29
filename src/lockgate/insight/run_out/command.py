"""`lockgate insight run-out`: thin; the figures come from `run_out_table`."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DESCRIPTION = """\
When does each site run out of each item, given what is pending? Reads what the sites have and use, the cases that wait
and how fast such cases are decided (the table that `lockgate insight pace` writes), and writes for each item at a site:

  cover_days                for how many days what is there and granted lasts, if no pending case is granted
  stop_p05 stop_p50 stop_p95   the day by which the chance of a stop reaches 5, 50 and 95 %
  chance_stop_by            the chance of a stop up to --by-date
  chance_no_stop            the chance of none within the horizon
  help_first                the pending case whose grant today lowers chance_stop_by most
  part_quantity, part_by    the least that, if it arrives by that day, brings chance_stop_by under 5 %
  method                    exact, convolution (exact too) or simulation (its error is in the note)

`lockgate insight template run-out stock`, `... pending` and `... granted` print what the files look like. A row that
cannot be used is in OUT.set_aside.csv, with the reason and the file that it stands in. docs/methods/run-out.md has the
equations and what they cannot tell.
"""


def register(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Add `run-out` to the verbs of insight."""
    parser = verbs.add_parser(
        "run-out",
        help="the chance that a site stops before what is pending arrives",
        description=DESCRIPTION,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("stock", metavar="STOCK.csv", type=Path)
    parser.add_argument("pending", metavar="PENDING.csv", type=Path)
    parser.add_argument("out", metavar="OUT.csv", type=Path)
    parser.add_argument("--pace", metavar="PACE.csv", type=Path, required=True, help="what `insight pace` wrote")
    parser.add_argument("--granted", metavar="G.csv", type=Path, help="what arrives for certain")
    parser.add_argument(
        "--as-of", metavar="DATE", type=_day, required=True, help="the day at whose start the stock was there"
    )
    parser.add_argument("--by-date", metavar="DATE", type=_day, help="the horizon's last day if not given")
    parser.add_argument("--horizon", metavar="DAYS", type=int, default=180, help="how far to look; 180 if not given")
    parser.set_defaults(run=run_run_out)


def run_run_out(arguments: Namespace) -> None:
    """Write the table, and beside it the rows that were set aside; say how many there are of each."""
    from lockgate.insight.own_file.reading import header_of, read_table
    from lockgate.insight.own_file.set_aside import set_aside_table
    from lockgate.insight.own_file.writing import beside, check_all_different, write_tables
    from lockgate.insight.pace.pace_file import read_pace_file
    from lockgate.insight.run_out.columns import GRANTED, PENDING, STOCK
    from lockgate.insight.run_out.pace_curves import group_names
    from lockgate.insight.run_out.table import run_out_table

    aside = beside(arguments.out, "set_aside")
    given = [arguments.stock, arguments.pending, arguments.pace, *filter(None, [arguments.granted])]
    check_all_different([*given, arguments.out, aside])
    pace = read_pace_file(arguments.pace)
    asked = set(group_names(pace)) - {column.name for column in PENDING}
    groups = [name for name in header_of(arguments.pending) if name in asked]
    files = {
        "STOCK": read_table(arguments.stock, STOCK),
        "PENDING": read_table(arguments.pending, PENDING, groups=groups),
    }
    if arguments.granted:
        files["GRANTED"] = read_table(arguments.granted, GRANTED)
    table, set_aside = run_out_table(
        files["STOCK"].rows,
        files["PENDING"].rows,
        pace,
        files["GRANTED"].rows if arguments.granted else None,
        as_of=arguments.as_of,
        by_date=arguments.by_date,
        horizon=arguments.horizon,
    )
    for name, file in files.items():
        set_aside += [one._replace(reason=f"{name}: {one.reason}") for one in file.set_aside]
    write_tables({aside: set_aside_table(set_aside), arguments.out: table})
    print(f"{arguments.out}: {table.num_rows} items at sites.")
    if set_aside:
        print(f"{aside}: {len(set_aside)} rows could not be used; each has its reason there.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no date such as 2025-04-30") from None
