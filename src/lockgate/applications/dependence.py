"""What a site declares of its dependence on a line: each fact is given, declared unknown, or still open; never guessed.

Pure. Nothing declared is "not declared", which is neither none nor zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from lockgate.core.amounts import exact
from lockgate.core.errors import Invalid
from lockgate.core.faults import Faults
from lockgate.core.quantities import Quantity, quantity, unit
from lockgate.core.texts import checked_text

FACTS = {
    "stock": "stock on hand",
    "usage_a_day": "usage a day",
    "share": "this supplier's share of the supply",
    "alternatives": "alternative suppliers and the days to qualify them",
    "product": "the product that it goes into",
}
"""The facts asked for, with the words of a sentence for each. The keys are stored and never renamed."""
NAME_LENGTH_MAX = 200
PRODUCT_LENGTH_MAX = 300
ALTERNATIVES_MAX = 50
QUALIFY_DAYS_MAX = 10_000
SITES_MAX = 20


class Alternative(NamedTuple):
    """Another supplier of the same item, and the days until it is qualified; None where nobody knows how many."""

    supplier: str
    qualify_days: int | None = None


@dataclass(frozen=True, slots=True)
class DependenceFacts:
    """A declaration as it is written: "" and None are "not given"; () of alternatives is "there are none".

    `party` names the party whose site it is, "" where there is only one consignee. `stock` and `usage_a_day` are in
    `unit`, "" for the line's own; `share_percent` has at most one digit after the point.
    """

    site: str
    party: str = ""
    country: str = ""
    address: str = ""
    unit: str = ""
    stock: str = ""
    usage_a_day: str = ""
    share_percent: str = ""
    alternatives: tuple[Alternative, ...] | None = None
    product: str = ""
    unknown: tuple[str, ...] = ()

    def given(self) -> frozenset[str]:
        """Return the facts that are given."""
        said = {
            "stock": self.stock,
            "usage_a_day": self.usage_a_day,
            "share": self.share_percent,
            "alternatives": self.alternatives is not None,
            "product": self.product,
        }
        return frozenset(name for name, value in said.items() if value)

    def open_facts(self) -> list[str]:
        """Return the facts that are neither given nor declared unknown, in their order."""
        return [name for name in FACTS if name not in self.given() and name not in self.unknown]


@dataclass(frozen=True, slots=True)
class CountedDependence:
    """A declaration that was checked, its amounts also as whole numbers; None is "not given"."""

    facts: DependenceFacts
    stock: Quantity | None
    usage_a_day: Quantity | None
    share_permille: int | None


def counted_dependence(facts: DependenceFacts, line_unit: str) -> CountedDependence:
    """Check a declaration about a line that is counted in `line_unit`; raise Invalid with every field that is wrong."""
    faults = Faults()
    facts = replace(facts, unit=facts.unit or line_unit)
    with faults.at("unit"):
        if unit(facts.unit).dimension is not unit(line_unit).dimension:
            raise Invalid(f"{facts.unit} does not measure what {line_unit} does.", mend="Declare in the line's unit.")
    with faults.at("unknown"):
        _check_unknown(facts)
    with faults.at("alternatives"):
        facts = replace(facts, alternatives=_checked_alternatives(facts.alternatives))
    with faults.at():
        product = checked_text(facts.product, "product", PRODUCT_LENGTH_MAX, may_be_empty=True)
        facts = replace(facts, product=product, unknown=tuple(name for name in FACTS if name in facts.unknown))
    stock = usage = share = None
    with faults.at("share_percent"):
        share = _permille(facts.share_percent)
    for field in ("stock", "usage_a_day"):
        with faults.at(field):
            exact(getattr(facts, field) or 0)
    faults.raise_any()
    with faults.at("stock"):
        stock = quantity(facts.stock, facts.unit) if facts.stock else None
    with faults.at("usage_a_day"):
        usage = quantity(facts.usage_a_day, facts.unit) if facts.usage_a_day else None
    faults.raise_any()
    return CountedDependence(facts, stock, usage, share)


def percent(permille: int | None) -> str:
    """Write a share as it is declared, in per cent; "" for one that is not given.

    >>> percent(625), percent(600), percent(None)
    ('62.5', '60', '')
    """
    if permille is None:
        return ""
    whole, tenths = divmod(permille, 10)
    return f"{whole}.{tenths}" if tenths else str(whole)


def _permille(share_percent: str) -> int | None:
    if not share_percent:
        return None
    permille: Fraction = exact(share_percent) * 10
    if permille.denominator != 1 or permille > 1000:
        raise Invalid(
            f"A share of {share_percent} per cent cannot be kept.",
            mend="Give 0 to 100, with at most one digit after the point.",
        )
    return int(permille)


def _check_unknown(facts: DependenceFacts) -> None:
    strange = [word for word in facts.unknown if word not in FACTS]
    if strange:
        raise Invalid(f"{strange[0][:60]!r} is no fact that can be unknown.", mend=f"They are: {', '.join(FACTS)}.")
    both = sorted(facts.given().intersection(facts.unknown))
    if both:
        raise Invalid(f"{FACTS[both[0]].capitalize()} is both given and unknown.", mend="Say one of the two.")


def _checked_alternatives(alternatives: tuple[Alternative, ...] | None) -> tuple[Alternative, ...] | None:
    if alternatives is None:
        return None
    if len(alternatives) > ALTERNATIVES_MAX:
        raise Invalid(f"More than {ALTERNATIVES_MAX} alternatives are given.", mend="Name the nearest ones.")
    faults = Faults()
    checked = []
    for place, one in enumerate(alternatives, 1):
        with faults.at(str(place)):
            checked.append(_checked_alternative(one))
    faults.raise_any()
    return tuple(checked)


def _checked_alternative(one: Alternative) -> Alternative:
    supplier = checked_text(one.supplier, "supplier", NAME_LENGTH_MAX)
    if one.qualify_days is not None and not 0 <= one.qualify_days <= QUALIFY_DAYS_MAX:
        raise Invalid(
            f"{one.qualify_days} days to qualify {supplier} cannot be kept.",
            mend=f"Give 0 to {QUALIFY_DAYS_MAX} days, or none where they are not known.",
        )
    return Alternative(supplier, one.qualify_days)
