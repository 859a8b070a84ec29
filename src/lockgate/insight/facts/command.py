"""`lockgate insight export | figures`: the facts as a folder of Parquet, and what can be counted and added in them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Add the verbs to those of `insight`."""
    export = verbs.add_parser(
        "export",
        help="write all facts as a folder of Parquet",
        description="Write the facts of this installation's database, as of one moment, as a folder of Parquet: "
        "applications, lines, decisions, licences, draw-downs and flows. What cannot be a fact stands in "
        "set_aside.csv, with its reason. docs/reference/facts.md explains every column.",
    )
    export.add_argument("folder", metavar="DIR", type=Path, help="a folder that is not there yet, or an earlier export")
    export.set_defaults(run=_export)

    figures = verbs.add_parser(
        "figures",
        help="count and add up exported facts",
        description="Reckon tabular figures on exported facts, each into a csv of its name in OUT_DIR.",
    )
    figures.add_argument("folder", metavar="DIR", type=Path, help="a folder that `lockgate insight export` wrote")
    figures.add_argument("out", metavar="OUT_DIR", type=Path, help="where the csv files go; made where it is missing")
    figures.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="what reckons (duckdb)")
    figures.set_defaults(run=_figures)


def _export(arguments: Namespace) -> None:
    from lockgate.insight.facts.export import SET_ASIDE_FILE, may_export_to, write_export
    from lockgate.insight.facts.live import facts_here

    may_export_to(arguments.folder)
    facts = facts_here()
    write_export(facts, arguments.folder)
    for name, table in facts.tables().items():
        print(f"{table.num_rows:>9,}  {name}")
    print(f"{facts.set_aside.num_rows:>9,}  set aside: {arguments.folder / SET_ASIDE_FILE} says why")
    print(f"The facts are those of {facts.data_date}.")


def _figures(arguments: Namespace) -> None:
    from datetime import date

    from lockgate.core.whole_file import unwritable
    from lockgate.insight.facts.engine import facts_on
    from lockgate.insight.facts.export import unchanged
    from lockgate.insight.facts.figures import FIGURES, reckoned
    from lockgate.insight.own_file.writing import write_tables

    data_date = date.fromisoformat(unchanged(arguments.folder)["data_date"])
    with facts_on(arguments.engine, arguments.folder) as tables:
        found = {name: reckoned(name, tables, data_date) for name in FIGURES}
    try:
        arguments.out.mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(arguments.out, error) from error
    write_tables({arguments.out / f"{name}.csv": table for name, table in found.items()})
    for name, table in found.items():
        print(f"{table.num_rows:>9,} rows  {arguments.out / name}.csv")
