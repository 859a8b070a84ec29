"""Answers many questions at once: columns in, the outcome column out, the same answers as `determine` gives.

Every distinct value is understood once, every distinct item is worked out once (`item`), and items that the same
rules reach share one cube of outcomes over destinations x facts. The rest is array look-up.
A property test holds this file and `engine` together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as compute

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination.asking import day_of, destination_of, entry_of, facts_of, goods_code_of
from lockgate.regimes.determination.engine import item_of
from lockgate.regimes.determination.item import Atom, Item
from lockgate.regimes.determination.law import Law, Rule
from lockgate.regimes.determination.outcome import Outcome
from lockgate.regimes.determination.question import QUESTION_COLUMNS, InvalidQuestion, Question

INVALID = len(Outcome)
WORDS = [*(outcome.word for outcome in Outcome), "invalid"]

_READ = int(Outcome.NEEDS_READING)
_LICENCE = int(Outcome.LICENCE_REQUIRED)
_COUNTRIES = list(COUNTRIES)
_PLACE = {code: place for place, code in enumerate(_COUNTRIES)}
_LARGEST_LOOKUP = 20_000_000
"""Numbers in a look-up by product of codes; beyond it distinct keys are sorted out instead."""
_LARGEST_CUBES = 48_000_000
"""Bytes of all cubes that one look-up may take; rows that need more are answered in halves."""

Codes = npt.NDArray[np.int64]
Cube = npt.NDArray[np.uint8]
Outcomes = npt.NDArray[np.uint8]
Held = tuple[frozenset[str], frozenset[str]]
"""Words that hold and that rules name: of the end use, of the end user."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as numbers into its distinct values; -1 is a value that means nothing."""

    codes: Codes
    values: list[Any]

    def part(self, rows: slice) -> Column:
        """Return some rows, with only the values that they have."""
        present, codes = np.unique(self.codes[rows], return_inverse=True)
        return Column(codes, [self.values[code] for code in present.tolist()])


def determine_many(columns: Mapping[str, Any], law: Law, *, on: date | None, today: date) -> pa.DictionaryArray:
    """Return one outcome word a row for columns in memory: Arrow arrays, or sequences of text or dates.

    `on` is the day for rows without one of their own. A row that cannot be answered is `invalid`; why, `ask` says.
    """
    return pa.DictionaryArray.from_arrays(pa.array(outcome_codes(columns, law, on=on, today=today)), WORDS)


def outcome_codes(columns: Mapping[str, Any], law: Law, *, on: date | None, today: date) -> Outcomes:
    """Return the outcomes as numbers into WORDS, one a row."""
    rows = len(columns["destination"])
    encoded = {name: _encoded(columns.get(name), rows, name) for name in QUESTION_COLUMNS}
    default = day_of(law, on, today)
    spans = _understood(encoded["on"], lambda word: law.span(day_of(law, word or default, today)))
    places = _understood(encoded["destination"], lambda word: _PLACE[destination_of(law, word)])
    uses = _understood(encoded["end_use"], lambda word: facts_of(law.end_uses, word, "end_use", law))
    users = _understood(encoded["end_user"], lambda word: facts_of(law.end_users, word, "end_user", law))
    facts = _facts(uses, users, law)
    items = _items(encoded["entry"], encoded["goods_code"], spans, law)
    sound = (items.codes >= 0) & (places.codes >= 0) & (facts.codes >= 0)
    if sound.all():
        return _looked_up(law, items, places, facts)
    outcomes = np.full(rows, INVALID, dtype=np.uint8)
    if sound.any():
        held = (Column(column.codes[sound], column.values) for column in (items, places, facts))
        outcomes[sound] = _looked_up(law, *held)
    return outcomes


