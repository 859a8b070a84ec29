"""The columns of a pack's csv files, and how one cell becomes a value: docs/write-a-pack.md as a table.

`pack_files` reads by it and `pack_writing` writes by it, so that a column exists in one place only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from lockgate.regimes.pack import (
    DOUBTS,
    FOR_EVER,
    SINCE_EVER,
    CalendarDay,
    Entry,
    GoodsCode,
    GroupMember,
    Instrument,
    Kind,
    Measure,
    Suspension,
)

Cell = Callable[[str], Any]
"""Turns the text of a cell into its value, or raises WrongCell."""


_once = lru_cache(maxsize=4096)
"""Cells repeat, above all empty ones: each text is understood once."""


class WrongCell(ValueError):
    """A cell that cannot be read: what is wrong with it, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        """Keep both halves; the column is added by the caller."""
        super().__init__(what)
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Table:
    """One csv file: its row, how each cell is read, which columns must be there, and its columns a language.

    `words` names the field that gathers the columns `words_prefix` + language: headings and titles.
    """

    row: type
    cells: dict[str, Cell]
    needed: tuple[str, ...]
    words: str = ""
    words_prefix: str = ""
    required: bool = False


@_once
def _text(cell: str) -> str:
    return re.sub(r"[\r\n\t]+", " ", cell).strip()


@_once
def _filled(cell: str) -> str:
    if not cell.strip():
        raise WrongCell("the cell is empty", "Fill it.")
    return _text(cell)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in _text(cell).split(";") if value.strip())


@_once
def _values(cell: str) -> tuple[str, ...]:
    values = _split(cell)
    return () if values in (("all",), ("any",)) else values


@_once
def _scope(cell: str) -> tuple[str, ...]:
    values = _split(cell)
    if not values:
        raise WrongCell("the cell is empty", "Name the codes that the rule reaches, or write * or any.")
    return values


def _day(when_empty: date) -> Cell:
    @_once
    def parse(cell: str) -> date:
        return _filled_day(cell) if cell.strip() else when_empty

    return parse


@_once
def _filled_day(cell: str) -> date:
    text = _filled(cell)
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise WrongCell(f"'{text[:60]}' is no date", "Write dates like 2025-04-04.") from None


def _one_of(*words: str) -> Cell:
    @_once
    def parse(cell: str) -> str:
        if cell.strip() not in words:
            known = ", ".join(word or "(empty)" for word in words)
            raise WrongCell(f"'{cell.strip()[:60]}' is no word of this column", f"Known words: {known}.")
        return cell.strip()

    return parse


@_once
def _yes(cell: str) -> bool:
    return bool(_one_of("yes", "no", "")(cell) == "yes")


@_once
def _kind(cell: str) -> Kind:
    return Kind(_one_of(*Kind)(cell))


@_once
def _afterwards(cell: str) -> str:
    return str(_one_of("resumes", "unknown", "")(cell)) or "resumes"


_doubt = _one_of(*DOUBTS)
_since, _until = _day(SINCE_EVER), _day(FOR_EVER)

TABLES: dict[str, Table] = {
    "instruments.csv": Table(
        Instrument,
        {
            "id": _filled,
            "issuer": _text,
            "number": _text,
            "published": _since,
            "in_force_from": _since,
            "in_force_to": _until,
            "url": _text,
            "source": _text,
            "doubt": _doubt,
            "note": _text,
        },
        needed=("id",),
        words="titles",
        words_prefix="title_",
        required=True,
    ),
    "entries.csv": Table(
        Entry,
        {
            "code": _filled,
            "parent": _text,
            "continues": _text,
            "earlier_law": _text,
            "later_code": _text,
            "instrument": _filled,
            "valid_from": _since,
            "valid_to": _until,
            "doubt": _doubt,
            "note": _text,
        },
        needed=("code", "parent", "instrument"),
        words="headings",
        words_prefix="heading_",
        required=True,
    ),
    "goods.csv": Table(
        GoodsCode,
        {
            "entry": _filled,
            "goods_code": _filled,
            "nomenclature": _text,
            "relation": _one_of("exact", "part", "indicative"),
            "instrument": _text,
            "valid_from": _since,
            "valid_to": _until,
            "doubt": _doubt,
        },
        needed=("entry", "goods_code", "nomenclature", "relation"),
    ),
    "groups.csv": Table(
        GroupMember,
        {"group": _filled, "member": _filled, "valid_from": _since, "valid_to": _until, "doubt": _doubt},
        needed=("group", "member"),
    ),
    "measures.csv": Table(
        Measure,
        {
            "id": _filled,
            "part_of": _text,
            "kind": _kind,
            "paragraph": _text,
            "entries": _scope,
            "except_entries": _values,
            "part": _text,
            "destinations": _values,
            "except_destinations": _values,
            "end_users": _values,
            "end_uses": _values,
            "asks": _text,
            "reason": _text,
            "review_policy": _text,
            "raises_to": _one_of("", "licence_required", "prohibited"),
            "condition": _text,
            "instrument": _filled,
            "citation": _filled,
            "abroad": _yes,
            "valid_from": _since,
            "valid_to": _until,
            "doubt": _doubt,
            "note": _text,
        },
        needed=("id", "kind", "entries", "instrument", "citation"),
        required=True,
    ),
    "suspensions.csv": Table(
        Suspension,
        {
            "suspends": _filled,
            "instrument": _filled,
            "citation": _filled,
            "valid_from": _filled_day,
            "valid_to": _until,
            "afterwards": _afterwards,
            "doubt": _doubt,
            "note": _text,
        },
        needed=("suspends", "instrument", "citation", "valid_from", "valid_to"),
    ),
    "calendar.csv": Table(
        CalendarDay,
        {"date": _filled_day, "kind": _one_of("holiday", "working_weekend"), "name": _text},
        needed=("date", "kind", "name"),
    ),
}
"""File → its table, in the order in which faults are told."""
