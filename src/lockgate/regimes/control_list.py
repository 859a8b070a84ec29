"""The control list on a day: which entries stand, under which code, and which customs codes point to them.

Succession, parents and goods codes are answered here and nowhere else; whether a licence is needed is asked in
`determination`. Everything is worked out from the pack's rows, nothing is stored.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from lockgate.regimes.measures import Suspensions, TimeStatus
from lockgate.regimes.pack import Entry, GoodsCode, Pack


class Standing(Enum):
    """How an item stands on the list on one day."""

    LISTED = "listed"
    SUSPENDED = "its notice is suspended"
    UNKNOWN = "its notice was suspended, and what followed is not known"
    NOT_YET = "not listed yet"
    ENDED = "not listed any more"
    EARLIER_LAW = "covered by an older law that the pack does not hold"
    LATER_CODE = "listed under a code that the pack does not hold"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands on a day: the row that speaks for it, and the codes that it was followed through."""

    standing: Standing
    row: Entry
    path: tuple[str, ...]


def above(code: str) -> str:
    """Return the code one level up, or "" at the top: the text before the last dot."""
    return code.rpartition(".")[0]


def reaches(prefix: str, code: str) -> bool:
    """Say whether a code prefix matches `code`: itself, or anything below it after a dot."""
    return code == prefix or code.startswith(prefix + ".")


class ControlList:
    """All entries of a pack, followed through renaming and suspension."""

    def __init__(self, pack: Pack, suspensions: Suspensions) -> None:
        """Index the rows of `pack` by code, parent and predecessor."""
        self._suspensions = suspensions
        self.periods: dict[str, tuple[Entry, ...]] = {}
        self.children: dict[str, tuple[str, ...]] = {}
        self._successors: dict[str, tuple[str, ...]] = {}
        for row in sorted(pack.entries, key=lambda row: row.valid_from):
            self.periods[row.code] = (*self.periods.get(row.code, ()), row)
        for code, rows in self.periods.items():
            for parent in {row.parent for row in rows if row.parent}:
                self.children[parent] = (*self.children.get(parent, ()), code)
            for earlier in {row.continues for row in rows if row.continues}:
                self._successors[earlier] = (*self._successors.get(earlier, ()), code)
        self._goods = pack.goods
        self._spellings = {code.casefold(): code for code in self.periods}

    def spelling(self, code: str) -> str:
        """Return `code` as the list spells it: full-width characters folded, case as in the entry above it."""
        plain = unicodedata.normalize("NFKC", code).strip()
        held, tail = plain, ""
        while held and held.casefold() not in self._spellings:
            held, _, below = held.rpartition(".")
            tail = f".{below.lower()}{tail}"
        if held:
            return self._spellings[held.casefold()] + tail
        head, dot, rest = plain.partition(".")
        return head.upper() + dot + rest.lower()

    def held_above(self, code: str) -> str:
        """Return the nearest code at or above `code` that the list ever held, or ""."""
        while code and code not in self.periods:
            code = above(code)
        return code

    def places(self, code: str, on: date) -> tuple[Place, ...]:
        """Say where the item of the held `code` stands on a day, following renaming both ways.

        Several places come back only where several entries continue one. The first and last row of a code
        decide what lies before and after it.
        """
        return self._places(code, on, (code,))

    def _places(self, code: str, on: date, path: tuple[str, ...]) -> tuple[Place, ...]:
        rows = self.periods[code]
        for row in rows:
            if row.valid_from <= on <= row.valid_to:
                return (Place(self._listing(row, on), row, path),)
        if on < rows[0].valid_from:
            return self._before(rows[0], on, path)
        if on > rows[-1].valid_to:
            return self._after(rows[-1], on, path)
        before = max((row for row in rows if row.valid_to < on), key=lambda row: row.valid_to)
        after = min((row for row in rows if row.valid_from > on), key=lambda row: row.valid_from)
        if before.later_code:
            return (Place(Standing.LATER_CODE, before, path),)
        if after.earlier_law:
            return (Place(Standing.EARLIER_LAW, after, path),)
        return (Place(Standing.ENDED, before, path),)

    def _before(self, row: Entry, on: date, path: tuple[str, ...]) -> tuple[Place, ...]:
        earlier = self._predecessor(row.code)
        if earlier in self.periods and earlier not in path:
            places = self._places(earlier, on, (*path, earlier))
            if row.earlier_law and all(place.standing is Standing.NOT_YET for place in places):
                return (Place(Standing.EARLIER_LAW, row, path),)
            return places
        return (Place(Standing.EARLIER_LAW if row.earlier_law else Standing.NOT_YET, row, path),)

    def _after(self, row: Entry, on: date, path: tuple[str, ...]) -> tuple[Place, ...]:
        if row.later_code:
            return (Place(Standing.LATER_CODE, row, path),)
        code = row.code
        while code and code not in self._successors:
            code = self._parent(code)
        later = [successor for successor in self._successors.get(code, ()) if successor not in path]
        if not later:
            return (Place(Standing.ENDED, row, path),)
        return tuple(place for successor in later for place in self._places(successor, on, (*path, successor)))

    def _predecessor(self, code: str) -> str:
        while code in self.periods:
            if self.periods[code][0].continues:
                return self.periods[code][0].continues
            code = self._parent(code)
        return ""

    def _parent(self, code: str) -> str:
        return self.periods[code][0].parent if code in self.periods else ""

    def _listing(self, row: Entry, on: date) -> Standing:
        status = self._suspensions.status((row.instrument,), on)
        return {TimeStatus.SUSPENDED: Standing.SUSPENDED, TimeStatus.UNKNOWN: Standing.UNKNOWN}.get(
            status, Standing.LISTED
        )

    def listed_on(self, on: date) -> tuple[Entry, ...]:
        """Return the rows that are listed on a day, in the order of their codes."""
        rows = (row for held in self.periods.values() for row in held if row.valid_from <= on <= row.valid_to)
        return tuple(
            sorted((row for row in rows if self._listing(row, on) is Standing.LISTED), key=lambda row: row.code)
        )

    def candidates(self, goods_code: str) -> tuple[GoodsCode, ...]:
        """Return every row whose customs code and `goods_code` begin alike, on any date."""
        return tuple(
            row for row in self._goods if row.goods_code.startswith(goods_code) or goods_code.startswith(row.goods_code)
        )

    def goods_of(self, codes: tuple[str, ...], on: date) -> tuple[GoodsCode, ...]:
        """Return the customs codes held on a day for any of `codes`, and for what lies above or below them."""
        return tuple(
            row
            for row in self._goods
            if row.valid_from <= on <= row.valid_to
            and any(reaches(code, row.entry) or reaches(row.entry, code) for code in codes)
        )

    def change_days(self) -> set[date]:
        """Return the days on which something in the list or the goods codes may change."""
        days: set[date] = set()
        dated: list[Entry | GoodsCode] = [row for rows in self.periods.values() for row in rows]
        for row in (*dated, *self._goods):
            days.add(row.valid_from)
            if row.valid_to < date.max:
                days.add(row.valid_to + timedelta(days=1))
        return days
