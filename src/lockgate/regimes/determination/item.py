"""What a question's item is on one day: the entry or entries it may be, and the rules that reach each of them.

An item that the question does not settle (a bare entry with paragraphs of different fate, an entry that was
split) becomes several atoms; `engine` says what is certain for all of them. Nothing here looks at destination
or use, so an item is worked out once a span of days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from lockgate.regimes.control_list import Place, Standing, reaches
from lockgate.regimes.determination.law import Law, LawOfDay, Rule, is_excepted, scope_reaches
from lockgate.regimes.determination.outcome import Candidate, NotApplied, Outcome, Reading
from lockgate.regimes.measures import TimeStatus
from lockgate.regimes.pack import Doubt, Entry, worst_doubt

_COUNTS_AS_BELOW = (Standing.LISTED, Standing.UNKNOWN, Standing.EARLIER_LAW, Standing.LATER_CODE)
"""A listed entry is answered by the children listed that day, and by those of which the law cannot be told."""
_DORMANT = {
    TimeStatus.NOT_YET: "dates: not in force yet",
    TimeStatus.ENDED: "dates: not in force any more",
    TimeStatus.SUSPENDED: "dates: suspended",
}


@dataclass(frozen=True, eq=False)
class Atom:
    """One thing that the item may be: its code, the rules that reach it, and what must be read about it.

    `listing_unknown`: the notice that listed it was suspended and nobody knows what followed.
    """

    day: LawOfDay
    code: str
    label: str
    rules: tuple[Rule, ...]
    readings: tuple[Reading, ...]
    doubt: Doubt
    listing_unknown: bool = False
    instrument: str = ""
    listed: bool = False

    @cached_property
    def dormant(self) -> tuple[NotApplied, ...]:
        """The rules that reach the item but for a code that is taken out again, or for their dates."""
        excepted = (
            NotApplied(rule.measure, ("entries",))
            for rule in self.day.rules_about(self.code)
            if is_excepted(rule.measure, self.code)
        )
        asleep = (
            NotApplied(measure, (_DORMANT[status],))
            for measure, status in self.day.dormant
            if scope_reaches(measure, self.code, listed=True)
        )
        return (*excepted, *asleep)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """The atoms of a question's item, with remarks, candidates and a contradiction, if there is one."""

    atoms: tuple[Atom, ...]
    remarks: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    contradiction: str = ""


def item_on(day: LawOfDay, entry: str, goods_code: str, on: date) -> Item:
    """Work out the item of an entry, a goods code, or both, on a day."""
    if not entry:
        return _from_goods_code(day, goods_code, on)
    item = _from_entry(day, entry, on)
    return _confronted(day, item, entry, goods_code, on) if goods_code else item


def _from_entry(day: LawOfDay, code: str, on: date) -> Item:
    law = day.law
    held = law.control_list.held_above(code)
    if not held:
        why = f"{code} is not among the entries that the pack holds, and its list is held in part."
        return Item((_unlisted_atom(day, code, (Reading(why, law.regime.code, _highest(day)),), ""),), ())
    places = law.control_list.places(held, on)
    remarks: list[str] = []
    atoms: list[Atom] = []
    for place in places:
        remarks += _remarks(law, place)
        atoms += _atoms_at(day, place, code if place.row.code == held else place.row.code, on)
    if held != code:
        remarks.append(
            f"{code} stands below {held}; the pack does not hold that paragraph, so it could not be looked up."
        )
    return Item(tuple(atoms), tuple(dict.fromkeys(remarks)))


def _atoms_at(day: LawOfDay, place: Place, code: str, on: date) -> list[Atom]:
    row = place.row
    if place.standing in (Standing.LISTED, Standing.UNKNOWN):
        unknown = place.standing is Standing.UNKNOWN
        below = [] if code != row.code else _children(day, row.code, on, listed_only=True)
        return (
            [*below, *_named(day, row, code, unknown=unknown)]
            if below
            else _paragraphs(day, row, code, unknown=unknown)
        )
    below = [] if code != row.code else _children(day, row.code, on, listed_only=False)
    if any(_stands(atom) for atom in below):
        return below
    readings: tuple[Reading, ...] = ()
    if place.standing is Standing.EARLIER_LAW:
        why = f"Before {row.valid_from} an older law, which the pack does not hold, covered {row.code} or part of it."
        readings = (Reading(why, _cited(day.law, row), Outcome.LICENCE_REQUIRED),)
    if place.standing is Standing.LATER_CODE:
        why = f"{row.code} went on after {row.valid_to} under a code that the pack does not hold."
        readings = (Reading(why, _cited(day.law, row), Outcome.LICENCE_REQUIRED),)
    if code != row.code and not day.law.regime.complete and not readings:
        why = f"{row.code} is not listed on that day, and the list is held in part: another entry may name {code}."
        readings = (Reading(why, day.law.regime.code, _highest(day)),)
    suspended = day.law.suspensions.of(row.instrument) if place.standing is Standing.SUSPENDED else ()
    doubt = worst_doubt(row.doubt, *(held.doubt for held in suspended))
    return [_unlisted_atom(day, code, readings, doubt, row.instrument)]


