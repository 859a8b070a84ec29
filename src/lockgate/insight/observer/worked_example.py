"""The public claims of 2025 on China's licences for rare earths, and what they let one know, every number cited.

The reports, the claims read from them and the bounds that follow lie in examples/china-2025, whose SOURCE.md says how
they were read. The bounds are kept as files, because a page shows them at once; a test computes them again.
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from lockgate.insight.observer.claim import Claim
from lockgate.insight.observer.columns import BETWEEN_IDS, CLAIMS, POPULATIONS
from lockgate.insight.observer.quantity import Counts, Measure, Quantity
from lockgate.insight.observer.reading_claims import claims_of
from lockgate.insight.own_file.reading import read_table

FOLDER = Path(__file__).parent / "examples" / "china-2025"
BOUNDS = FOLDER / "bounds.csv"
"""What `lockgate observe` says of the example's claims; a test holds it to them."""


class Report(NamedTuple):
    """A row of reported.csv: who said what, when, and where it can be read. `line` is its line there."""

    line: int
    date: dt.date
    speaker: str
    speaker_kind: str
    population: str
    words: str
    source: str


class Figure(NamedTuple):
    """The bounds of a quantity, None where there is none, with the claims that they rest on."""

    quantity: Quantity
    low: float | None
    high: float | None
    note: str
    rests_on: tuple[Claim, ...]


class Narrowing(NamedTuple):
    """A number that nobody has published, and how wide the share approved is without it and at worst with it."""

    rank: int
    quantity: Quantity
    width_now: float
    width_worst: float
    note: str


class NotEncoded(NamedTuple):
    """A report, or what a report says beside its claims, that is no claim on a count or a share."""

    report: Report
    reason: str


class WorkedExample(NamedTuple):
    """All that a page needs: each claim with its speaker, date, reading and source, and each figure with its claims."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    conflicts: tuple[str, ...]
    next_numbers: tuple[Narrowing, ...]
    not_encoded: tuple[NotEncoded, ...]
    report_of: dict[str, Report]
    """By the id of a claim, the report that it was read from."""


def tables() -> tuple[pa.Table, pa.Table]:
    """Return the claims and the nesting, as `observe` takes them."""
    claims = read_table(FOLDER / "claims.csv", CLAIMS)
    return claims.rows, read_table(FOLDER / "populations.csv", POPULATIONS).rows


@cache
def worked_example() -> WorkedExample:
    """Return the example, from its files."""
    claims, unread = claims_of(tables()[0])
    assert not unread, "every row of the example is a claim"
    by_id = {claim.id: claim for claim in claims}
    reports = tuple(_report(line, row) for line, row in enumerate(_rows("reported.csv"), 2))
    by_line = {report.line: report for report in reports}
    lines = {row["id"]: int(row["source_line"]) for row in _rows("claims.csv")}
    return WorkedExample(
        reports,
        tuple(claims),
        tuple(_figure(row, by_id) for row in _rows(BOUNDS.name)),
        tuple(row["sentence"] for row in _rows("bounds.conflicts.csv")),
        tuple(_narrowing(row) for row in _rows("bounds.next.csv")),
        tuple(NotEncoded(by_line[int(row["source_line"])], row["reason"]) for row in _rows("not_encoded.csv")),
        {name: by_line[line] for name, line in lines.items()},
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _report(line: int, row: dict[str, str]) -> Report:
    said = [f"{name} {row[name]}" for name in ("applications", "approved", "share", "pending") if row[name]]
    words = "; ".join([*said, row["note"]] if row["note"] else said)
    date = dt.date.fromisoformat(row["date"])
    return Report(line, date, row["reported_by"], row["reporter_kind"], row["group"], words, row["source"])


def _figure(row: dict[str, str], claims: dict[str, Claim]) -> Figure:
    rests_on = tuple(claims[name] for name in row["binding"].split(BETWEEN_IDS) if name)
    return Figure(_quantity(row), _number(row["low"]), _number(row["high"]), row["note"], rests_on)


def _narrowing(row: dict[str, str]) -> Narrowing:
    now, worst = float(row["width_now"]), float(row["width_worst"])
    return Narrowing(int(row["rank"]), _quantity(row), now, worst, row["note"])


def _quantity(row: dict[str, str]) -> Quantity:
    date = dt.date.fromisoformat(row["date"])
    return Quantity(date, row["population"], Counts(row["counts"]), Measure(row["measure"]))


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
