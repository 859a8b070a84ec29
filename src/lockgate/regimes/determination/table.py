"""Answers many questions at once: columns in, the outcome column out, the same answers as `determine` gives.

Every distinct value is understood once, every distinct item is worked out once (`item`), and items that the same
rules reach share one cube of outcomes over destinations x end uses x end users. The rest is array look-up.
A property test holds this file and `engine` together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination.asking import ask, day_of
from lockgate.regimes.determination.engine import item_of
from lockgate.regimes.determination.item import Atom, Item
from lockgate.regimes.determination.law import Facts, Law, Rule
from lockgate.regimes.determination.outcome import Outcome
from lockgate.regimes.determination.question import InvalidQuestion, Question

INVALID = len(Outcome)
WORDS = [*(outcome.word for outcome in Outcome), "invalid"]
COLUMNS = ("destination", "entry", "goods_code", "end_use", "end_user", "on")
"""The columns that are read; `destination` and one of `entry` and `goods_code` must be there."""

_READ = int(Outcome.NEEDS_READING)
_LICENCE = int(Outcome.LICENCE_REQUIRED)
_COUNTRIES = list(COUNTRIES)
_PLACE = {code: place for place, code in enumerate(_COUNTRIES)}
_LARGEST_LOOKUP = 20_000_000
"""Numbers in a look-up by product of codes; beyond it distinct keys are sorted out instead."""

Codes = npt.NDArray[np.int64]
Cube = npt.NDArray[np.uint8]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as numbers into its distinct values."""

    codes: Codes
    values: list[Any]


def outcome_column(columns: Mapping[str, Any], law: Law, *, on: date | None, today: date) -> pa.DictionaryArray:
    """Return one outcome word a row for columns in memory (Arrow arrays, or sequences of text; `on` may be dates).

    `on` is the day for rows without one of their own. A row that cannot be answered is `invalid`; why, `ask` says.
    """
    return pa.DictionaryArray.from_arrays(pa.array(outcome_codes(columns, law, on=on, today=today)), WORDS)


def outcome_codes(columns: Mapping[str, Any], law: Law, *, on: date | None, today: date) -> npt.NDArray[np.uint8]:
    """Return the outcomes as numbers into WORDS, one a row."""
    rows = len(columns["destination"])
    encoded = {name: _encoded(columns.get(name), rows) for name in COLUMNS}
    default = day_of(law, on, today)
    spans = _understood(encoded["on"], lambda value: law.span(day_of(law, value or default, today)))
    places = _understood(encoded["destination"], lambda value: _PLACE[_asked(law, destination=value).destination])
    uses = _understood(encoded["end_use"], lambda value: _asked(law, end_use=value).end_uses)
    users = _understood(encoded["end_user"], lambda value: _asked(law, end_user=value).end_users)
    cubes = _Cubes(law, uses.values, users.values)
    items = _items(encoded["entry"], encoded["goods_code"], spans, law, cubes)
    sound = (items >= 0) & (spans.codes >= 0) & (places.codes >= 0) & (uses.codes >= 0) & (users.codes >= 0)
    number = np.array([-1 if value is None else value for value in places.values], dtype=np.int64)
    flat = items
    for size, codes in (
        (len(_COUNTRIES), number[places.codes]),
        (len(uses.values), uses.codes),
        (len(users.values), users.codes),
    ):
        flat = flat * size + codes
    table = cubes.flat()
    if sound.all():
        return table[flat]
    return np.where(sound, table[np.where(sound, flat, 0)], np.uint8(INVALID)).astype(np.uint8)


def _asked(law: Law, **words: str) -> Question:
    sound = {"destination": _some_destination(law), "entry": law.regime.example} | words
    return ask(law, **sound)  # type: ignore[arg-type]


def _some_destination(law: Law) -> str:
    return next(code for code in _COUNTRIES if code not in law.regime.territory)


def _encoded(column: Any, rows: int) -> Column:
    if column is None:
        return Column(np.zeros(rows, dtype=np.int64), [""])
    array = column if isinstance(column, pa.Array | pa.ChunkedArray) else pa.array(column)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    values = ["" if value is None else value for value in array.dictionary.to_pylist()]
    indices = array.indices.fill_null(len(values)) if array.null_count else array.indices
    return Column(
        indices.to_numpy(zero_copy_only=False).astype(np.int64), [*values, ""] if array.null_count else values
    )


