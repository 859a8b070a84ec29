"""Finds entries by words in any language of the pack, by code or by customs code, the best first.

All words must occur. A word of a script with spaces matches from its beginning (singular finds plural and the other
way round), a run of Chinese anywhere. A heading speaks for what stands below it, so the words of the entries above
count too, as long as one word is the entry's own. Nothing here says whether an item is controlled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from lockgate.regimes.control_list import Standing
from lockgate.regimes.determination.law import Law
from lockgate.regimes.pack import FOR_EVER, SINCE_EVER, Entry

LONGEST_QUERY = 200
"""Characters that are looked at; nobody types more, and time stays bounded."""
_DEEPEST = 20
"""Levels of a control list; no list has so many, and a broken one must not keep the search from ending."""

_IDEOGRAPHS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that matches: its row on the day or the nearest to it, and why it was found.

    `listed` is about the entry under this code; an item that stood under another code that day is not listed here.
    """

    code: str
    headings: Mapping[str, str]
    listed: bool
    valid_from: date
    valid_to: date
    why: str


class _Card(NamedTuple):
    """An entry in the index: the words of all its headings at any time, and those of the entries above it.

    Words stand in a text with a blank before each, so that " magn" is in it when a word begins so.
    """

    code: str
    folded: str
    own: str
    above: str
    depth: int


def search(law: Law, text: str, on: date, limit: int = 20) -> list[Found]:
    """Return at most `limit` entries that match `text` by code, customs code or words, the best first.

    An exact code comes before longer ones, then customs codes, then entries whose own heading has all the words;
    among these what is listed on the day, then the shallower code, then the heading that says least beside the words.
    A text that is a code of the list is not looked for among the words.
    """
    folded = _folded(text[:LONGEST_QUERY])
    ways = [_by_code(law, folded), _by_goods_code(law, folded, on)]
    if not law.is_well_formed(law.control_list.spelling(folded)):
        ways.append(_by_words(law, folded))
    found: dict[str, Found] = {}
    for ranked in ways:
        rows = [(hit, _found(law, hit.card.code, on, hit.why)) for hit in ranked]
        for hit, one in sorted(rows, key=lambda row: (row[0].group, not row[1].listed, *row[0][1:])):
            found.setdefault(hit.card.code, one)
    return list(found.values())[:limit]


def found_data(found: Found) -> dict[str, Any]:
    """Return a search result as plain values, ready for JSON."""
    return {
        "code": found.code,
        "headings": dict(found.headings),
        "listed": found.listed,
        "valid_from": None if found.valid_from == SINCE_EVER else found.valid_from.isoformat(),
        "valid_to": None if found.valid_to == FOR_EVER else found.valid_to.isoformat(),
        "why": found.why,
    }


class _Hit(NamedTuple):
    """One way in which an entry matches. Lower groups come first, then what is listed, then the rest in this order."""

    group: int
    depth: int
    rank: float
    card: _Card
    why: str


def _by_code(law: Law, folded: str) -> list[_Hit]:
    compact = folded.replace(" ", "")
    if not compact:
        return []
    cards = _index(law)
    hits = []
    for card in cards.values():
        if card.folded == compact:
            hits.append(_Hit(0, 0, 0, card, "the code"))
        elif card.folded.startswith(compact):
            hits.append(_Hit(1, card.depth, 0, card, f"its code begins with {compact.upper()}"))
    code = law.control_list.spelling(compact)
    held = law.control_list.held_above(code)
    if not hits and held and law.is_well_formed(code):
        hits.append(_Hit(1, 0, 0, cards[held], f"{code} stands below it; that paragraph is not held"))
    return hits


def _by_goods_code(law: Law, folded: str, on: date) -> list[_Hit]:
    digits = re.sub(r"[\s.]", "", folded)
    if not re.fullmatch(r"[0-9]{2,14}", digits):
        return []
    cards = _index(law)
    relations = ("exact", "part", "indicative")
    hits: dict[str, _Hit] = {}
    for row in law.control_list.candidates(digits):
        ended_or_to_come = not row.valid_from <= on <= row.valid_to
        rank = relations.index(row.relation) + len(relations) * ended_or_to_come
        if row.entry not in hits or rank < hits[row.entry].rank:
            hits[row.entry] = _Hit(2, 0, rank, cards[row.entry], f"goods code {row.goods_code} ({row.relation})")
    return list(hits.values())


def _by_words(law: Law, folded: str) -> list[_Hit]:
    wanted = _words(folded)
    hits = []
    for card in _index(law).values() if wanted else ():
        own = [word in card.own for word in wanted]
        if all(own):
            share = len(wanted) / card.own.count(" ")
            hits.append(_Hit(3, card.depth, -share, card, "its heading"))
        elif any(own) and all(is_own or word in card.above for is_own, word in zip(own, wanted, strict=True)):
            hits.append(_Hit(4, card.depth, -sum(own), card, "its heading and those above it"))
    return hits


@lru_cache(maxsize=16)
def _index(law: Law) -> Mapping[str, _Card]:
    """Make a card of every code, once for each law."""
    periods = law.control_list.periods
    own = {
        code: "".join(_words(_folded(" ".join(text for row in rows for text in row.headings.values())), whole=True))
        for code, rows in periods.items()
    }
    cards = {}
    for code in sorted(periods):
        above: list[str] = []
        parent = periods[code][0].parent
        while parent in own and len(above) < _DEEPEST:
            above.append(own[parent])
            parent = periods[parent][0].parent
        cards[code] = _Card(code, _folded(code), own[code], "".join(above), len(above))
    return cards


def _found(law: Law, code: str, on: date, why: str) -> Found:
    rows = law.control_list.periods[code]
    valid = [row for row in rows if row.valid_from <= on <= row.valid_to]
    row = (valid or [held for held in rows if held.valid_from > on] or [rows[-1]])[0]
    return Found(code, row.headings, bool(valid) and _is_listed(law, row, on), row.valid_from, row.valid_to, why)


def _is_listed(law: Law, row: Entry, on: date) -> bool:
    places = law.control_list.places(row.code, on)
    return any(place.row is row and place.standing is Standing.LISTED for place in places)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _words(folded: str, *, whole: bool = False) -> list[str]:
    """Return the stems of words, each after a blank, and the runs of ideographs, after a blank where `whole`."""
    runs = [" " * whole + run for run in _IDEOGRAPHS.findall(folded)]
    stems = [" " + _stem(word) for word in _WORD.findall(_IDEOGRAPHS.sub(" ", folded))]
    return list(dict.fromkeys((*stems, *runs)))


def _stem(word: str) -> str:
    """Take the ending of an English plural off, so that one form finds the other."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
