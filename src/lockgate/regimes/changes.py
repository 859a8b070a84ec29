"""What changed in law between two days: entries listed, ended and renamed, rules begun and ended, suspensions.

Worked out from the pack's dates alone. What a notice does on one day to many entries is one change. An entry whose
notice is suspended on the day when it would become valid is not listed, and no change is told for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from lockgate.core.errors import Invalid
from lockgate.regimes.control_list import Standing
from lockgate.regimes.determination.law import Law
from lockgate.regimes.measure_words import (
    alike,
    destination_name,
    instrument_label,
    measures_in_words,
    shortened,
    subject_label,
)
from lockgate.regimes.measures import TimeStatus, status_on
from lockgate.regimes.pack import FOR_EVER, Doubt, Entry, GroupMember, Measure, Suspension, worst_doubt

_DAY = timedelta(days=1)


class ChangeKind(StrEnum):
    """What a change of law does, in the order in which the changes of one day are told."""

    SUSPENSION_BEGINS = "suspension_begins"
    SUSPENSION_ENDS = "suspension_ends"
    ENTRY_LISTED = "entry_listed"
    ENTRY_RENAMED = "entry_renamed"
    ENTRY_AMENDED = "entry_amended"
    ENTRY_ENDED = "entry_ended"
    MEASURE_BEGINS = "measure_begins"
    MEASURE_ENDS = "measure_ends"
    DESTINATION_JOINS = "destination_joins"
    DESTINATION_LEAVES = "destination_leaves"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of law on its first day.

    `subject` is the id of the instrument that does it (for destinations: the group). `entries` are the codes
    concerned, `affects` the ids of the measures or instruments that begin, end or rest.
    """

    on: date
    kind: ChangeKind
    subject: str
    sentence: str
    citation: str
    entries: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    doubt: Doubt = ""


def is_one_day(law: Law) -> bool:
    """Say whether the pack knows the law of a single day, so that no change can be told."""
    return law.regime.law_from == law.regime.law_known_to


def changes(law: Law, first: date, last: date) -> list[Change]:
    """Return what changed in law on the days from `first` to `last`, both included, the earliest first.

    Raises Invalid when `last` lies before `first`, or `first` before the pack's law. Days after the law that the
    pack knows may still show what was fixed beforehand, such as the end of a suspension.
    """
    if last < first:
        raise Invalid(f"{last} lies before {first}.", mend="Give the earlier day first.", fields={"to": "before from"})
    if first < law.regime.law_from:
        raise Invalid(
            f"{first} lies before {law.regime.law_from}, the first day whose law the pack {law.regime.code} knows.",
            mend=f"Begin on {law.regime.law_from} or later.",
            fields={"from": "before the pack's law"},
        )
    found = [change for day in law.change_days if first <= day <= last for change in _changes_on(law, day)]
    order = list(ChangeKind)
    return sorted(found, key=lambda change: (change.on, order.index(change.kind)))


def change_data(change: Change) -> dict[str, Any]:
    """Return a change as plain values, ready for JSON."""
    return {
        "on": change.on.isoformat(),
        "kind": change.kind.value,
        "subject": change.subject,
        "sentence": change.sentence,
        "citation": change.citation or None,
        "entries": list(change.entries),
        "affects": list(change.affects),
        "doubt": change.doubt or None,
    }


def _changes_on(law: Law, day: date) -> Iterator[Change]:
    yield from _suspensions_begun(law, day)
    yield from _suspensions_ended(law, day)
    yield from _entries_begun(law, day)
    yield from _entries_ended(law, day)
    yield from _measures_begun(law, day)
    yield from _measures_ended(law, day)
    yield from _members_changed(law, day)


# --- Entries ------------------------------------------------------------------------------------------------------


def _entries_begun(law: Law, day: date) -> Iterator[Change]:
    """Tell the rows that become valid on a day, by notice and by what the item was on the day before."""
    gathered: dict[tuple[ChangeKind, str, bool], list[tuple[Entry, str]]] = {}
    for row in law.pack.entries:
        if row.valid_from != day:
            continue
        standing = law.control_list.places(row.code, day)[0].standing
        if standing is Standing.SUSPENDED:
            continue
        kind, earlier = _what_it_was(law, row)
        if kind:
            gathered.setdefault((kind, row.instrument, standing is Standing.UNKNOWN), []).append((row, earlier))
    for (kind, instrument, unknown), rows in gathered.items():
        codes = tuple(row.code for row, _ in rows)
        label = instrument_label(law, instrument)
        sentence = {
            ChangeKind.ENTRY_LISTED: f"{label} lists {_counted(codes)}",
            ChangeKind.ENTRY_AMENDED: f"{label} sets the text of {_counted(codes)} anew",
            ChangeKind.ENTRY_RENAMED: f"{label} lists {_counted(codes)} that stood on the list under another code: "
            + shortened((f"{earlier} is now {row.code}" for row, earlier in rows), 4),
        }[kind]
        older = [row.code for row, _ in rows if row.earlier_law] if kind is ChangeKind.ENTRY_LISTED else []
        if older:
            sentence += f"; an older law, which is not held, covered {shortened(older)} or part of it before"
        if unknown:
            sentence += "; the notice was suspended before, and what followed is not known"
        doubt = worst_doubt(*(row.doubt for row, _ in rows))
        yield Change(day, kind, instrument, f"{sentence}.", label, codes, (), doubt)


