"""The generated part of docs/methods/pace.md: how often the intervals held the truth, from what was simulated."""

from __future__ import annotations

import csv
from pathlib import Path

from tools.simulate_pace import TABLE
from tools.simulate_quantiles import TABLE as QUANTILE_TABLE

JUDGED = {"within": "within the limits", "not below": "not below"}


def coverage_tables() -> str:
    """Write both tables: of all figures with many lines, and of quantiles with few."""
    return f"{_table(TABLE)}\nQuantiles with few lines:\n\n{_table(QUANTILE_TABLE)}"


def _table(source: Path) -> str:
    """Write one row a figure and day, and the coverage at each number of lines beside each other."""
    with source.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    sizes = list(dict.fromkeys(row["n"] for row in rows))
    found: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for row in rows:
        found.setdefault((row["figure"], row["at"]), {})[row["n"]] = row
    lines = [
        "| figure | at | truth | "
        + " | ".join(f"n = {int(size):,}" for size in sizes)
        + " | 99.9 % limits | must be |",
        "| --- | --- | ---: |" + " ---: |" * len(sizes) + " --- | --- |",
    ]
    for (figure, at), by_size in found.items():
        one = next(iter(by_size.values()))
        told = [f"{float(by_size[size]['coverage']):.2%}" if size in by_size else "" for size in sizes]
        limits = f"{float(one['low']):.2%} to {float(one['high']):.2%}"
        lines.append(f"| {figure} | {at} | {one['truth']} | {' | '.join(told)} | {limits} | {JUDGED[one['judged']]} |")
    return "\n".join(lines) + "\n"