def _stands(atom: Atom) -> bool:
    return bool(atom.readings) or any("any" not in rule.measure.entries for rule in atom.rules)


def _children(day: LawOfDay, code: str, on: date, *, listed_only: bool) -> list[Atom]:
    control_list = day.law.control_list
    atoms: list[Atom] = []
    for child in control_list.children.get(code, ()):
        for place in control_list.places(child, on):
            if not listed_only or place.standing in _COUNTS_AS_BELOW:
                atoms += _atoms_at(day, place, place.row.code, on)
    return atoms


def _paragraphs(day: LawOfDay, row: Entry, code: str, *, unknown: bool) -> list[Atom]:
    """Split `code` into the paragraphs that the day's rules name below it, and the rest of it."""
    named = _named(day, row, code, unknown=unknown)
    rest = f"the rest of {code}" if named else code
    return [*named, _listed_atom(day, row, code, rest, unknown=unknown)]


def _named(day: LawOfDay, row: Entry, code: str, *, unknown: bool) -> list[Atom]:
    """Return the paragraphs below `code` that rules name and that the list itself does not hold."""
    held_above = day.law.control_list.held_above
    named = [name for name in day.named_below(code) if held_above(name) == row.code]
    labels = {
        name: f"the rest of {name}" for name in named for below in named if below != name and reaches(name, below)
    }
    return [_listed_atom(day, row, name, labels.get(name, name), unknown=unknown) for name in named]


def _listed_atom(day: LawOfDay, row: Entry, code: str, label: str, *, unknown: bool) -> Atom:
    rules = tuple(rule for rule in day.rules_about(code) if scope_reaches(rule.measure, code, listed=True))
    readings: tuple[Reading, ...] = ()
    if (code != row.code or label != code) and not any(_is_of_the_item(rule) for rule in rules):
        why = f"No rule of the pack speaks of the whole of {row.code}, and none names {label}."
        readings = (Reading(why, _cited(day.law, row), Outcome.LICENCE_REQUIRED),)
    return Atom(day, code, label, rules, readings, row.doubt, unknown, row.instrument, listed=True)


def _is_of_the_item(rule: Rule) -> bool:
    measure = rule.measure
    if not rule.moves or "any" in measure.entries or measure.end_uses or measure.end_users or measure.asks:
        return False
    return "*" not in measure.entries or (not measure.destinations and not measure.except_destinations)


def _unlisted_atom(day: LawOfDay, code: str, readings: tuple[Reading, ...], doubt: Doubt, instrument: str = "") -> Atom:
    about = [rule for rule in day.rules_about(code) if "any" in rule.measure.entries]
    rules = tuple(rule for rule in about if not is_excepted(rule.measure, code))
    if not code and any(rule.measure.except_entries for rule in rules):
        readings = (
            *readings,
            *(_perhaps_excepted(rule) for rule in rules if rule.measure.except_entries and rule.moves),
        )
        rules = tuple(rule for rule in rules if not rule.measure.except_entries)
    return Atom(day, code, code, rules, readings, doubt, instrument=instrument)


def _perhaps_excepted(rule: Rule) -> Reading:
    measure = rule.measure
    taken_out = ", ".join(measure.except_entries)
    why = f"{measure.citation} reaches every item but {taken_out}: say which entry describes the item"
    return Reading(f"{why}.", measure.citation, rule.raises_to, measure)


def _highest(day: LawOfDay) -> Outcome:
    """Return the strictest that a rule for all entries or all items could establish."""
    return max((rule.raises_to for rule in day.rules if rule.general), default=Outcome.LICENCE_REQUIRED)


def _cited(law: Law, row: Entry) -> str:
    instrument = law.instruments.get(row.instrument)
    return (instrument.number if instrument else "") or row.instrument


