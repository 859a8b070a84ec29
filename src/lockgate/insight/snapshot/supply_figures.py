"""The figures of supply of one regime, from what sites declared: dependence, run-out, what hangs on open cases."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from lockgate.casework.production_days import without_words
from lockgate.insight.dependence.table import dependence_table
from lockgate.insight.hanging.median_days import median_days
from lockgate.insight.hanging.open_cases import Gate
from lockgate.insight.hanging.site_items import WHOLE
from lockgate.insight.run_out.table import run_out_table
from lockgate.insight.snapshot.pace_figures import Figures
from lockgate.insight.snapshot.run_out_files import UNITS, place_of, run_out_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lockgate.insight.facts.reading import Facts

RUN_OUT_HORIZON = 180
_AT = ("entry", "dimension", "consignee", "country", "site")


def supply_figures(
    facts: Facts, regime: str, *, pace: Mapping[str, pa.Table], hanging: Mapping[str, pa.Table]
) -> Figures:
    """Reckon what is told of the supply of a regime's items, given its figures of pace and of what hangs on cases."""
    lines, flows = (table.filter(pc.equal(table["regime"], regime)) for table in (facts.lines, facts.flows))
    medians = median_days(lines, facts.data_date)
    gate = Gate(facts.data_date, lines, flows, facts.licences, facts.draw_downs, medians)
    declared = newest_declarations(flows)
    dependence, set_aside = dependence_table(flows_told(declared))
    files = run_out_files(gate)
    stops = run_out_table(
        files.stock, files.pending, pace["pace"], files.granted, as_of=facts.data_date, horizon=RUN_OUT_HORIZON
    )
    untold = declared["usage_a_day"].null_count
    return Figures(
        {**hanging, "dependence": dependence, "run_out": stops.table},
        {
            "dependence": f"{_several(declared, 'declaration')} by sites, of which {untold:,} do not tell the usage "
            f"and {len(set_aside):,} could not be used.",
            "run_out": f"{_several(files.stock, 'item')} at sites and {_several(files.pending, 'pending delivery')}; "
            f"{files.unshared + len(stops.set_aside):,} more could not be used.",
            "hanging": _told_of(hanging["hanging"]),
        },
        {"run_out_horizon": RUN_OUT_HORIZON},
    )


def _told_of(cases: pa.Table) -> str:
    telling = cases.filter(pc.is_valid(cases["refused_low"]))
    said = f"{telling.num_rows:,} of {cases.num_rows:,} open cases; of the others nothing was declared."
    left_out = without_words(*(pc.sum(telling[name]).as_py() or 0 for name in ("undeclared", "lines")))
    return f"{said} Their figures are {left_out}." if left_out else said


def _several(rows: pa.Table, noun: str) -> str:
    if rows.num_rows == 1:
        return f"1 {noun}"
    return f"{rows.num_rows:,} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{rows.num_rows:,} {noun}s"


def newest_declarations(flows: pa.Table) -> pa.Table:
    """Return, of each item at each site, the newest declaration about each supplier."""
    keys = [*_AT, "supplier"]
    numbered = flows.filter(pc.is_valid(flows["entry"])).sort_by(
        [(name, "ascending") for name in ("declared_at", "application", "line", "declaration")]
    )
    place = pa.array(range(numbered.num_rows), pa.int64())
    newest = numbered.append_column("place", place).group_by(keys).aggregate([("place", "max")])
    return numbered.take(newest["place_max"].combine_chunks().sort())


def flows_told(declared: pa.Table) -> pa.Table:
    """Return the declarations as the file of flows that `dependence` reads: a row a supplier, and one for the rest.

    What no supplier was declared for, of a site's usage, is a row without a supplier; so is a share that is unknown. A
    site whose usage is unknown cannot be counted. Quantities are a day's.
    """
    sites: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in declared.append_column("place", place_of(declared)).to_pylist():
        if row["usage_a_day"]:
            sites.setdefault(tuple(row[name] for name in _AT), []).append(row)
    told = [flow for at, rows in sites.items() for flow in _of_site(at, rows)]
    names = ("item", "supplier", "consignee", "quantity", "unit", "qualify_days")
    columns = {name: pa.array([row[place] for row in told], pa.string()) for place, name in enumerate(names)}
    return pa.table({**columns, "line": pa.array(range(1, len(told) + 1), pa.int64())})


def _of_site(at: tuple[Any, ...], rows: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    entry, dimension = at[:2]
    place, unit = rows[-1]["place"], UNITS[dimension]
    usage = int(rows[-1]["usage_a_day"])
    known = [(row, int(row["share_permille"])) for row in rows if row["share_permille"] is not None]
    told = min(WHOLE, sum(share for _, share in known))
    flows: list[tuple[str, ...]] = [
        (entry, str(row["supplier"]), place, _part(usage, share), unit, _qualify_days(row["alternatives"]))
        for row, share in known
        if share
    ]
    rest = WHOLE - told
    return [*flows, (entry, "", place, _part(usage, rest), unit, "")] if rest else flows


def _part(usage: int, share_permille: int) -> str:
    """Return a share of a usage to the last thousandth: half of three pieces is one and a half."""
    return f"{Decimal(usage * share_permille).scaleb(-3):f}"


def _qualify_days(alternatives: object) -> str:
    """Return the days of the alternative that is qualified first, "none" where there is none, "" where unknown."""
    if not isinstance(alternatives, list):
        return ""
    if not alternatives:
        return "none"
    days = [one["qualify_days"] for one in alternatives]
    return "" if None in days else str(min(days))
