"""A pack made ready to answer: `Law` for all its days, `LawOfDay` for one span without a change.

The pack's dates cut time into spans in which the law stands still; each span is worked out once, when first
asked about. `item` in `determination.item` looks rules up here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from lockgate.regimes.control_list import ControlList, reaches
from lockgate.regimes.determination.outcome import NotApplied, Outcome
from lockgate.regimes.determination.question import END_USERS, END_USES, Question
from lockgate.regimes.measures import Groups, Suspensions, TimeStatus, status_on
from lockgate.regimes.pack import DUTIES, Kind, Measure, Pack, Suspension, Word

_EFFECTS = {
    Kind.LICENCE: Outcome.LICENCE_REQUIRED,
    Kind.PROHIBITION: Outcome.PROHIBITED,
    Kind.READING: Outcome.NEEDS_READING,
}
_RAISES = {"": Outcome.LICENCE_REQUIRED} | {outcome.word: outcome for outcome in Outcome}


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A measure on one day: its groups opened, its status known. None sets no limit.

    `general`: it reaches entries by `*` or `any`. `factual`: it waits for facts beside item and destination.
    `effect` is what it establishes when all holds (NOT_REQUIRED for kinds that never move the outcome),
    `raises_to` what it could lead to when something stays unsettled, `elsewhere` what is said of other destinations.
    """

    measure: Measure
    order: int
    unknown: bool
    destinations: frozenset[str] | None
    excepted: frozenset[str]
    end_uses: frozenset[str] | None
    end_users: frozenset[str] | None
    factual: bool
    general: bool
    effect: Outcome
    raises_to: Outcome
    elsewhere: NotApplied

    def reaches_destination(self, code: str) -> bool:
        """Say whether the destination cells hold for `code`."""
        return (self.destinations is None or code in self.destinations) and code not in self.excepted

    @property
    def moves(self) -> bool:
        """Say whether the rule can move the outcome."""
        return self.effect is not Outcome.NOT_REQUIRED

    def raises_to_if_true(self, field: str) -> Outcome:
        """Return what the outcome becomes when the fact in `field` is given and holds.

        A rule whose dates are unknown could rise to its full effect once it has been read.
        """
        return self.raises_to if field == "part" or self.unknown else self.effect


@dataclass(frozen=True, slots=True)
class Facts:
    """What the words given settle: those that hold and those that do not. All others are open."""

    uses: frozenset[str]
    not_uses: frozenset[str]
    users: frozenset[str]
    not_users: frozenset[str]


def _settled(given: tuple[str, ...], known: dict[str, Word]) -> tuple[frozenset[str], frozenset[str]]:
    holds = set(given)
    waiting = list(given)
    while waiting:
        for word in known[waiting.pop()].implies:
            if word not in holds:
                holds.add(word)
                waiting.append(word)
    fails: set[str] = set()
    if "civil" in given:
        fails |= {word for word, about in known.items() if not about.beside_civil}
    elif any(not known[word].beside_civil for word in holds):
        fails.add("civil")
    if "unlisted" in given:
        fails |= {word for word in known if word.startswith("listed:")}
    elif any(word.startswith("listed:") for word in holds):
        fails.add("unlisted")
    return frozenset(holds), frozenset(fails - holds)


