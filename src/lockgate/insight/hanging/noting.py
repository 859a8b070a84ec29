"""What hangs on each case, as casework keeps it: whole thousandths of production-days, and of what in a sentence."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from lockgate.casework.services import FoundRisk
from lockgate.insight.hanging.site_items import WHOLE


def found_risks(table: pa.Table, horizon: int) -> list[FoundRisk]:
    """Return what is to be noted on each case, given the table of `hanging_table` by case."""
    return [
        FoundRisk(row["name"], _thousandths(row["refused_low"]), _thousandths(row["refused_high"]), _said(row, horizon))
        for row in table.to_pylist()
    ]


def _thousandths(days: float | None) -> int | None:
    return None if days is None else round(days * WHOLE)


def _said(row: dict[str, Any], horizon: int) -> str:
    if row["sites"] is None:
        return str(row["note"])
    products = f", for {row['products']}" if row["products"] else ""
    where = {0: "at no site", 1: "at one site"}.get(row["sites"], f"at {row['sites']} sites")
    return f"Within {horizon} days, {where}{products}. {row['note']}".strip()
