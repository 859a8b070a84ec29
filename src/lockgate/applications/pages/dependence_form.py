"""The form of a declaration: every fact is given, or said to be not known, or left for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from lockgate.applications.alternatives_text import read_alternatives, written_alternatives
from lockgate.applications.dependence import ALTERNATIVES_MAX, FACTS, DependenceFacts
from lockgate.core.errors import Invalid

LABELS = {
    "party": "Whose site",
    "site": "Site",
    "country": "Country of the site",
    "address": "Address of the site",
    "stock": "Stock on hand",
    "usage_a_day": "Usage a day",
    "share": "Your share of what the site uses, in per cent",
    "alternatives": "Other suppliers of the same item",
    "product": "The product that it goes into",
}
_PLACES = [f"alternatives.{number}" for number in range(1, ALTERNATIVES_MAX + 1)]
NAMES = {"share_percent": "share"} | {at: "alternatives" for one in _PLACES for at in (one, f"{one}.supplier")}
"""Places that the services call otherwise than the form does."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class DependenceForm:
    """The form as it was filled in; `unknown` are the facts ticked as not known, `no_others` that there are none."""

    fields: Mapping[str, str]
    unknown: frozenset[str]
    no_others: bool = False

    def facts(self) -> DependenceFacts:
        """Return the declaration as plain values. Raises Invalid for alternatives that cannot be read."""
        held = {name: self.fields.get(name, "").strip() for name in (*LABELS, "unit")}
        alternatives = read_alternatives(held["alternatives"]) if held["alternatives"] else None
        if self.no_others and alternatives:
            raise Invalid(
                "Other suppliers are named, and it is ticked that there are none.",
                mend="Say one of the two.",
                fields={"alternatives": "named and none"},
            )
        return DependenceFacts(
            site=held["site"],
            party=held["party"],
            country=held["country"],
            address=held["address"],
            unit=held["unit"],
            stock=held["stock"],
            usage_a_day=held["usage_a_day"],
            share_percent=held["share"],
            alternatives=() if self.no_others else alternatives,
            product=held["product"],
            unknown=tuple(name for name in FACTS if name in self.unknown),
        )

    def both(self) -> dict[str, str]:
        """Return where the form says the fault of a fact that is both given and ticked as not known."""
        given = {name for name in FACTS if self.fields.get(name, "").strip()}
        if self.no_others:
            given.add("alternatives")
        twice = [name for name in FACTS if name in given and name in self.unknown]
        return {"unknown": twice[0]} if twice else {}


def sent_form(sent: QueryDict) -> DependenceForm:
    """Return the form as it was sent."""
    fields = {name: sent.get(name, "") for name in (*LABELS, "unit")}
    return DependenceForm(fields, frozenset(sent.getlist("unknown")), NONE in sent.getlist("no_others"))


def filled_form(declared: DependenceFacts) -> DependenceForm:
    """Return the form filled with what was declared before."""
    fields = {
        "party": declared.party,
        "site": declared.site,
        "country": declared.country,
        "address": declared.address,
        "unit": declared.unit,
        "stock": declared.stock,
        "usage_a_day": declared.usage_a_day,
        "share": declared.share_percent,
        "alternatives": written_alternatives(declared.alternatives or ()),
        "product": declared.product,
    }
    return DependenceForm(fields, frozenset(declared.unknown), declared.alternatives == ())