def texts(column: Any, name: str) -> pa.Array:
    """Return a column of Arrow as text without gaps: lists and structures as JSON, of a time in `on` only its date."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if name == "on" and pa.types.is_timestamp(kind):
        column = compute.local_timestamp(column.cast(kind)) if kind.tz else column.cast(kind)
        column = column.cast(pa.date32(), safe=False)
    try:
        return column.cast(pa.string()).fill_null("")
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return pa.array([_nested_text(value) for value in column.to_pylist()], pa.string())


def _nested_text(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, default=_text) if isinstance(value, list | dict) else _text(value)


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _encoded(column: Any, rows: int, name: str) -> Column:
    if column is None:
        return Column(np.zeros(rows, dtype=np.int64), [""])
    array = column if isinstance(column, pa.Array | pa.ChunkedArray) else pa.array(column)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    values = texts(array.dictionary, name).to_pylist()
    indices = array.indices.fill_null(len(values)) if array.indices.null_count else array.indices
    return Column(indices.to_numpy(zero_copy_only=False).astype(np.int64), [*values, ""])


def _understood(column: Column, understand: Callable[[str], T]) -> Column:
    """Replace each distinct value by what it means; values that mean nothing get the code -1."""
    translated, meanings = _meanings(column.values, understand)
    return Column(translated[column.codes], meanings)


def _meanings(values: Sequence[Any], understand: Callable[[Any], T]) -> tuple[Codes, list[T]]:
    """Return each value's number into the distinct meanings, -1 last and for what means nothing; and the meanings."""
    meanings: dict[T, int] = {}
    translated = np.full(len(values) + 1, -1, dtype=np.int64)
    for code, value in enumerate(values):
        try:
            meaning = understand(value)
        except InvalidQuestion:
            continue
        translated[code] = meanings.setdefault(meaning, len(meanings))
    return translated, list(meanings)


def _facts(uses: Column, users: Column, law: Law) -> Column:
    """Return the words of rules that hold by each row's end use and end user; each pair is looked at once."""
    named_uses = frozenset(word for measure in law.measures for word in measure.end_uses)
    named_users = frozenset(word for measure in law.measures for word in measure.end_users)

    def settled(key: int) -> Held:
        use, user = divmod(key, len(users.values))
        facts = law.facts(Question("", "", end_uses=uses.values[use], end_users=users.values[user]))
        return facts.uses & named_uses, facts.users & named_users

    keys = uses.codes * len(users.values) + users.codes
    keys[(uses.codes < 0) | (users.codes < 0)] = -1
    return _combined(keys, len(uses.values) * len(users.values), settled)


def _items(entry: Column, goods: Column, spans: Column, law: Law) -> Column:
    """Return each row's item, one for all that the same rules reach; each distinct item and span is looked at once."""
    held: dict[object, _Dated] = {}

    def worked_out(key: int) -> _Dated:
        rest, span = divmod(key, len(spans.values))
        entry_code, goods_code = divmod(rest, len(goods.values))
        words = entry.values[entry_code], goods.values[goods_code]
        first = max(law.change_days[spans.values[span]], law.regime.law_from)
        dated = _Dated(item_of(law, entry_of(law, *words), goods_code_of(words[1]), first), first)
        return held.setdefault(dated.signature(), dated)

    keys = (entry.codes * len(goods.values) + goods.codes) * len(spans.values) + spans.codes
    keys[spans.codes < 0] = -1
    return _combined(keys, len(entry.values) * len(goods.values) * len(spans.values), worked_out)


def _combined(keys: Codes, size: int, understand: Callable[[int], T]) -> Column:
    """Replace each distinct key below `size` by what it means, as `_understood` does; -1 stays."""
    if size <= _LARGEST_LOOKUP:
        present = np.zeros(size + 1, dtype=bool)
        present[keys] = True
        distinct = np.flatnonzero(present[:size])
        places = np.full(size + 1, -1, dtype=np.int64)
        places[distinct] = np.arange(len(distinct))
        codes = places[keys]
    else:
        distinct, codes = np.unique(keys, return_inverse=True)
        if distinct.size and distinct[0] < 0:
            distinct, codes = distinct[1:], codes - 1
    translated, meanings = _meanings(distinct.tolist(), understand)
    return Column(translated[codes], meanings)


@dataclass(frozen=True, slots=True, eq=False)
class _Dated:
    """An item in the span of days that begins on `first`, or on the first day of the pack's law."""

    item: Item
    first: date

    def signature(self) -> object:
        """Return what the outcomes of the item hang on beside destination and facts."""
        atoms = ((atom.rules, bool(atom.readings), atom.listing_unknown) for atom in self.item.atoms)
        return self.first, bool(self.item.readings), tuple(atoms)


