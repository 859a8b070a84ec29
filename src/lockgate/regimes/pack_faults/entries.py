"""Faults of entries.csv and goods.csv: codes, the tree, succession, headings, customs codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from lockgate.regimes.control_list import above
from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import SINCE_EVER, Entry, GoodsCode, Pack, Regime
from lockgate.regimes.pack_faults.grammar import LONGEST_CODE, fault_of_grammar

_FILE = "entries.csv"
_DAY = timedelta(days=1)
Periods = Mapping[str, Sequence[Entry]]


def faults_of_entries(pack: Pack) -> Iterator[Fault]:
    """Find what is wrong with the control list and with the customs codes that point to it."""
    periods: dict[str, list[Entry]] = {}
    for row in sorted(pack.entries, key=lambda row: row.valid_from):
        periods.setdefault(row.code, []).append(row)
    yield from _faults_of_codes(pack.regime, periods)
    instruments = {held.id for held in pack.instruments}
    for row in pack.entries:
        yield from _faults_of_parent(row, periods)
        yield from _faults_of_succession(row, periods)
        if row.earlier_law not in ("", "unknown") and row.earlier_law not in instruments:
            what = f"earlier_law of {row.code} is '{row.earlier_law}', no instrument."
            yield Fault(_FILE, row.line, what, "Write 'unknown', or the id of an instrument.", grave=False)
        if row.later_code not in ("", "not held"):
            what = f"later_code of {row.code} is '{row.later_code}'."
            mend = f"Only 'not held' is known; an entry that you hold says continues = {row.code}."
            yield Fault(_FILE, row.line, what, mend)
    yield from _faults_of_headings(pack)
    yield from _faults_of_goods(pack, periods)


def _faults_of_codes(regime: Regime, periods: Periods) -> Iterator[Fault]:
    grammar = None if fault_of_grammar(regime) else re.compile(regime.grammar)
    spellings: dict[str, str] = {}
    for line, code in sorted((min(row.line for row in rows), code) for code, rows in periods.items()):
        if grammar and (len(code) > LONGEST_CODE or not grammar.fullmatch(code)):
            what = f"The code '{code[:LONGEST_CODE]}' breaks the grammar."
            yield Fault(_FILE, line, what, f"Codes look like {regime.example}; else mend code_grammar.")
        if unicodedata.normalize("NFKC", code) != code:
            what = f"The code '{code}' holds full-width or other compatibility characters."
            yield Fault(_FILE, line, what, "Write it with plain letters and digits.")
        other = spellings.setdefault(code.casefold(), code)
        if other != code:
            what = f"The codes {other} and {code} differ in capitals only."
            yield Fault(_FILE, line, what, "Spell one of them otherwise: who asks need not know capitals.")


def _faults_of_parent(row: Entry, periods: Periods) -> Iterator[Fault]:
    if not row.parent:
        if above(row.code) in periods:
            what = f"{row.code} has no parent, though {above(row.code)} is held."
            yield Fault(_FILE, row.line, what, "Name it as the parent if it is one.", grave=False)
        return
    if row.parent not in periods:
        yield Fault(_FILE, row.line, f"The parent '{row.parent}' is no entry.", "Add its row or correct the code.")
        return
    if _is_in_circle(row.code, periods, "parent"):
        what = f"The parents of {row.code} lead back to {row.code}."
        yield Fault(_FILE, row.line, what, "Let the parents end at an entry without a parent.")
        return
    if row.parent != above(row.code):
        what = f"The parent of {row.code} is {row.parent}, not the text before the last dot."
        yield Fault(_FILE, row.line, what, "Rules that name the parent's code do not reach this entry.", grave=False)
    outside = _first_day_outside(row, periods[row.parent])
    if outside:
        what = f"{row.code} is valid {outside}, when its parent {row.parent} is not."
        yield Fault(_FILE, row.line, what, "Check the dates of both.", grave=False)


def _first_day_outside(row: Entry, parents: Sequence[Entry]) -> str:
    day = row.valid_from
    for parent in parents:
        if parent.valid_from <= day <= parent.valid_to:
            if parent.valid_to >= row.valid_to:
                return ""
            day = parent.valid_to + _DAY
    return "since before the pack's law" if day == SINCE_EVER else f"on {day}"


def _is_in_circle(code: str, periods: Periods, field: str) -> bool:
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        for row in periods.get(waiting.pop(), ()):
            above_or_before = getattr(row, field)
            if above_or_before == code:
                return True
            if above_or_before and above_or_before not in seen:
                seen.add(above_or_before)
                waiting.append(above_or_before)
    return False


def _faults_of_succession(row: Entry, periods: Periods) -> Iterator[Fault]:
    earlier = row.continues
    if not earlier:
        return
    if earlier not in periods:
        yield Fault(_FILE, row.line, f"{row.code} continues '{earlier}', no entry.", "Add its row or correct the code.")
        return
    if _is_in_circle(row.code, periods, "continues"):
        what = f"What {row.code} continues leads back to {row.code}."
        yield Fault(_FILE, row.line, what, "Let succession run forward in time only.")
        return
    if row.valid_from == SINCE_EVER:
        what = f"{row.code} continues {earlier} but has no valid_from."
        yield Fault(_FILE, row.line, what, "Give the day on which the code changed.")
        return
    last = periods[earlier][-1].valid_to
    if last != row.valid_from - _DAY:
        how = "overlaps it" if last >= row.valid_from else f"leaves a gap after {last}"
        what = f"{row.code} continues {earlier} from {row.valid_from}, and {how}."
        yield Fault(
            _FILE, row.line, what, f"The row of {earlier} ends on {row.valid_from - _DAY}, or it is no successor."
        )
    if periods[earlier][-1].later_code:
        what = f"{row.code} continues {earlier}, of which later_code says that its later code is not held."
        yield Fault(_FILE, row.line, what, f"Empty later_code of {earlier} if {row.code} is all of it.", grave=False)
    if row != periods[row.code][0]:
        what = f"{row.code} has an earlier period than the one that continues {earlier}."
        yield Fault(_FILE, row.line, what, "Only the first period of a code is followed back.", grave=False)


def _faults_of_headings(pack: Pack) -> Iterator[Fault]:
    declared = pack.regime.languages
    held = {language for row in pack.entries for language in row.headings}
    for language in declared:
        lacking = [row for row in pack.entries if not row.headings.get(language)]
        if lacking and language not in held:
            what = f"No entry has a heading in '{language}', which regime.toml declares."
            mend = f"Add the column heading_{language}, or take the language out of languages."
            yield Fault(_FILE, 1, what, mend)
        elif lacking:
            codes = ", ".join(row.code for row in lacking[:10]) + (" …" if len(lacking) > 10 else "")
            what = f"{len(lacking)} of {len(pack.entries)} entries have no heading in '{language}': {codes}."
            yield Fault(_FILE, lacking[0].line, what, f"Fill heading_{language}.", grave=False)
    for language in sorted(held - set(declared)):
        what = f"There are headings in '{language}', which regime.toml does not declare."
        yield Fault(_FILE, 1, what, "Add it to languages, so that pages show them.", grave=False)


def _faults_of_goods(pack: Pack, periods: Periods) -> Iterator[Fault]:
    for row in pack.goods:
        if row.entry not in periods:
            what = f"There is no entry '{row.entry}'."
            yield Fault("goods.csv", row.line, what, "Add it to entries.csv or correct the code.")
        if not re.fullmatch(r"[0-9]{2,14}", row.goods_code):
            what = f"'{row.goods_code[:60]}' is no goods code."
            yield Fault("goods.csv", row.line, what, "Write 2 to 14 digits, without dots or spaces.")
    exact: dict[str, GoodsCode] = {}
    for row in pack.goods:
        first = exact.setdefault(row.goods_code, row) if row.relation == "exact" else row
        together = first.valid_from <= row.valid_to and row.valid_from <= first.valid_to
        if first.entry != row.entry and together:
            what = f"{row.goods_code} is exact for {first.entry} and for {row.entry} on the same day."
            yield Fault("goods.csv", row.line, what, "Exact means one entry alone: make both 'part'.")
