"""Faults of measures.csv and suspensions.csv: scopes, words, lists, cells that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from lockgate.regimes.control_list import above
from lockgate.regimes.determination.question import END_USERS, END_USES
from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import Kind, Measure, Pack

_FILE = "measures.csv"


def faults_of_measures(pack: Pack) -> Iterator[Fault]:
    """Find what is wrong with the rules and with what suspends them."""
    by_id: dict[str, Measure] = {}
    instruments = {held.id for held in pack.instruments}
    reach = _Reach(pack)
    for measure in pack.measures:
        if measure.id in by_id:
            what = f"The id {measure.id} stands in line {by_id[measure.id].line} too."
            yield Fault(_FILE, measure.line, what, "Give each measure an id of its own.")
        by_id.setdefault(measure.id, measure)
        if measure.id in instruments:
            what = f"{measure.id} is the id of an instrument too."
            yield Fault(_FILE, measure.line, what, "Choose another id: suspensions name both.")
        yield from reach.faults(measure)
        yield from _faults_of_words(measure, pack)
        yield from _faults_of_cells(measure)
    for measure in pack.measures:
        yield from _faults_of_part_of(measure, by_id)
    for row in pack.suspensions:
        if row.suspends not in by_id and row.suspends not in instruments:
            what = f"'{row.suspends}' is neither a measure nor an instrument."
            yield Fault("suspensions.csv", row.line, what, "Give the id of what is suspended.")


class _Reach:
    """Which code prefixes lead to an entry."""

    def __init__(self, pack: Pack) -> None:
        self._codes = {row.code for row in pack.entries}
        self._parents = {row.parent for row in pack.entries}
        self._scopes = set(pack.regime.scopes_not_held)
        self._above: set[str] = set()
        for code in self._codes:
            while code := above(code):
                self._above.add(code)

    def faults(self, measure: Measure) -> Iterator[Fault]:
        for column in ("entries", "except_entries"):
            for prefix in getattr(measure, column):
                if prefix in self._codes or prefix in self._above or prefix in self._scopes:
                    continue
                if prefix not in ("*", "any") or column == "except_entries":
                    yield from self._fault(measure, column, prefix)

    def _fault(self, measure: Measure, column: str, prefix: str) -> Iterator[Fault]:
        held = above(prefix)
        while held and held not in self._codes:
            held = above(held)
        if not held:
            what = f"{measure.id} names '{prefix}' in {column}, which reaches no entry."
            yield Fault(
                _FILE, measure.line, what, "Correct the code, add the entry, or declare it under scopes_not_held."
            )
        elif held in self._parents:
            what = (
                f"{measure.id} names '{prefix}' in {column}; {held} is held with paragraphs, and that is none of them."
            )
            yield Fault(_FILE, measure.line, what, "Correct the code, or add the paragraph.", grave=False)


def _faults_of_words(measure: Measure, pack: Pack) -> Iterator[Fault]:
    regime = pack.regime
    for word in measure.end_uses:
        if word not in END_USES and word not in regime.end_uses:
            yield _unknown_word(measure, "end_uses", word)
    for word in measure.end_users:
        if word.startswith("listed:"):
            name = word.removeprefix("listed:")
            if name not in regime.lists:
                what = f"{measure.id} names the list '{name}', which is not declared."
                yield Fault(_FILE, measure.line, what, f'Add [lists."{name}"] to regime.toml, or correct the name.')
        elif word not in END_USERS and word not in regime.end_users:
            yield _unknown_word(measure, "end_users", word)


def _unknown_word(measure: Measure, column: str, word: str) -> Fault:
    what = f"{measure.id} has '{word}' in {column}, which is no known word."
    return Fault(_FILE, measure.line, what, f"Correct it, or declare [{column}.{word}] in regime.toml.")


def _faults_of_cells(measure: Measure) -> Iterator[Fault]:
    def fault(what: str, mend: str) -> Fault:
        return Fault(_FILE, measure.line, f"{measure.id} {what}.", mend)

    if measure.part and measure.asks:
        yield fault("has both part and asks", "Put both into one question in asks, or split the row if either will do.")
    if measure.kind is Kind.REVIEW and not measure.review_policy:
        yield fault("sets the review but has no review_policy", "Fill review_policy.")
    if measure.raises_to and measure.kind is not Kind.READING:
        yield fault(
            f"has raises_to but is a {measure.kind}", "Only a reading says what it could lead to; empty the cell."
        )


def _faults_of_part_of(measure: Measure, by_id: dict[str, Measure]) -> Iterator[Fault]:
    if not measure.part_of:
        return
    whole = by_id.get(measure.part_of)
    if whole is None:
        what = f"{measure.id} is part of '{measure.part_of}', which is no measure."
        yield Fault(_FILE, measure.line, what, "Give the id of the row that it repeats.")
    elif whole.part_of:
        what = f"{measure.id} is part of {whole.id}, which is itself part of {whole.part_of}: neither would count."
        yield Fault(_FILE, measure.line, what, "Name the row that counts.")
    elif whole.kind is not measure.kind:
        what = f"{measure.id} is a {measure.kind}, and {whole.id}, which it is part of, a {whole.kind}."
        yield Fault(_FILE, measure.line, what, "A part only repeats: give it the same kind, or empty part_of.")
