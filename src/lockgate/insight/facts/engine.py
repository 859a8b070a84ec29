"""Where a figure is reckoned: DuckDB inside this process, or Spark, for facts that outgrow a machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import ibis

from lockgate.core.errors import Invalid
from lockgate.insight.facts.reading import TABLES

if TYPE_CHECKING:
    from lockgate.insight.facts.figures import Tables

ENGINES = ("duckdb", "spark")


@contextmanager
def facts_on(engine: str, folder: Path) -> Iterator[Tables]:
    """Give the fact tables of an exported folder to an engine; they can be asked until the block ends.

    The folder is one that `export.unchanged` accepts. Raises Invalid where Spark is not installed.
    """
    if engine == "spark":
        with _on_spark(folder) as tables:
            yield tables
        return
    duckdb = ibis.duckdb.connect()
    yield {
        table.name: duckdb.read_parquet(
            str(folder / table.name / "*" / "*" / "*.parquet"),
            table_name=table.name,
            hive_partitioning=True,
            hive_types_autocast=False,
        )
        for table in TABLES
    }
    duckdb.disconnect()


@contextmanager
def _on_spark(folder: Path) -> Iterator[Tables]:
    if find_spec("pyspark") is None:
        raise Invalid("Spark is not installed.", mend="Install it: pip install 'lockgate[spark]'; it needs a Java.")
    from pyspark.sql import SparkSession  # noqa: PLC0415  an extra, loaded where it is asked for

    logging.getLogger("py4j").setLevel(logging.ERROR)
    session = (
        SparkSession.builder.appName("lockgate insight")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    try:
        spark = ibis.pyspark.connect(session)
        yield {table.name: spark.read_parquet(folder / table.name, table_name=table.name) for table in TABLES}
    finally:
        session.stop()
