"""What a regime pack holds, as plain values.

One dataclass a table of docs/write-a-pack.md. `pack_files` reads them, `pack_writing` writes them, `pack_faults` says
what is wrong with them, `law` makes them answer questions. Open dates are `date.min` and `date.max`; both ends count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

SINCE_EVER = date.min
FOR_EVER = date.max

Doubt = Literal["", "derived", "remembered"]
DOUBTS: Mapping[str, str] = {
    "": "",
    "derived": "one step away from a source",
    "remembered": "written from memory: read the source before you rely on it",
}
"""What each means, from none to most; a value rests on the worst of the rows that it was made from."""
_FROM_NONE_TO_MOST = tuple(DOUBTS)


def worst_doubt(*doubts: Doubt) -> Doubt:
    """Return the gravest of the doubts given, none of them for no arguments."""
    return max(doubts, key=_FROM_NONE_TO_MOST.index, default="")


def least_doubt(*doubts: Doubt) -> Doubt:
    """Return the slightest of the doubts given; raises ValueError for no arguments."""
    return min(doubts, key=_FROM_NONE_TO_MOST.index)


class Kind(StrEnum):
    """What a measure does when all its cells hold. Values stand in packs; a value is never renamed."""

    LICENCE = "licence"
    PROHIBITION = "prohibition"
    READING = "reading"
    REVIEW = "review"
    LICENCE_EXCEPTION = "licence_exception"
    GENERAL_LICENCE = "general_licence"
    EXEMPTION = "exemption"
    DECLARATION = "declaration"
    EXTRATERRITORIAL = "extraterritorial"
    CONDUCT = "conduct"


WAYS = frozenset({Kind.LICENCE_EXCEPTION, Kind.GENERAL_LICENCE, Kind.EXEMPTION})
"""Kinds that satisfy a requirement and never move the outcome."""
DUTIES = frozenset({Kind.DECLARATION, Kind.EXTRATERRITORIAL, Kind.CONDUCT})
"""Kinds that ask for something beside the licence and never move the outcome."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word for an end use or an end user, with the question that finds it out."""

    word: str
    label: str
    asks: str
    beside_civil: bool = False
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyList:
    """A restricted-party list that measures name as `listed:NAME`; its parties are not held here."""

    name: str
    label: str
    parties: int | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    """regime.toml: what the regime is, how its codes look, and the span of law that the pack knows."""

    code: str
    names: Mapping[str, str]
    authority: str
    territory: tuple[str, ...]
    languages: tuple[str, ...]
    law_from: date
    law_known_to: date
    complete: bool
    grammar: str
    example: str
    time_zone: str
    synthetic: bool = False
    sources: tuple[str, ...] = ()
    destination_rows: str = ""
    statutory_working_days: int | None = None
    group_labels: Mapping[str, str] = field(default_factory=dict)
    scopes_not_held: Mapping[str, str] = field(default_factory=dict)
    end_uses: Mapping[str, Word] = field(default_factory=dict)
    end_users: Mapping[str, Word] = field(default_factory=dict)
    lists: Mapping[str, PartyList] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, announcement or notice that entries, measures and suspensions cite."""

    id: str
    titles: Mapping[str, str]
    issuer: str = ""
    number: str = ""
    published: date = SINCE_EVER
    in_force_from: date = SINCE_EVER
    in_force_to: date = FOR_EVER
    url: str = ""
    source: str = ""
    doubt: Doubt = ""
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the control list for one period of validity."""

    code: str
    parent: str
    headings: Mapping[str, str]
    instrument: str
    continues: str = ""
    earlier_law: str = ""
    later_code: str = ""
    valid_from: date = SINCE_EVER
    valid_to: date = FOR_EVER
    doubt: Doubt = ""
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GoodsCode:
    """A customs code that points to an entry; `relation` says how far it can be trusted."""

    entry: str
    goods_code: str
    nomenclature: str
    relation: Literal["exact", "part", "indicative"]
    instrument: str = ""
    valid_from: date = SINCE_EVER
    valid_to: date = FOR_EVER
    doubt: Doubt = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A destination's membership in a country group for a period."""

    group: str
    member: str
    valid_from: date = SINCE_EVER
    valid_to: date = FOR_EVER
    doubt: Doubt = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """One dated rule. Its cells hold together; the values in one cell are alternatives; () sets no limit."""

    id: str
    kind: Kind
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
    raises_to: str = ""
    condition: str = ""
    abroad: bool = False
    valid_from: date = SINCE_EVER
    valid_to: date = FOR_EVER
    doubt: Doubt = ""
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Suspension:
    """A span in which a measure, or an instrument with all its measures and entries, does not apply."""

    suspends: str
    instrument: str
    citation: str
    valid_from: date
    valid_to: date = FOR_EVER
    afterwards: Literal["resumes", "unknown"] = "resumes"
    doubt: Doubt = ""
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A public holiday, or a weekend day that is worked."""

    date: date
    kind: Literal["holiday", "working_weekend"]
    name: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole regime as it stands in its files."""

    regime: Regime
    instruments: tuple[Instrument, ...]
    entries: tuple[Entry, ...]
    measures: tuple[Measure, ...]
    goods: tuple[GoodsCode, ...] = ()
    groups: tuple[GroupMember, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
