"""Faults of instruments.csv and of everything that cites an instrument."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import Instrument, Pack

_DECLARE = "Add it to instruments.csv or correct the id."


def not_encoded(pack: Pack) -> tuple[Instrument, ...]:
    """Return the instruments that no entry, goods code, measure or suspension names: held, but not encoded."""
    rows: list[Any] = [*pack.entries, *pack.goods, *pack.measures, *pack.suspensions]
    named = {row.instrument for row in rows} | {row.suspends for row in pack.suspensions}
    return tuple(row for row in pack.instruments if row.id not in named)


def faults_of_instruments(pack: Pack) -> Iterator[Fault]:
    """Find instruments named twice or ending before they begin, and ids that name no instrument."""
    ids: dict[str, Instrument] = {}
    for row in pack.instruments:
        if row.id in ids:
            what = f"The id {row.id} stands in line {ids[row.id].line} too."
            yield Fault("instruments.csv", row.line, what, "Give each instrument an id of its own.")
        ids.setdefault(row.id, row)
        if row.in_force_to < row.in_force_from:
            what = f"{row.id} is in force to {row.in_force_to}, before {row.in_force_from}."
            yield Fault("instruments.csv", row.line, what, "Swap or correct the dates.")
        if not row.titles and not row.number:
            what = f"{row.id} has neither a number nor a title."
            yield Fault("instruments.csv", row.line, what, "Add one, so that a reader can find it.", grave=False)
    tables: dict[str, tuple[Any, ...]] = {
        "entries.csv": pack.entries,
        "goods.csv": tuple(row for row in pack.goods if row.instrument),
        "measures.csv": pack.measures,
        "suspensions.csv": pack.suspensions,
    }
    for file, rows in tables.items():
        for row in rows:
            if row.instrument not in ids:
                yield Fault(file, row.line, f"There is no instrument '{row.instrument}'.", _DECLARE)