def _what_it_was(law: Law, row: Entry) -> tuple[ChangeKind | None, str]:
    """Say what a new row does to its item, and under which code the item stood before; None for nothing."""
    before = row.valid_from - _DAY
    own = [held for held in law.control_list.periods[row.code] if held.valid_to == before]
    if own:
        same = (own[0].instrument, own[0].headings) == (row.instrument, row.headings)
        return (None if same else ChangeKind.ENTRY_AMENDED), row.code
    for place in law.control_list.places(row.code, before):
        if place.standing is Standing.LISTED and place.row.code != row.code:
            return ChangeKind.ENTRY_RENAMED, place.row.code
    return ChangeKind.ENTRY_LISTED, ""


def _entries_ended(law: Law, day: date) -> Iterator[Change]:
    gathered: dict[tuple[str, str], list[Entry]] = {}
    for row in law.pack.entries:
        if row.valid_to == FOR_EVER or row.valid_to + _DAY != day:
            continue
        after = _what_follows(law, row.code, day)
        if after is not None and _standing_of_row(law, row, row.valid_to) is not Standing.SUSPENDED:
            gathered.setdefault((row.instrument, after), []).append(row)
    for (instrument, after), rows in gathered.items():
        codes = tuple(row.code for row in rows)
        label = instrument_label(law, instrument)
        sentence = f"{_counted(codes)} of {label} {'are' if len(codes) > 1 else 'is'} not listed any more{after}."
        doubt = worst_doubt(*(row.doubt for row in rows))
        yield Change(day, ChangeKind.ENTRY_ENDED, instrument, sentence, label, codes, (), doubt)


def _standing_of_row(law: Law, row: Entry, day: date) -> Standing:
    return next(place.standing for place in law.control_list.places(row.code, day) if place.row.code == row.code)


def _what_follows(law: Law, code: str, day: date) -> str | None:
    """Say what follows on an entry that ended the day before; None where its item, or all below it, is told of."""
    control_list = law.control_list
    standings = {place.standing for place in control_list.places(code, day)}
    if standings & {Standing.LISTED, Standing.UNKNOWN}:
        return None
    if Standing.SUSPENDED in standings:
        return "; what continues it rests on a notice that is suspended"
    if Standing.LATER_CODE in standings:
        return "; it went on under a code that the pack does not hold"
    ended = [child for child in control_list.children.get(code, ()) if _valid_on(law, child, day - _DAY)]
    told = (Standing.LISTED, Standing.UNKNOWN, Standing.SUSPENDED, Standing.LATER_CODE)
    below = [any(place.standing in told for place in control_list.places(child, day)) for child in ended]
    return None if below and all(below) else ""


def _valid_on(law: Law, code: str, day: date) -> bool:
    return any(row.valid_from <= day <= row.valid_to for row in law.control_list.periods[code])


def _counted(codes: tuple[str, ...]) -> str:
    return codes[0] if len(codes) == 1 else f"{len(codes)} entries ({shortened(codes, 4)})"


# --- Measures -----------------------------------------------------------------------------------------------------


def _measures_begun(law: Law, day: date) -> Iterator[Change]:
    begun = [held for held in law.pack.measures if held.valid_from == day and not held.part_of]
    in_time = [held for held in begun if status_on(held, law.suspensions, day) is not TimeStatus.SUSPENDED]
    for measures in alike(in_time):
        unknown = status_on(measures[0], law.suspensions, day) is TimeStatus.UNKNOWN
        after = "; it was suspended before, and what followed is not known" if unknown else ""
        sentence = f"{measures[0].citation} {measures_in_words(law, measures)}{after}."
        yield _of_measures(day, ChangeKind.MEASURE_BEGINS, measures, sentence)


def _measures_ended(law: Law, day: date) -> Iterator[Change]:
    ended = [
        held
        for held in law.pack.measures
        if held.valid_to != FOR_EVER and held.valid_to + _DAY == day and not held.part_of
    ]
    for measures in alike(ended):
        rested = status_on(measures[0], law.suspensions, day - _DAY) is TimeStatus.SUSPENDED
        after = "; it was suspended to the last" if rested else ""
        last = measures[0].valid_to
        sentence = f"{measures[0].citation} ends. Until {last} it {measures_in_words(law, measures)}{after}."
        yield _of_measures(day, ChangeKind.MEASURE_ENDS, measures, sentence)


def _of_measures(day: date, kind: ChangeKind, measures: list[Measure], sentence: str) -> Change:
    first = measures[0]
    codes = tuple(prefix for prefix in first.entries if prefix not in ("*", "any"))
    ids = tuple(held.id for held in measures)
    doubt = worst_doubt(*(held.doubt for held in measures))
    return Change(day, kind, first.instrument, sentence, first.citation, codes, ids, doubt)