class LawOfDay:
    """The rules of a pack in one span of days in which nothing changes.

    `dormant` are the measures not in force, `resting` those among them that a suspension of their own holds back.
    """

    def __init__(self, law: Law, first: date) -> None:
        """Open every measure of `law` for the span that begins on `first`."""
        self.law = law
        self.first = first
        named = law.regime.destination_rows
        self.rows = law.groups.members((named,), first) if named else None
        self.rules: list[Rule] = []
        self.dormant: list[tuple[Measure, TimeStatus]] = []
        self.resting: list[tuple[Rule, Suspension]] = []
        self._by_head: dict[str, list[Rule]] = {}
        self._general: list[Rule] = []
        for order, measure in enumerate(law.measures):
            if measure.part_of or (measure.abroad and measure.kind not in DUTIES):
                continue
            status = status_on(measure, law.suspensions, first)
            if status in (TimeStatus.IN_FORCE, TimeStatus.UNKNOWN):
                self._add(self._rule(measure, order, unknown=status is TimeStatus.UNKNOWN))
                continue
            self.dormant.append((measure, status))
            suspension = law.suspensions.last_begun((measure.id, measure.instrument), first)
            if status is TimeStatus.SUSPENDED and suspension is not None:
                self.resting.append((self._rule(measure, order, unknown=False), suspension))

    def _rule(self, measure: Measure, order: int, *, unknown: bool) -> Rule:
        groups = self.law.groups
        opened = groups.members(measure.destinations, self.first) if measure.destinations else None
        return Rule(
            measure=measure,
            order=order,
            unknown=unknown,
            destinations=opened,
            excepted=groups.members(measure.except_destinations, self.first),
            end_uses=frozenset(measure.end_uses) or None,
            end_users=frozenset(measure.end_users) or None,
            general=not {"*", "any"}.isdisjoint(measure.entries),
            factual=bool(unknown or measure.end_uses or measure.end_users or measure.asks or measure.part),
            effect=_EFFECTS.get(measure.kind, Outcome.NOT_REQUIRED),
            raises_to=_RAISES[measure.raises_to]
            if measure.kind is Kind.READING
            else _EFFECTS.get(measure.kind, Outcome.NOT_REQUIRED),
            elsewhere=NotApplied(measure, ("destination",)),
        )

    def _add(self, rule: Rule) -> None:
        self.rules.append(rule)
        heads = {prefix.partition(".")[0] for prefix in rule.measure.entries}
        if rule.general:
            self._general.append(rule)
        for head in heads - {"*", "any"}:
            self._by_head.setdefault(head, []).append(rule)

    def rules_about(self, code: str) -> list[Rule]:
        """Return the rules that may reach `code`: those of its first level and the general ones, in pack order."""
        return sorted(
            {id(rule): rule for rule in (*self._by_head.get(code.partition(".")[0], ()), *self._general)}.values(),
            key=lambda rule: rule.order,
        )

    def named_below(self, code: str) -> list[str]:
        """Return the codes below `code` that the day's rules on requirement and review name, shortest first."""
        named = {
            prefix
            for rule in (*self._by_head.get(code.partition(".")[0], ()), *self._general)
            if rule.moves or rule.measure.kind is Kind.REVIEW
            for prefix in (*rule.measure.entries, *rule.measure.except_entries)
            if prefix != code and reaches(code, prefix)
        }
        return sorted(named)


def scope_reaches(measure: Measure, code: str, *, listed: bool) -> bool:
    """Say whether the entries cell of `measure` reaches `code`; `*` only when the code is listed that day."""
    return not _named_by(measure.except_entries, code) and (
        "any" in measure.entries or (listed and "*" in measure.entries) or _named_by(measure.entries, code)
    )


def is_excepted(measure: Measure, code: str) -> bool:
    """Say whether the entries cell of `measure` would reach `code`, were it not taken out again."""
    return _named_by(measure.except_entries, code) and (
        not {"*", "any"}.isdisjoint(measure.entries) or _named_by(measure.entries, code)
    )


def _named_by(prefixes: tuple[str, ...], code: str) -> bool:
    for prefix in prefixes:  # noqa: SIM110 - any() over a generator takes three times as long, and this is asked most
        if code == prefix or code.startswith(prefix + "."):
            return True
    return False


def _opened(measure: Measure, not_held: Mapping[str, str]) -> list[Measure]:
    """Part a rule into what its held codes reach, and what stands on a list that is not held.

    The second reaches every item, as prose that somebody has to read: nothing said about the item settles it.
    """
    named = [name for name in measure.entries if name in not_held]
    if not named or not (measure.kind in _EFFECTS or measure.kind is Kind.REVIEW):
        return [measure]
    held = tuple(name for name in measure.entries if name not in not_held)
    lists = "; ".join(not_held[name] for name in named)
    if measure.kind is Kind.REVIEW:
        return [replace(measure, entries=(*held, "any"), part=f"on a list that is not held: {lists}")]
    effect = _RAISES[measure.raises_to] if measure.kind is Kind.READING else _EFFECTS[measure.kind]
    unheld = replace(
        measure,
        kind=Kind.READING,
        entries=("any",),
        raises_to=effect.word,
        condition=f"{measure.citation} reaches the items on a list that is not held: {lists}.",
    )
    return [replace(measure, entries=held), unheld] if held else [unheld]


