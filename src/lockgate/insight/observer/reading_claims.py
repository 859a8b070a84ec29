"""From tables to claims: what can be read, and what cannot, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa

from lockgate.core.errors import Invalid
from lockgate.insight.observer.claim import Claim, Unreadable, claim_of
from lockgate.insight.observer.columns import CLAIMS, POPULATIONS
from lockgate.insight.observer.populations import Nesting, nesting_of
from lockgate.insight.observer.quantity import Measure
from lockgate.insight.own_file.column import Column, Kind
from lockgate.insight.own_file.set_aside import SetAside

CLAIMS_MAX = 5_000
HEADER_LINES = 1


def claims_of(table: pa.Table) -> tuple[list[Claim], list[SetAside]]:
    """Read the rows of a table of claims; a second claim with the id of an earlier one cannot be told apart from it.

    Raises Invalid where the table lacks a column or is larger than CLAIMS_MAX rows.
    """
    if table.num_rows > CLAIMS_MAX:
        raise Invalid(
            f"There are {table.num_rows:,} claims, and no more than {CLAIMS_MAX:,} are compared with one another.",
            mend="Split the file by populations that have nothing to do with one another.",
        )
    claims: list[Claim] = []
    unread: list[SetAside] = []
    lines: dict[str, int] = {}
    for row, line in zip(_rows(table, CLAIMS, "claims"), _lines(table), strict=True):
        try:
            claim = claim_of(row, line)
            if claim.id in lines:
                raise Unreadable(f"Line {lines[claim.id]} has the same id.")
        except Unreadable as reason:
            unread.append(SetAside(line, row["id"], str(reason)))
            continue
        lines[claim.id] = line
        claims.append(claim)
    return claims, unread


def nesting_between(claims: Sequence[Claim], populations: pa.Table | None) -> Nesting:
    """Return which populations there are, those of the table first, and which lie within which. Raises Invalid."""
    rows = [] if populations is None else _rows(populations, POPULATIONS, "populations")
    spoken_of = (claim.quantity.population for claim in claims)
    return nesting_of([(row["population"], row["within"]) for row in rows], spoken_of)


def _rows(table: pa.Table, columns: Sequence[Column], what: str) -> list[dict[str, str]]:
    cells: dict[str, list[object]] = {}
    for column in columns:
        if column.name in table.column_names:
            cells[column.name] = table[column.name].to_pylist()
        elif column.required:
            raise Invalid(f"The table of {what} has no column {column.name}.", mend="Add it.")
        else:
            cells[column.name] = [""] * table.num_rows
    numbers = {column.name for column in columns if column.kind is Kind.NUMBER}
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return [
        {name: _text(cell, of_share=name in numbers and _is_share(row)) for name, cell in row.items()} for row in rows
    ]


def _is_share(row: dict[str, object]) -> bool:
    return row["measure"] == Measure.SHARE_APPROVED


def _text(cell: object, *, of_share: bool) -> str:
    """Return a cell as text: a share that is a float has the digits that the float has, and one decimal at least."""
    if isinstance(cell, float) and cell.is_integer() and not of_share:
        return str(int(cell))
    if isinstance(cell, float):
        return format(Decimal(str(cell)), "f")
    return "" if cell is None else " ".join(str(cell).split())


def _lines(table: pa.Table) -> list[int]:
    if "line" in table.column_names:
        return [int(line) for line in table["line"].to_pylist()]
    return list(range(HEADER_LINES + 1, table.num_rows + HEADER_LINES + 1))