# --- Suspensions --------------------------------------------------------------------------------------------------


def _suspensions_begun(law: Law, day: date) -> Iterator[Change]:
    for rows in _by_notice([row for row in law.pack.suspensions if row.valid_from == day]):
        first = rows[0]
        until = "without an end" if first.valid_to == FOR_EVER else f"until {first.valid_to}"
        sentence = f"{first.citation} suspends {_suspended(law, rows)} from {day} {until}"
        if first.afterwards == "unknown":
            sentence += "; no text on what followed is held"
        waiting = _entries_waiting(law, rows)
        if waiting:
            sentence += f"; {_counted(waiting)} that would have become valid meanwhile are not listed"
        yield _of_suspensions(law, day, ChangeKind.SUSPENSION_BEGINS, rows, f"{sentence}.")


def _suspensions_ended(law: Law, day: date) -> Iterator[Change]:
    ended = [
        row
        for row in law.pack.suspensions
        if row.valid_to != FOR_EVER
        and row.valid_to + _DAY == day
        and law.suspensions.status((row.suspends,), day) is not TimeStatus.SUSPENDED
        and _still_there(law, row.suspends, day)
    ]
    for rows in _by_notice(ended):
        first = rows[0]
        sentence = f"The suspension of {_suspended(law, rows)} by {first.citation} ended on {first.valid_to}: "
        sentence += {
            "resumes": "from this day it applies",
            "unknown": "no text on what followed is held, so the law has to be read",
        }[first.afterwards]
        yield _of_suspensions(law, day, ChangeKind.SUSPENSION_ENDS, rows, f"{sentence}.")


def _by_notice(rows: list[Suspension]) -> list[list[Suspension]]:
    gathered: dict[tuple[object, ...], list[Suspension]] = {}
    for row in rows:
        key = (row.instrument, row.citation, row.valid_from, row.valid_to, row.afterwards)
        gathered.setdefault(key, []).append(row)
    return list(gathered.values())


def _suspended(law: Law, rows: list[Suspension]) -> str:
    return shortened(subject_label(law, row.suspends) for row in rows)


def _of_suspensions(law: Law, day: date, kind: ChangeKind, rows: list[Suspension], sentence: str) -> Change:
    ids = tuple(row.suspends for row in rows)
    doubt = worst_doubt(*(row.doubt for row in rows))
    first = rows[0]
    return Change(day, kind, first.instrument, sentence, first.citation, _entries_of(law, rows), ids, doubt)


def _entries_of(law: Law, rows: list[Suspension]) -> tuple[str, ...]:
    """Return the codes that the suspended notices list while they rest, and those that the suspended rules name."""
    span = rows[0]
    notices = {row.suspends for row in rows}
    codes = [
        row.code
        for row in law.pack.entries
        if row.instrument in notices and row.valid_from <= span.valid_to and row.valid_to >= span.valid_from
    ]
    for name in notices & law.measures_by_id.keys():
        codes += [prefix for prefix in law.measures_by_id[name].entries if prefix not in ("*", "any")]
    return tuple(dict.fromkeys(codes))


def _entries_waiting(law: Law, rows: list[Suspension]) -> tuple[str, ...]:
    span = rows[0]
    notices = {row.suspends for row in rows}
    return tuple(
        row.code
        for row in law.pack.entries
        if row.instrument in notices and span.valid_from < row.valid_from <= span.valid_to
    )


def _still_there(law: Law, name: str, day: date) -> bool:
    """Say whether a suspended measure, or anything of a suspended notice, is valid on a day or later."""
    measure = law.measures_by_id.get(name)
    if measure:
        return measure.valid_to >= day
    rows: list[Any] = [*law.pack.entries, *law.pack.measures]
    return any(row.instrument == name and row.valid_to >= day for row in rows)


# --- Groups -------------------------------------------------------------------------------------------------------


def _members_changed(law: Law, day: date) -> Iterator[Change]:
    rows = law.pack.groups
    joined = [row for row in rows if row.valid_from == day and not _is_member(rows, row, day - _DAY)]
    left = [
        row
        for row in rows
        if row.valid_to != FOR_EVER and row.valid_to + _DAY == day and not _is_member(rows, row, day)
    ]
    for kind, held, verb in (
        (ChangeKind.DESTINATION_JOINS, joined, "joined by"),
        (ChangeKind.DESTINATION_LEAVES, left, "left by"),
    ):
        for group in dict.fromkeys(row.group for row in held):
            members = [row for row in held if row.group == group]
            names = shortened(destination_name(law, row.member) for row in members)
            sentence = f"{destination_name(law, group)} is {verb} {names}."
            doubt = worst_doubt(*(row.doubt for row in members))
            yield Change(day, kind, group, sentence, "", (), tuple(row.member for row in members), doubt)


def _is_member(rows: tuple[GroupMember, ...], member: GroupMember, day: date) -> bool:
    return any(
        (row.group, row.member) == (member.group, member.member) and row.valid_from <= day <= row.valid_to
        for row in rows
    )
