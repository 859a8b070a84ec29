"""How much is it? Quantities as whole micrograms, micro-litres or pieces.

A declared quantity in a unit of UN/ECE Recommendation 20 is converted exactly, by fractions; what is no
whole number of the smallest unit is rounded up, against the holder. Quantities of different dimensions
never meet. Called by every room that counts goods; units.csv beside this file is derived, see SOURCE.md.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lockgate.core.amounts import exact, within_limit
from lockgate.core.errors import Invalid


class Dimension(StrEnum):
    """What is measured. The values are stored and never renamed."""

    MASS = "mass"
    VOLUME = "volume"
    COUNT = "count"

    @property
    def smallest_unit(self) -> str:
        """The unit that amounts are kept in, in the plural."""
        return {"mass": "micrograms", "volume": "micro-litres", "count": "pieces"}[self.value]


class Unit(NamedTuple):
    """A unit of Recommendation 20; `factor` is its size in the smallest unit of its dimension."""

    code: str
    name: str
    symbol: str
    dimension: Dimension
    factor: Fraction


def _read() -> Mapping[str, Unit]:
    with Path(__file__).with_name("units.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return MappingProxyType(
            {
                code: Unit(code, name, symbol, Dimension(dimension), Fraction(factor))
                for code, name, symbol, dimension, factor in rows
            }
        )


UNITS: Mapping[str, Unit] = _read()
"""Every unit that can be converted exactly, by its code."""


def unit(code: str) -> Unit:
    """Find a unit by its code in Recommendation 20; raise Invalid where it is none of ours."""
    try:
        return UNITS[code]
    except KeyError:
        raise Invalid(
            f"{code!r} is no unit of mass, volume or count that can be converted exactly.",
            mend="Give a code of UN/ECE Recommendation 20, such as KGM (kilogram), LTR (litre) or H87 (piece).",
        ) from None


@dataclass(frozen=True)
class Quantity:
    """A whole number of micrograms, micro-litres or pieces, zero or more."""

    amount: int
    dimension: Dimension

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"A quantity is never below zero: {self.amount} {self.dimension.smallest_unit}.")
        within_limit(self.amount, self.dimension.smallest_unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.amount + self._alike(other), self.dimension)

    def __sub__(self, other: "Quantity") -> "Quantity":
        """Take away; raise Invalid where more is taken than there is."""
        if self._alike(other) > self.amount:
            raise Invalid(f"{other} cannot be taken from {self}.", mend="Take no more than there is.")
        return Quantity(self.amount - other.amount, self.dimension)

    def __le__(self, other: "Quantity") -> bool:
        return self.amount <= self._alike(other)

    def __lt__(self, other: "Quantity") -> bool:
        return self.amount < self._alike(other)

    def __str__(self) -> str:
        return f"{self.amount} {self.dimension.smallest_unit}"

    def _alike(self, other: "Quantity") -> int:
        if self.dimension is not other.dimension:
            raise Invalid(
                f"A quantity by {self.dimension} and one by {other.dimension} cannot be put together.",
                mend=f"Declare both by {self.dimension}.",
            )
        return other.amount


def quantity(amount: str | int | Decimal, unit_code: str) -> Quantity:
    """Convert a declared amount in a unit of Recommendation 20; rounds up to the smallest unit.

    Raises Invalid for an unknown unit, for what is no amount, and for more than can be kept.

    >>> quantity("1.5", "KGM")
    Quantity(amount=1500000000, dimension=<Dimension.MASS: 'mass'>)
    >>> quantity(1, "GRN").amount  # a grain is 64,798.91 micrograms
    64799
    """
    found = unit(unit_code)
    return Quantity(ceil(exact(amount) * found.factor), found.dimension)


def in_unit(measured: Quantity, unit_code: str) -> Fraction:
    """Tell a quantity in another unit of its dimension, exactly; raise Invalid where the dimensions differ."""
    found = unit(unit_code)
    if found.dimension is not measured.dimension:
        raise Invalid(
            f"{measured} cannot be told in {found.code} ({found.name}), a unit of {found.dimension}.",
            mend=f"Choose a unit of {measured.dimension}.",
        )
    return measured.amount / found.factor


def in_unit_text(measured: Quantity, unit_code: str) -> str:
    """Write a quantity in a unit of its dimension: the shortest decimal that `quantity` reads as the same again.

    Raises Invalid where the dimensions differ.

    >>> in_unit_text(quantity("1.50", "KGM"), "KGM"), in_unit_text(quantity("0.1", "LBR"), "LBR")
    ('1.5', '0.1')
    """
    most = in_unit(measured, unit_code)
    more_than = (measured.amount - 1) / unit(unit_code).factor
    digits, scaled = 0, floor(most)
    while Fraction(scaled, 10**digits) <= more_than and measured.amount:
        digits += 1
        scaled = floor(most * 10**digits)
    return f"{Decimal(scaled).scaleb(-digits):f}"