class Shelf:
    """Things worked out once, by key; emptied when full, so that hostile input cannot fill the memory."""

    def __init__(self, most: int) -> None:
        """Hold at most `most` things."""
        self._most = most
        self._held: dict[object, Any] = {}
        self.get = self._held.get

    def put(self, key: object, value: object) -> None:
        """Keep `value` under `key`."""
        if len(self._held) >= self._most:
            self._held.clear()
        self._held[key] = value


class Law:
    """A regime's pack with its look-ups: words, groups, measures by id, and the law of each day."""

    def __init__(self, pack: Pack) -> None:
        """Make `pack` ready; spans of days are worked out when they are first asked about."""
        self.pack = pack
        self.regime = pack.regime
        self.suspensions = Suspensions(pack.suspensions)
        self.control_list = ControlList(pack, self.suspensions)
        self.groups = Groups(pack.groups, dict(pack.regime.group_labels))
        self.measures = tuple(
            opened for measure in pack.measures for opened in _opened(measure, pack.regime.scopes_not_held)
        )
        self.measures_by_id = {measure.id: measure for measure in pack.measures}
        self.instruments = {instrument.id: instrument for instrument in pack.instruments}
        self.end_uses: dict[str, Word] = {**END_USES, **pack.regime.end_uses}
        self.end_users: dict[str, Word] = {**END_USERS, **pack.regime.end_users}
        for name, held in pack.regime.lists.items():
            word = f"listed:{name}"
            self.end_users[word] = Word(
                word, held.label, f"Is a party of the transaction on this list: {held.label}?", beside_civil=True
            )
        self._grammar = re.compile(pack.regime.grammar)
        self.items = Shelf(50_000)
        self.questions = Shelf(50_000)
        self._days: dict[int, LawOfDay] = {}
        self._facts: dict[tuple[object, ...], Facts] = {}

    def is_well_formed(self, code: str) -> bool:
        """Say whether `code` follows the grammar of the regime's codes as a whole."""
        return len(code) <= 60 and self._grammar.fullmatch(code) is not None

    @cached_property
    def change_days(self) -> list[date]:
        """The first days of the spans in which the law stands still, ascending."""
        days = self.control_list.change_days() | self.groups.change_days()
        rows: list[Measure | Suspension] = [*self.pack.measures, *self.pack.suspensions]
        for held in rows:
            days.add(held.valid_from)
            if held.valid_to < date.max:
                days.add(held.valid_to + timedelta(days=1))
        days |= {date.min, self.regime.law_from, self.regime.law_known_to + timedelta(days=1)}
        return sorted(days)

    def may_return(self, measure: Measure) -> bool:
        """Say whether the pack leaves open whether `measure` applies again after a suspension."""
        suspended = self.suspensions.of(measure.id, measure.instrument)
        return any(held.afterwards == "unknown" for held in suspended)

    def span(self, on: date) -> int:
        """Return the number of the span that holds a day."""
        return bisect_right(self.change_days, on) - 1

    def day(self, on: date) -> LawOfDay:
        """Return the law of a day."""
        span = self.span(on)
        held = self._days.get(span)
        if held is None:
            held = self._days[span] = LawOfDay(self, self.change_days[span])
        return held

    def knows(self, on: date) -> bool:
        """Say whether a day lies within the law that the pack knows."""
        return on <= self.regime.law_known_to

    def has_row(self, destination: str, on: date) -> bool:
        """Say whether the pack has a row for `destination`; a regime without a chart has one for every country."""
        rows = self.day(on).rows
        return rows is None or destination in rows

    def facts(self, question: Question) -> Facts:
        """Work out which words hold and which fail by the facts given in `question`."""
        key = (question.end_uses, question.end_users, question.parties)
        held = self._facts.get(key)
        if held is None:
            implied = (_settled(party.facts, self.end_users)[0] for party in question.parties)
            listed = tuple(fact for facts in implied for fact in facts if fact.startswith("listed:"))
            uses, not_uses = _settled(question.end_uses, self.end_uses)
            users, not_users = _settled(question.end_users, self.end_users)
            if not all({"unlisted"} & set(party.facts) for party in question.parties):
                not_users = frozenset(word for word in not_users if not word.startswith("listed:"))
            held = Facts(uses, not_uses, users | frozenset(listed), not_users - frozenset(listed))
            if len(self._facts) < 10_000:
                self._facts[key] = held
        return held
