"""docs/reference/facts.md: every fact table and column, written from their declarations."""

from __future__ import annotations

from collections.abc import Iterator

from lockgate.insight.facts.fact_table import MONTH, SCHEMA_VERSION, FactTable
from lockgate.insight.facts.figures import FIGURES
from lockgate.insight.facts.reading import TABLES

HEAD = f"""\
# The facts

This page is generated from `src/lockgate/insight/facts` by `./run docs`. It describes version {SCHEMA_VERSION}.

`lockgate insight export DIR` writes what the gate has gathered as Parquet, as of one moment: whole, or not at all. Each
table is cut into files by regime and month (`DIR/lines/regime=cn-dual-use/month=2025-04/0.parquet`), so that DuckDB,
Spark, pandas and R read it as one table with the columns `regime` and `month`. The version stands in the metadata of
each file too; facts of another version are refused, and so are files that are not as they were exported.

- `DIR/facts.json` has the version, the data's date, and for each table the rows, how many were set aside, and a digest.
- `DIR/set_aside.csv` (`table,id,reason`) names every row of the database that cannot be a fact, such as a decision
  before its submission, an amount below zero, a regime that is not held, or alternatives that cannot be read. Nothing
  is dropped without standing there.

Days are local days of the regime's time zone. Amounts are whole numbers of the smallest unit of their dimension:
micrograms, micro-litres or pieces. Null is "not yet" or "unknown", as the column says, and never zero.

From Python: `lockgate.insight.facts.export.read_export(DIR)` gives the tables as Arrow, after the same checks.
"""


def facts_page() -> str:
    """Return the page as Markdown."""
    return "\n".join([HEAD, *(line for table in TABLES for line in _table(table)), *_figures()])


def _table(table: FactTable) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"{table.meaning} `month` is that of `{table.month_of}`.\n"
    yield "| column | type | may be null | what it means |"
    yield "| --- | --- | --- | --- |"
    for column in (*table.columns, MONTH):
        kind = str(column.type).replace("item: ", "")
        yield f"| `{column.name}` | `{kind}` | {'yes' if column.may_be_null else ''} | {column.meaning} |"
    yield ""


def _figures() -> Iterator[str]:
    yield "## Figures\n"
    yield "`lockgate insight figures DIR OUT_DIR [--engine spark]` reckons these, each one Ibis expression, on DuckDB"
    yield "or on Spark, and writes each as a csv.\n"
    yield "| figure | what it is |"
    yield "| --- | --- |"
    yield from (f"| `{name}` | {figure.meaning} |" for name, figure in FIGURES.items())
    yield ""