def _understood(column: Column, understand: Callable[[Any], T]) -> Column:
    """Replace each distinct value by what it means; values that mean nothing get the code -1."""
    meanings: dict[T, int] = {}
    translated = np.full(max(len(column.values), 1), -1, dtype=np.int64)
    for code, value in enumerate(column.values):
        try:
            meaning = understand(value if isinstance(value, date) else str(value))
        except InvalidQuestion:
            continue
        translated[code] = meanings.setdefault(meaning, len(meanings))
    return Column(translated[column.codes], list(meanings) or [None])


def _items(entry: Column, goods: Column, spans: Column, law: Law, cubes: _Cubes) -> Codes:
    """Return each row's cube, or -1 where the item is invalid; each distinct item and span is looked at once."""
    span_of = [0 if span is None else span for span in spans.values]
    keys = (entry.codes * len(goods.values) + goods.codes) * len(span_of) + np.maximum(spans.codes, 0)
    size = len(entry.values) * len(goods.values) * len(span_of)
    if size <= _LARGEST_LOOKUP:
        present = np.zeros(size, dtype=bool)
        present[keys] = True
        distinct = np.flatnonzero(present)
        numbers = np.empty(size, dtype=np.int64)
        numbers[distinct] = [_cube_of(key, entry, goods, span_of, law, cubes) for key in distinct.tolist()]
        looked_up: Codes = numbers[keys]
        return looked_up
    distinct, inverse = np.unique(keys, return_inverse=True)
    found = np.array([_cube_of(key, entry, goods, span_of, law, cubes) for key in distinct.tolist()], dtype=np.int64)
    in_order: Codes = found[inverse]
    return in_order


def _cube_of(key: int, entry: Column, goods: Column, span_of: list[int], law: Law, cubes: _Cubes) -> int:
    rest, span = divmod(key, len(span_of))
    entry_code, goods_code = divmod(rest, len(goods.values))
    try:
        question = ask(
            law,
            destination=_some_destination(law),
            entry=str(entry.values[entry_code]),
            goods_code=str(goods.values[goods_code]),
        )
    except InvalidQuestion:
        return -1
    first = max(law.change_days[span_of[span]], law.regime.law_from)
    return cubes.number(item_of(law, question.entry, question.goods_code, first), first)


class _Cubes:
    """Outcomes over destinations x end uses x end users, one cube for all items that the same rules reach."""

    def __init__(self, law: Law, uses: list[Any], users: list[Any]) -> None:
        self._law = law
        self._facts = [
            [law.facts(Question("", "", end_uses=use or (), end_users=user or ())) for user in users] for use in uses
        ]
        self._shape = (len(_COUNTRIES), len(uses), len(users))
        self._numbers: dict[object, int] = {}
        self._cubes: list[Cube] = []
        self._general: dict[object, Cube] = {}
        self._rules: dict[Rule, Cube] = {}
        self._rows: dict[date, Cube] = {}

    def number(self, item: Item, first: date) -> int:
        """Return the number of the item's cube, made when first asked for."""
        key = (
            first,
            bool(item.readings),
            tuple((atom.rules, bool(atom.readings), atom.listing_unknown) for atom in item.atoms),
        )
        held = self._numbers.get(key)
        if held is None:
            held = self._numbers[key] = len(self._cubes)
            self._cubes.append(self._cube(item, first))
        return held

    def flat(self) -> npt.NDArray[np.uint8]:
        """Return all cubes as one row of outcomes."""
        return np.concatenate([cube.ravel() for cube in self._cubes]) if self._cubes else np.zeros(1, dtype=np.uint8)

    def _cube(self, item: Item, first: date) -> Cube:
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
            held = self._rows[first] = np.array(missing, dtype=np.uint8)[:, None, None]
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
        held = self._rules.get(rule)
        if held is None:
            reached = [
                (rule.destinations is None or code in rule.destinations) and code not in rule.excepted
                for code in _COUNTRIES
            ]
            held = np.array(reached, dtype=np.uint8)[:, None, None]
            if rule.end_uses is not None or rule.end_users is not None:
                held = held * self._facts_hold(rule)[None, :, :]
            if len(self._rules) < 20_000:
                self._rules[rule] = held
        return held

    def _facts_hold(self, rule: Rule) -> npt.NDArray[np.uint8]:
        def holds(facts: Facts) -> bool:
            uses = rule.end_uses is None or bool(rule.end_uses & facts.uses)
            return uses and (rule.end_users is None or bool(rule.end_users & facts.users))

        return np.array([[holds(facts) for facts in row] for row in self._facts], dtype=np.uint8)
