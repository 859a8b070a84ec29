"""One row of the pack's measures.csv, as every module here builds it.

The columns and their meaning are docs/write-a-pack.md's. A value is a tuple where the cell holds several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

LONGEST_TEXT = 200
"""Characters of legal text that a cell may hold; longer text is cited, not copied."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One rule: its cells hold together, several values in a cell are alternatives."""

    id: str
    kind: str
    entries: tuple[str, ...]
    instrument: str
    citation: str
    part_of: str = ""
    paragraph: str = ""
    except_entries: tuple[str, ...] = ()
    part: str = ""
    destinations: tuple[str, ...] = ()
    except_destinations: tuple[str, ...] = ()
    end_users: tuple[str, ...] = ()
    end_uses: tuple[str, ...] = ()
    asks: str = ""
    reason: str = ""
    review_policy: str = ""
    condition: str = ""
    abroad: str = ""
    doubt: str = ""
    note: str = ""


COLUMNS = (
    *("id", "part_of", "kind", "paragraph", "entries", "except_entries", "part", "destinations", "except_destinations"),
    *("end_users", "end_uses", "asks", "reason", "review_policy", "condition", "instrument", "citation"),
    *("abroad", "doubt", "note"),
)
"""The columns of measures.csv in the order in which they are written."""

SEVERAL = frozenset({"entries", "except_entries", "destinations", "except_destinations", "end_users", "end_uses"})
"""Columns whose cells hold several values."""


def cells(measure: Measure) -> list[str]:
    """Return the row's cells in the order of COLUMNS; raises ValueError when a text is longer than allowed."""
    for column in ("part", "asks", "condition", "note"):
        if len(getattr(measure, column)) > LONGEST_TEXT:
            raise ValueError(f"{measure.id}: '{column}' has more than {LONGEST_TEXT} characters")
    return [_cell(getattr(measure, column)) for column in COLUMNS]


def _cell(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ";".join(value)


def from_cells(row: dict[str, str]) -> Measure:
    """Build a measure from the cells of an editorial table; columns that are no column of measures.csv are ignored."""
    known = {field.name for field in fields(Measure)}
    values: dict[str, Any] = {
        column: _values(text) if column in SEVERAL else text for column, text in row.items() if column in known
    }
    return Measure(**values)


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def with_distinct_ids(measures: Iterable[Measure]) -> list[Measure]:
    """Give rows that share an id a running letter, in their order; other ids stay as they are."""
    listed = list(measures)
    count = Counter(measure.id for measure in listed)
    seen: Counter[str] = Counter()
    named = []
    for measure in listed:
        if count[measure.id] == 1:
            named.append(measure)
            continue
        named.append(replace(measure, id=measure.id + chr(ord("a") + seen[measure.id])))
        seen[measure.id] += 1
    return named


def shortened(text: str, longest: int = LONGEST_TEXT) -> str:
    """Cut a text at a word so that it has at most `longest` characters, the last of them an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
