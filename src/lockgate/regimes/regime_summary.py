"""What a regime's pack holds, how sure it is, and what is missing: the figures that a reader wants before an answer.

Printed by `lockgate regime show` and `regime list`, served by the API. Every figure is counted from the pack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lockgate.regimes.control_list import reaches
from lockgate.regimes.determination.law import Law, LawOfDay, Rule, scope_reaches
from lockgate.regimes.determination.outcome import Outcome
from lockgate.regimes.pack import Instrument, Kind, Measure, Regime
from lockgate.regimes.pack_faults import not_encoded


class Encoding(StrEnum):
    """How much of an entry's rules is encoded.

    WHOLE: each of its rules that can move the answer is certain. IN_PART: some are, others hang on a part of the
    item that no code names, on a question of their own, or are prose. READING: none is certain. NONE: no rule
    names the entry.
    """

    WHOLE = "whole"
    IN_PART = "in_part"
    READING = "reading"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RegimeSummary:
    """A regime in figures, on one day.

    `rows` counts the rows of each table, `doubts` those in doubt. `encoded` counts the entries listed on the day
    by how much of their rules is encoded. `unheld_scopes` are the measures that rest on a list which is not held.
    """

    regime: Regime
    on: date
    rows: Mapping[str, int]
    codes: int
    listed: int
    encoded: Mapping[Encoding, int]
    unheld_scopes: tuple[Measure, ...]
    doubts: Mapping[str, Mapping[str, int]]
    not_encoded: tuple[Instrument, ...]


def summary_of(law: Law, on: date | None = None) -> RegimeSummary:
    """Count what the pack of `law` holds; entries as they stand on a day, the last known where none is given."""
    pack = law.pack
    day = on or law.regime.law_known_to
    tables: dict[str, tuple[Any, ...]] = {
        "instruments": pack.instruments,
        "entries": pack.entries,
        "measures": pack.measures,
        "goods": pack.goods,
        "groups": pack.groups,
        "suspensions": pack.suspensions,
        "calendar": pack.calendar,
    }
    listed = law.control_list.listed_on(day)
    found = Counter(encoding_of(law.day(day), row.code) for row in listed)
    doubts = {name: dict(Counter(getattr(row, "doubt", "") for row in rows)) for name, rows in tables.items()}
    return RegimeSummary(
        regime=pack.regime,
        on=day,
        rows={name: len(rows) for name, rows in tables.items()},
        codes=len(law.control_list.periods),
        listed=len(listed),
        encoded={encoding: found[encoding] for encoding in Encoding},
        unheld_scopes=tuple(
            measure for measure in pack.measures if not pack.regime.scopes_not_held.keys().isdisjoint(measure.entries)
        ),
        doubts={
            name: {doubt: count for doubt, count in sorted(counts.items()) if doubt}
            for name, counts in doubts.items()
            if counts.keys() - {""}
        },
        not_encoded=not_encoded(pack),
    )


def encoding_of(day: LawOfDay, code: str) -> Encoding:
    """Say how much of the rules of a listed entry, or of the paragraphs below it, is encoded.

    Rules about every item or every entry count for none of them, but for the licence that a regime asks of every
    listed entry.
    """
    certain = [_is_certain(rule) for rule in day.rules_about(code) if rule.moves and _is_of(rule, code)]
    if not certain:
        return Encoding.NONE
    if all(certain):
        return Encoding.WHOLE
    return Encoding.IN_PART if any(certain) else Encoding.READING


def _is_of(rule: Rule, code: str) -> bool:
    measure = rule.measure
    if rule.general:
        for_all = "*" in measure.entries and measure.kind is Kind.LICENCE
        return for_all and not measure.destinations and not rule.factual and scope_reaches(measure, code, listed=True)
    named_below = any(prefix != code and reaches(code, prefix) for prefix in measure.entries)
    return named_below or scope_reaches(measure, code, listed=True)


def _is_certain(rule: Rule) -> bool:
    measure = rule.measure
    return rule.effect is not Outcome.NEEDS_READING and not (rule.unknown or measure.part or measure.asks)


def summary_data(summary: RegimeSummary) -> dict[str, Any]:
    """Return a summary as plain values, ready for JSON."""
    regime = summary.regime
    return {
        "code": regime.code,
        "names": dict(regime.names),
        "authority": regime.authority,
        "territory": list(regime.territory),
        "languages": list(regime.languages),
        "law_from": regime.law_from.isoformat(),
        "law_known_to": regime.law_known_to.isoformat(),
        "complete": regime.complete,
        "synthetic": regime.synthetic,
        "time_zone": regime.time_zone,
        "statutory_working_days": regime.statutory_working_days,
        "sources": list(regime.sources),
        "on": summary.on.isoformat(),
        "rows": dict(summary.rows),
        "codes": summary.codes,
        "listed": summary.listed,
        "encoded": {encoding.value: count for encoding, count in summary.encoded.items()},
        "unheld_scopes": [
            {
                "measure": measure.id,
                "citation": measure.citation,
                "scopes": [regime.scopes_not_held[name] for name in measure.entries if name in regime.scopes_not_held],
            }
            for measure in summary.unheld_scopes
        ],
        "doubts": {name: dict(counts) for name, counts in summary.doubts.items()},
        "not_encoded": [
            {"id": held.id, "number": held.number or None, "titles": dict(held.titles)} for held in summary.not_encoded
        ],
        "end_uses": {name: word.label for name, word in regime.end_uses.items()},
        "end_users": {name: word.label for name, word in regime.end_users.items()},
        "lists": {name: {"label": held.label, "parties": held.parties} for name, held in regime.lists.items()},
    }
