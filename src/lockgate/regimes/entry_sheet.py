"""Everything that a pack says of one entry on one day: headings, listing, succession, rules, customs codes.

Printed by `lockgate regime show CODE`, served by the API. It answers no question: whether an export needs a licence
is asked in `determination`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lockgate.core.errors import Invalid, NotFound
from lockgate.regimes.control_list import Place, Standing, reaches
from lockgate.regimes.determination.asking import shown
from lockgate.regimes.determination.law import Law, Rule, scope_reaches
from lockgate.regimes.measure_words import destinations_in_words, instrument_label, measures_in_words
from lockgate.regimes.measures import TimeStatus
from lockgate.regimes.pack import DUTIES, FOR_EVER, SINCE_EVER, WAYS, Entry, GoodsCode, Kind, Measure, Suspension


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """An entry on a day.

    `asked` is the code as it was asked, spelt as the list does; `code` the nearest that is held. `places` say where
    the item stands that day, under which code, by which row. `rules` are those in force that reach it or a paragraph
    of it, the rules of the item first, those about every item last; `suspended` are those that rest.
    """

    asked: str
    code: str
    on: date
    headings: Mapping[str, str]
    places: tuple[Place, ...]
    periods: tuple[Entry, ...]
    above: tuple[Entry, ...]
    below: tuple[str, ...]
    continues: tuple[str, ...]
    continued_by: tuple[str, ...]
    suspensions: tuple[Suspension, ...]
    rules: tuple[Rule, ...]
    suspended: tuple[Measure, ...]
    goods: tuple[GoodsCode, ...]

    @property
    def listed(self) -> bool:
        """Say whether any of the item is listed on the day."""
        return any(place.standing is Standing.LISTED for place in self.places)


def sheet_of(law: Law, code: str, on: date) -> EntrySheet:
    """Gather what the pack says of a code on a day.

    Raises Invalid for a code that breaks the grammar and NotFound for one that the pack does not hold at any time.
    """
    asked = law.control_list.spelling(code)
    if not law.is_well_formed(asked):
        raise Invalid(
            f"'{shown(code)}' is not how codes of {law.regime.code} look.",
            mend=f"Codes look like {law.regime.example}.",
        )
    control_list = law.control_list
    held = control_list.held_above(asked)
    if not held:
        part = "" if law.regime.complete else "; its list is held in part, so the law may know it"
        raise NotFound(f"{law.regime.code} holds no entry {asked}{part}.", mend="Search the list by words.")
    places = control_list.places(held, on)
    codes = tuple(dict.fromkeys(asked if place.row.code == held else place.row.code for place in places))
    listed = any(place.standing in (Standing.LISTED, Standing.UNKNOWN) for place in places)
    day = law.day(on)
    rules = {
        rule.order: rule
        for here in codes
        for rule in day.rules_about(here)
        if _concerns(rule.measure, here, listed=listed)
    }
    notices = sorted({place.row.instrument for place in places})
    return EntrySheet(
        asked=asked,
        code=held,
        on=on,
        headings=places[0].row.headings,
        places=places,
        periods=control_list.periods[held],
        above=_above(law, places[0].row),
        below=tuple(control_list.children.get(codes[0], ())) or tuple(day.named_below(codes[0])),
        continues=tuple(dict.fromkeys(row.continues for row in control_list.periods[held] if row.continues)),
        continued_by=tuple(row.code for row in law.pack.entries if row.continues == held),
        suspensions=law.suspensions.of(*notices),
        rules=tuple(sorted(rules.values(), key=lambda rule: (rule.general, rule.order))),
        suspended=tuple(
            measure
            for measure, status in day.dormant
            if status is TimeStatus.SUSPENDED and any(_concerns(measure, here, listed=True) for here in codes)
        ),
        goods=control_list.goods_of(codes, on),
    )


def _concerns(measure: Measure, code: str, *, listed: bool) -> bool:
    return scope_reaches(measure, code, listed=listed) or (
        listed and any(prefix != code and reaches(code, prefix) for prefix in measure.entries)
    )


def _above(law: Law, row: Entry) -> tuple[Entry, ...]:
    found: list[Entry] = []
    while row.parent and row.parent not in {held.code for held in found}:
        row = law.control_list.periods[row.parent][-1]
        found.insert(0, row)
    return tuple(found)


def sheet_data(law: Law, sheet: EntrySheet) -> dict[str, Any]:
    """Return a sheet as plain values, ready for JSON."""
    return {
        "regime": law.regime.code,
        "asked": sheet.asked,
        "code": sheet.code,
        "on": sheet.on.isoformat(),
        "listed": sheet.listed,
        "headings": dict(sheet.headings),
        "places": [
            {
                "code": place.row.code,
                "standing": place.standing.name.lower(),
                "why": place.standing.value,
                "instrument": place.row.instrument,
                "instrument_label": instrument_label(law, place.row.instrument),
                "valid_from": _day(place.row.valid_from),
                "valid_to": _day(place.row.valid_to),
                "followed": list(place.path),
                "doubt": place.row.doubt or None,
            }
            for place in sheet.places
        ],
        "above": [{"code": row.code, "headings": dict(row.headings)} for row in sheet.above],
        "below": list(sheet.below),
        "continues": list(sheet.continues),
        "continued_by": list(sheet.continued_by),
        "suspensions": [
            {
                "suspends": held.suspends,
                "citation": held.citation,
                "valid_from": _day(held.valid_from),
                "valid_to": _day(held.valid_to),
                "afterwards": held.afterwards,
                "doubt": held.doubt or None,
            }
            for held in sheet.suspensions
        ],
        "rules": [_rule_data(law, rule.measure, unknown=rule.unknown) for rule in sheet.rules],
        "suspended_rules": [_rule_data(law, measure, unknown=False) for measure in sheet.suspended],
        "goods_codes": [
            {"goods_code": held.goods_code, "entry": held.entry, "nomenclature": held.nomenclature}
            | {"relation": held.relation, "doubt": held.doubt or None}
            for held in sheet.goods
        ],
        "synthetic": law.regime.synthetic,
    }


def _rule_data(law: Law, measure: Measure, *, unknown: bool) -> dict[str, Any]:
    return {
        "measure": measure.id,
        "kind": measure.kind.value,
        "role": role_of(measure.kind),
        "sentence": measures_in_words(law, [measure]),
        "destinations": destinations_in_words(law, [measure]),
        "reason": measure.reason or None,
        "review_policy": measure.review_policy or None,
        "condition": measure.condition or None,
        "citation": measure.citation,
        "in_force": "unknown" if unknown else "yes",
        "doubt": measure.doubt or None,
    }


def role_of(kind: Kind) -> str:
    """Say what a kind of rule is for: requirement, review, way or duty."""
    if kind in WAYS:
        return "way"
    if kind in DUTIES:
        return "duty"
    return "review" if kind is Kind.REVIEW else "requirement"


def _day(day: date) -> str | None:
    return None if day in (SINCE_EVER, FOR_EVER) else day.isoformat()
