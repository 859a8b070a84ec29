"""Faults of dates, alike in every table: periods that end before they begin, overlap, or leave a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import FOR_EVER, SINCE_EVER, Pack


class _Dated(NamedTuple):
    """A table with valid_from and valid_to: what its rows are about, and in which words."""

    file: str
    rows: Sequence[Any]
    about: Callable[[Any], tuple[str, ...]]
    said: str


def faults_of_periods(pack: Pack) -> Iterator[Fault]:
    """Find what is wrong with valid_from and valid_to."""
    yield from _backward("measures.csv", pack.measures, lambda row: (row.id,))
    for table in (
        _Dated("entries.csv", pack.entries, lambda row: (row.code,), "{} is listed"),
        _Dated(
            "goods.csv", pack.goods, lambda row: (row.goods_code, row.entry, row.nomenclature), "{} of {} ({}) stands"
        ),
        _Dated("groups.csv", pack.groups, lambda row: (row.member, row.group), "{} in {} stands"),
        _Dated("suspensions.csv", pack.suspensions, lambda row: (row.suspends,), "{} is suspended"),
    ):
        yield from _backward(table.file, table.rows, table.about)
        yield from _overlaps_and_gaps(table)


def _backward(file: str, rows: Sequence[Any], about: Callable[[Any], tuple[str, ...]]) -> Iterator[Fault]:
    for row in rows:
        if row.valid_to < row.valid_from:
            what = f"{' '.join(about(row))} ends on {row.valid_to}, before it begins on {row.valid_from}."
            yield Fault(file, row.line, what, "Swap or correct the dates; both ends count.")


def _overlaps_and_gaps(table: _Dated) -> Iterator[Fault]:
    rows_about: dict[tuple[str, ...], list[Any]] = {}
    for row in table.rows:
        rows_about.setdefault(table.about(row), []).append(row)
    for about, rows in rows_about.items():
        if len(rows) > 1:
            yield from _of_one_thing(table, table.said.format(*about), sorted(rows, key=lambda row: row.valid_from))


def _of_one_thing(table: _Dated, said: str, rows: list[Any]) -> Iterator[Fault]:
    latest = rows[0]
    for row in rows[1:]:
        if row.valid_from <= latest.valid_to:
            when = _span(row.valid_from, min(row.valid_to, latest.valid_to))
            what = f"{said} twice {when}: line {latest.line} says so too."
            yield Fault(table.file, row.line, what, "End the earlier row the day before, or remove one of them.")
        elif table.file == "entries.csv" and row.valid_from - latest.valid_to > timedelta(days=1):
            what = f"{said} to {latest.valid_to} and again from {row.valid_from}, not between."
            yield Fault(table.file, row.line, what, "Close the gap unless the item was free meanwhile.", grave=False)
        latest = max(latest, row, key=lambda held: held.valid_to)


def _span(first: date, last: date) -> str:
    begins = "since before the pack's law" if first == SINCE_EVER else f"from {first}"
    return begins + ("" if last == FOR_EVER else f" to {last}")
