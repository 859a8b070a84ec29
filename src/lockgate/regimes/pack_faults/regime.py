"""Faults of regime.toml: the span of law, the zone, the grammar, the words, the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination.question import END_USERS, END_USES
from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import Pack, Regime, Word
from lockgate.regimes.pack_faults.grammar import fault_of_grammar

_COUNTRY = "Give the two capital letters of ISO 3166, or XK."


def faults_of_regime(pack: Pack) -> Iterator[Fault]:
    """Find what is wrong in regime.toml."""
    regime = pack.regime
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", regime.code):
        yield _fault("code", f"'{regime.code[:60]}' is no code for a regime.", "Use small letters, digits and hyphens.")
    if regime.law_from > regime.law_known_to:
        what = f"law_from {regime.law_from} lies after law_known_to {regime.law_known_to}."
        yield _fault("law_known_to", what, "Swap or correct them.")
    if not _is_zone(regime.time_zone):
        what = f"time_zone '{regime.time_zone}' is unknown."
        yield _fault("time_zone", what, "Give a name of the IANA data base, such as Asia/Shanghai.")
    wrong = fault_of_grammar(regime)
    if wrong:
        yield wrong
    if not regime.territory:
        yield _fault("territory", "territory names no country.", _COUNTRY)
    for code in regime.territory:
        if code not in COUNTRIES:
            yield _fault("territory", f"territory: '{code}' is no country.", _COUNTRY)
    days = regime.statutory_working_days
    if days is not None and days < 1:
        yield _fault("statutory_clock.working_days", f"working_days is {days}.", "Give a whole number above 0.")
    yield from _faults_of_languages(regime)
    yield from _faults_of_words("end_uses", regime.end_uses, END_USES, frozenset())
    listed = frozenset(f"listed:{name}" for name in regime.lists)
    yield from _faults_of_words("end_users", regime.end_users, END_USERS, listed)
    yield from _faults_of_lists(regime)
    yield from _faults_of_rows(pack)


def _fault(key: str, what: str, mend: str, *, grave: bool = True) -> Fault:
    return Fault("regime.toml", 0, what, mend, grave=grave, key=key)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _faults_of_languages(regime: Regime) -> Iterator[Fault]:
    if not regime.languages:
        yield _fault("languages", "languages is empty.", 'Name the languages of the headings, like ["en"].')
    for language in regime.languages:
        if language not in regime.names:
            what = f"name has no '{language}', which languages names."
            yield _fault("name", what, "Add it, so that pages in that language can name the regime.", grave=False)


def _faults_of_words(
    key: str, words: Mapping[str, Word], built_in: Mapping[str, Word], others: frozenset[str]
) -> Iterator[Fault]:
    for word, about in words.items():
        place = f"{key}.{word}"
        if word in built_in:
            yield _fault(place, f"{place} is a built-in word.", "Remove it, or choose another word.")
        if ";" in word or not word.strip() or word.startswith("listed:"):
            what = f"{place} cannot be used in a cell."
            yield _fault(place, what, "Choose a word without ';' that does not begin with 'listed:'.")
        for implied in about.implies:
            if implied not in words and implied not in built_in and implied not in others:
                what = f"{place} implies '{implied}', which is no word of {key}."
                yield _fault(f"{place}.implies", what, "Declare that word or correct its spelling.")


def _faults_of_lists(regime: Regime) -> Iterator[Fault]:
    for name, held in regime.lists.items():
        if ";" in name or not name.strip():
            yield _fault(f"lists.{name}", f"lists.{name} cannot be used in a cell.", "Choose a name without ';'.")
        if held.parties is not None and held.parties < 1:
            what = f"lists.{name} names {held.parties} parties."
            yield _fault(f"lists.{name}.parties", what, "Give a whole number above 0, or leave it out.")


def _faults_of_rows(pack: Pack) -> Iterator[Fault]:
    rows = pack.regime.destination_rows
    if rows and rows not in {held.group for held in pack.groups}:
        what = f"destination_rows names '{rows}', a group without members."
        yield _fault("destination_rows", what, "Add its members to groups.csv, or leave destination_rows out.")
