"""What was controlled, to whom, when: one row an instrument, its span of force cut by suspensions.

Read by the page that shows a regime's timeline. A suspension is a state of its own, and so is what follows one when
no text on it is held: neither is drawn as a gap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from lockgate.regimes.determination.law import Law
from lockgate.regimes.measure_words import (
    KIND_WORDS,
    destinations_in_words,
    entries_in_words,
    facts_in_words,
    instrument_label,
    shortened,
)
from lockgate.regimes.measures import TimeStatus, status_on
from lockgate.regimes.pack import Doubt, Entry, Kind, Measure, worst_doubt

_DAY = timedelta(days=1)


class State(StrEnum):
    """How a row stands during a bar."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


_STATES = {
    TimeStatus.IN_FORCE: State.IN_FORCE,
    TimeStatus.SUSPENDED: State.SUSPENDED,
    TimeStatus.UNKNOWN: State.UNKNOWN,
}


class Bar(NamedTuple):
    """A span of days in one state; both ends count, and lie within the law that the pack knows."""

    first: date
    last: date
    state: State


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An instrument, or those of its rules that share one fate.

    `controls` and `destinations` are words; `measures` the ids of the rules, empty where the instrument only lists
    `entries`. Bars come in the order of time and do not overlap.
    """

    instrument: str
    label: str
    title: str
    controls: str
    destinations: str
    kinds: tuple[Kind, ...]
    measures: tuple[str, ...]
    entries: tuple[str, ...]
    bars: tuple[Bar, ...]
    doubt: Doubt = ""


def timeline(law: Law) -> list[TimelineRow]:
    """Return the rows of a regime's timeline, by the day on which each first takes force."""
    rules: dict[str, list[Measure]] = {}
    for measure in law.pack.measures:
        if not measure.part_of:
            rules.setdefault(measure.instrument, []).append(measure)
    entries: dict[str, list[Entry]] = {}
    for entry in law.pack.entries:
        entries.setdefault(entry.instrument, []).append(entry)
    rows: list[TimelineRow] = []
    for instrument in dict.fromkeys((*rules, *entries)):
        rows += _rows_of(law, instrument, rules.get(instrument, []), entries.get(instrument, []))
    return sorted(rows, key=lambda row: (row.bars[0].first, row.bars[-1].last, row.label))


def timeline_data(row: TimelineRow) -> dict[str, Any]:
    """Return a row as plain values, ready for JSON."""
    return {
        "instrument": row.instrument,
        "label": row.label,
        "title": row.title or None,
        "controls": row.controls,
        "destinations": row.destinations,
        "kinds": [kind.value for kind in row.kinds],
        "measures": list(row.measures),
        "entries": list(row.entries),
        "bars": [
            {"from": bar.first.isoformat(), "to": bar.last.isoformat(), "state": bar.state.value} for bar in row.bars
        ],
        "doubt": row.doubt or None,
    }


def _rows_of(law: Law, instrument: str, measures: list[Measure], entries: list[Entry]) -> list[TimelineRow]:
    by_fate: dict[tuple[Bar, ...], list[Measure]] = {}
    for measure in measures:
        bars = _bars_of_measure(law, measure)
        if bars:
            by_fate.setdefault(bars, []).append(measure)
    codes = tuple(dict.fromkeys(entry.code for entry in entries))
    rows = [_row_of_rules(law, instrument, held, codes, bars) for bars, held in by_fate.items()]
    bars = _bars_of_entries(law, entries) if entries and not rows else ()
    if bars:
        said = f"lists {len(codes)} entries: {shortened(codes)}" if len(codes) > 1 else f"lists {codes[0]}"
        doubt = worst_doubt(*(entry.doubt for entry in entries))
        held = law.instruments.get(instrument)
        title = held.titles.get("en", "") if held else ""
        label = instrument_label(law, instrument)
        rows.append(TimelineRow(instrument, label, title, said, "", (), (), codes, bars, doubt))
    return rows


def _row_of_rules(
    law: Law, instrument: str, measures: list[Measure], codes: tuple[str, ...], bars: tuple[Bar, ...]
) -> TimelineRow:
    kinds = tuple(kind for kind in Kind if any(measure.kind is kind for measure in measures))
    controls = [
        _controls(law, kind, alike)
        for kind in kinds
        for has_facts in (False, True)
        if (alike := [one for one in measures if one.kind is kind and bool(one.end_uses or one.end_users) is has_facts])
    ]
    held = law.instruments.get(instrument)
    return TimelineRow(
        instrument=instrument,
        label=instrument_label(law, instrument),
        title=held.titles.get("en", "") if held else "",
        controls="; ".join(controls),
        destinations=destinations_in_words(law, measures),
        kinds=kinds,
        measures=tuple(measure.id for measure in measures),
        entries=codes,
        bars=bars,
        doubt=worst_doubt(*(measure.doubt for measure in measures)),
    )


def _controls(law: Law, kind: Kind, measures: list[Measure]) -> str:
    policies = dict.fromkeys(measure.review_policy for measure in measures if measure.review_policy)
    word = KIND_WORDS[kind] + (f" ({' or '.join(policies)})" if policies else "")
    facts = facts_in_words(law, measures)
    return f"{word}: {entries_in_words(law, measures)}" + (f", where {facts}" if facts else "")


def _bars_of_measure(law: Law, measure: Measure) -> tuple[Bar, ...]:
    def state(day: date) -> State | None:
        return _STATES.get(status_on(measure, law.suspensions, day))

    return _bars(law, state)


def _bars_of_entries(law: Law, entries: list[Entry]) -> tuple[Bar, ...]:
    def state(day: date) -> State | None:
        if not any(entry.valid_from <= day <= entry.valid_to for entry in entries):
            return None
        return _STATES[law.suspensions.status((entries[0].instrument,), day)]

    return _bars(law, state)


def _bars(law: Law, state: Callable[[date], State | None]) -> tuple[Bar, ...]:
    """Cut the law that the pack knows where it changes, and join neighbours in the same state."""
    first, last = law.regime.law_from, law.regime.law_known_to
    starts = [first, *(day for day in law.change_days if first < day <= last)]
    bars: list[Bar] = []
    for start, following in zip(starts, [*starts[1:], last + _DAY], strict=True):
        held = state(start)
        if held is None:
            continue
        if bars and bars[-1].state is held and bars[-1].last + _DAY == start:
            bars[-1] = bars[-1]._replace(last=following - _DAY)
        else:
            bars.append(Bar(start, following - _DAY, held))
    return tuple(bars)
