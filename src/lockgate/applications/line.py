"""One item of an application as it is written, and as it is counted: what, how much, worth what.

Pure. Every amount is exact; what cannot be counted is refused with its field, before anything is kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from lockgate.core.amounts import exact
from lockgate.core.errors import Invalid
from lockgate.core.faults import Faults
from lockgate.core.money import Money, minor_digits, money
from lockgate.core.quantities import Quantity, quantity, unit
from lockgate.core.texts import checked_text
from lockgate.regimes.determination.asking import entry_of, goods_code_of
from lockgate.regimes.determination.law import Law

DESCRIPTION_LENGTH_MAX = 500
LINES_MAX = 100


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as the applicant writes it; an entry, a goods code, or both name the item."""

    quantity: str
    unit: str
    value: str
    currency: str
    entry: str = ""
    goods_code: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A line that was checked: codes spelt as the regime does, amounts also as whole numbers."""

    facts: LineFacts
    measured: Quantity
    worth: Money


def check_currency(currency: str, others: Collection[str]) -> None:
    """Raise Invalid for a line in another currency than those before it: a licence has one, and nothing converts."""
    if others and currency not in others:
        sentence = f"This line is valued in {currency}, and those before it in {' and '.join(sorted(others))}."
        mend = "Value all lines of an application in one currency, or apply for this one separately."
        raise Invalid(sentence, mend=mend, fields={"currency": f"{sentence} {mend}"})


def counted_line(law: Law, facts: LineFacts) -> CountedLine:
    """Check a line against its regime; raise Invalid with every field that is wrong."""
    faults = Faults()
    with faults.at():
        facts = replace(facts, goods_code=goods_code_of(facts.goods_code))
    with faults.at():
        facts = replace(facts, entry=entry_of(law, facts.entry, facts.goods_code))
    with faults.at():
        described = checked_text(facts.description, "description", DESCRIPTION_LENGTH_MAX, may_be_empty=True)
        facts = replace(facts, description=described)
    with faults.at("unit"):
        unit(facts.unit)
    with faults.at("quantity"):
        exact(facts.quantity)
    with faults.at("currency"):
        minor_digits(facts.currency)
    with faults.at("value"):
        exact(facts.value)
    faults.raise_any()
    with faults.at("quantity"):
        measured = quantity(facts.quantity, facts.unit)
        if not measured.amount:
            raise Invalid("The quantity is zero.", mend="Give what is to be exported.")
    with faults.at("value"):
        worth = money(facts.value, facts.currency)
    faults.raise_any()
    return CountedLine(facts, measured, worth)