def _remarks(law: Law, place: Place) -> list[str]:
    row, remarks = place.row, []
    if len(place.path) > 1:
        asked, *others = place.path
        remarks.append(f"{asked} stands on that day as {others[-1]} (the same item, listed without a break).")
    cited = _cited(law, row)
    if place.standing is Standing.NOT_YET:
        remarks.append(f"{row.code} is not listed before {row.valid_from} ({cited}).")
    if place.standing is Standing.ENDED:
        remarks.append(f"{row.code} is not listed after {row.valid_to} ({cited}).")
    for held in law.suspensions.of(row.instrument):
        if place.standing is Standing.ENDED or held.valid_to < row.valid_from:
            continue
        known = f"until {held.valid_to}" if held.valid_to < date.max else "without an end"
        after = "; no text on what followed is held" if held.afterwards == "unknown" else ""
        remarks.append(
            f"{cited}, which lists {row.code}, is suspended from {held.valid_from} {known} ({held.citation}{after})."
        )
    return remarks


def _from_goods_code(day: LawOfDay, goods_code: str, on: date) -> Item:
    law = day.law
    rows = law.control_list.candidates(goods_code)
    candidates = tuple(
        Candidate(
            row.entry,
            law.control_list.periods[row.entry][0].headings.get("en", ""),
            row.goods_code,
            row.relation,
            row.valid_from,
            row.valid_to,
            any(place.standing is Standing.LISTED for place in law.control_list.places(row.entry, on)),
        )
        for row in rows
    )
    names = ", ".join(dict.fromkeys(_dated(candidate) for candidate in candidates))
    why = (
        f"Lists are by description: the goods code {goods_code} points to {names}; say which entry describes the item."
        if names
        else f"Lists are by description: that no entry is tied to the goods code {goods_code} proves nothing."
    )
    reading = Reading(why, law.regime.code, _highest(day))
    exact = [
        row
        for row in rows
        if row.goods_code == goods_code and row.relation == "exact" and row.valid_from <= on <= row.valid_to
    ]
    if not exact:
        return Item((_unlisted_atom(day, "", (), ""),), (), (reading,), candidates)
    reading = reading._replace(raises_to=Outcome.LICENCE_REQUIRED)  # told only while the entry's answer does not carry
    items = [_from_entry(day, row.entry, on) for row in exact]
    doubt = worst_doubt(*(row.doubt for row in exact))
    atoms = tuple(replace(atom, doubt=worst_doubt(atom.doubt, doubt)) for held in items for atom in held.atoms)
    remarks = tuple(remark for held in items for remark in held.remarks)
    said = f"The goods code {goods_code} is tied to {' and '.join(dict.fromkeys(row.entry for row in exact))} exactly."
    return Item(atoms, (said, *remarks), (reading,), candidates)


def _dated(candidate: Candidate) -> str:
    first = "" if candidate.valid_from == date.min else f"from {candidate.valid_from}"
    last = "" if candidate.valid_to == date.max else f"to {candidate.valid_to}"
    span = " ".join(word for word in (first, last) if word) or "always"
    return f"{candidate.entry} ({span}{'' if candidate.listed else ', not listed on that day'})"


def _confronted(day: LawOfDay, item: Item, entry: str, goods_code: str, on: date) -> Item:
    """Hold an entry against a goods code; a contradiction is said, not resolved."""
    control_list = day.law.control_list
    held = control_list.held_above(entry)
    codes = tuple(dict.fromkeys((entry, held, *(atom.code for atom in item.atoms)))) if held else (entry,)
    own = control_list.goods_of(codes, on)
    matching = [row for row in control_list.candidates(goods_code) if row.valid_from <= on <= row.valid_to]
    agrees = any(row.goods_code.startswith(goods_code) or goods_code.startswith(row.goods_code) for row in own)
    if agrees or not (own or matching):
        return item
    others = ", ".join(dict.fromkeys(row.entry for row in matching))
    tied = ", ".join(dict.fromkeys(row.goods_code for row in own))
    contradiction = f"The entry {entry} and the goods code {goods_code} contradict each other: " + (
        f"the code points to {others}" if others else "no entry is tied to the code"
    )
    contradiction += f", the entry to {tied}." if tied else f", not to {entry}."
    reading = Reading(contradiction, day.law.regime.code, Outcome.LICENCE_REQUIRED)
    return replace(item, readings=(reading, *item.readings), contradiction=contradiction)