def _looked_up(law: Law, items: Column, places: Column, facts: Column) -> Outcomes:
    rows = len(items.codes)
    if len(items.values) * len(_COUNTRIES) * len(facts.values) > _LARGEST_CUBES and rows > 1:
        halves = slice(0, rows // 2), slice(rows // 2, rows)
        return np.concatenate(
            [_looked_up(law, *(column.part(half) for column in (items, places, facts))) for half in halves]
        )
    if not rows:
        return np.zeros(0, dtype=np.uint8)
    cubes = _Cubes(law, facts.values)
    table = np.concatenate([cubes.of(dated).ravel() for dated in items.values])
    place = np.array(places.values, dtype=np.int64)[places.codes]
    outcomes: Outcomes = table[(items.codes * len(_COUNTRIES) + place) * len(facts.values) + facts.codes]
    return outcomes


class _Cubes:
    """Outcomes over destinations x facts, for one item after the other."""

    def __init__(self, law: Law, facts: list[Held]) -> None:
        self._law = law
        self._facts = facts
        self._shape = (len(_COUNTRIES), len(facts))
        self._general: dict[object, Cube] = {}
        self._reached: dict[Rule, Cube] = {}
        self._hold: dict[object, Cube] = {}
        self._rows: dict[date, Cube] = {}

    def of(self, dated: _Dated) -> Cube:
        """Return the outcomes of an item."""
        item, first = dated.item, dated.first
        of_atoms = [self._of_atom(atom) for atom in item.atoms]
        cube = of_atoms[0]
        if len(of_atoms) > 1:
            stack = np.stack(of_atoms)
            least, most = stack.min(axis=0), stack.max(axis=0)
            cube = np.where((least >= _LICENCE) | (least == most), least, np.uint8(_READ))
        if item.readings or not self._law.knows(first):
            return np.maximum(cube, np.uint8(_READ))
        return np.maximum(cube, self._without_row(first))

    def _without_row(self, first: date) -> Cube:
        held = self._rows.get(first)
        if held is None:
            missing = [_READ * (not self._law.has_row(code, first)) for code in _COUNTRIES]
            held = self._rows[first] = np.array(missing, dtype=np.uint8)[:, None]
        return held

    def _of_atom(self, atom: Atom) -> Cube:
        general = tuple(rule for rule in atom.rules if rule.general)
        key = (general, atom.listing_unknown)
        held = self._general.get(key)
        if held is None:
            held = self._general[key] = self._greatest(general, atom)
        own = self._greatest(tuple(rule for rule in atom.rules if not rule.general), atom)
        cube = np.maximum(held, own)
        return np.maximum(cube, np.uint8(_READ)) if atom.readings else cube

    def _greatest(self, rules: tuple[Rule, ...], atom: Atom) -> Cube:
        cube = np.zeros(self._shape, dtype=np.uint8)
        for rule in rules:
            if not rule.moves or rule.measure.asks:
                continue
            unsettled = (
                rule.unknown or rule.measure.part or (atom.listing_unknown and "any" not in rule.measure.entries)
            )
            effect = _READ if unsettled else int(rule.effect)
            np.maximum(cube, self._holding(rule) * np.uint8(effect), out=cube)
        return cube

    def _holding(self, rule: Rule) -> Cube:
        """Return 1 where the destination and the facts of `rule` hold, broadcastable to the cube."""
        reached = self._reached.get(rule)
        if reached is None:
            reached = np.array([rule.reaches_destination(code) for code in _COUNTRIES], dtype=np.uint8)[:, None]
            if len(self._reached) < 20_000:
                self._reached[rule] = reached
        if rule.end_uses is None and rule.end_users is None:
            return reached
        key = (rule.end_uses, rule.end_users)
        hold = self._hold.get(key)
        if hold is None:
            hold = self._hold[key] = np.array([_holds(rule, facts) for facts in self._facts], dtype=np.uint8)
        return reached * hold


def _holds(rule: Rule, facts: Held) -> bool:
    uses, users = facts
    return (rule.end_uses is None or bool(rule.end_uses & uses)) and (
        rule.end_users is None or bool(rule.end_users & users)
    )
