"""All fact tables, read from the database as of one moment and checked."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa

from lockgate.core import clock
from lockgate.insight.facts.applications import APPLICATIONS
from lockgate.insight.facts.database import one_moment
from lockgate.insight.facts.decisions import DECISIONS
from lockgate.insight.facts.draw_downs import DRAW_DOWNS
from lockgate.insight.facts.fact_table import FactTable
from lockgate.insight.facts.flows import FLOWS
from lockgate.insight.facts.licences import LICENCES
from lockgate.insight.facts.lines import LINES
from lockgate.insight.facts.local_days import ELSEWHERE
from lockgate.regimes.shelf import codes, law_of

TABLES: tuple[FactTable, ...] = (APPLICATIONS, LINES, DECISIONS, LICENCES, DRAW_DOWNS, FLOWS)


class Facts(NamedTuple):
    """The fact tables as of `read_at` (UTC), and what was set aside (table, id, reason).

    `data_date` is the day of that moment, the latest there was in any regime's time zone.
    """

    data_date: date
    read_at: datetime
    applications: pa.Table
    lines: pa.Table
    decisions: pa.Table
    licences: pa.Table
    draw_downs: pa.Table
    flows: pa.Table
    set_aside: pa.Table

    def tables(self) -> dict[str, pa.Table]:
        """Return the fact tables by their names, without what was set aside."""
        return {table.name: getattr(self, table.name) for table in TABLES}


def read_facts(database: Mapping[str, Any]) -> Facts:
    """Read every fact from a database, named as Django's settings name it, as of one moment.

    One table is checked while the next is read. Raises Unavailable where it cannot be read. See `database.py` for what
    else may have a SQLite file open.
    """
    read_at, zones = clock.now(), zones_held()
    with ThreadPoolExecutor(max_workers=1) as builder, one_moment(database) as read:
        built = {table.name: builder.submit(table.build, read(table.statement), zones) for table in TABLES}
    return _together({name: each.result() for name, each in built.items()}, zones, read_at)


def built_facts(rows: Mapping[str, pa.Table], zones: Mapping[str, str], read_at: datetime) -> Facts:
    """Build the facts of what the statement of each table gave, by the table's name."""
    return _together({table.name: table.build(rows[table.name], zones) for table in TABLES}, zones, read_at)


def _together(built: Mapping[str, tuple[pa.Table, pa.Table]], zones: Mapping[str, str], read_at: datetime) -> Facts:
    data_date = max(read_at.astimezone(ZoneInfo(zone)).date() for zone in {ELSEWHERE, *zones.values()})
    set_aside = pa.concat_tables([wrong for _, wrong in built.values()])
    return Facts(data_date, read_at, **{name: facts for name, (facts, _) in built.items()}, set_aside=set_aside)


@lru_cache
def zones_held() -> Mapping[str, str]:
    """Return the time zone of each regime that is held."""
    return {regime: law_of(regime).regime.time_zone for regime in codes()}
