"""What hangs on open cases, for the pages of each regime.

It is reckoned of all facts at once: an item of another regime stops a site as well, and a stock is there once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockgate.insight.hanging.open_cases import BY, gate_of, hanging_by_regime

if TYPE_CHECKING:
    import pyarrow as pa

    from lockgate.insight.facts.reading import Facts


def hanging_figures(facts: Facts) -> dict[str, dict[str, pa.Table]]:
    """Return the tables of each regime by their names: "hanging" by case, "hanging_by_supplier", and so on."""
    gate = gate_of(facts.data_date, facts.tables())
    found: dict[str, dict[str, pa.Table]] = {}
    for by in BY:
        for regime, table in hanging_by_regime(gate, by=by).items():
            found.setdefault(regime, {})["hanging" if by == "case" else f"hanging_by_{by}"] = table
    return found
