"""What hangs on each case, as casework keeps it: whole thousandths of production-days, and of what in a sentence."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from lockgate.casework.services import FoundRisk
from lockgate.insight.hanging.open_cases import unknown_said
from lockgate.insight.hanging.site_items import WHOLE


def found_risks(table: pa.Table, *, horizon: int, late: int) -> list[FoundRisk]:
    """Return what is to be noted on each case, given the table by case and the days that it was made for."""
    return [
        FoundRisk(
            case=row["name"],
            low=_thousandths(row["refused_low"]),
            high=_thousandths(row["refused_high"]),
            late_low=_thousandths(row["late_low"]),
            late_high=_thousandths(row["late_high"]),
            late_days=late,
            lines=row["lines"],
            undeclared=row["undeclared"],
            reason=_said(row, horizon),
        )
        for row in table.to_pylist()
    ]


def _thousandths(days: float | None) -> int | None:
    return None if days is None else round(days * WHOLE)


def _said(row: dict[str, Any], horizon: int) -> str:
    """Say where, of what, and what is unknown; which lines are left out stands beside the figure itself."""
    if row["sites"] is None:
        return str(row["note"])
    where = "one site" if row["sites"] == 1 else f"{row['sites']} sites"
    said = [f"Within {horizon} days, at {where}."]
    if not row["sites"]:
        said = [f"Within {horizon} days no site loses a day if it is refused."]
    if row["products"]:
        said.append(f"The items go into: {row['products']}.")
    return " ".join([*said, *unknown_said(row)])
