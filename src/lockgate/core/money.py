"""How much money is it? Whole numbers of a currency's smallest unit, never a float.

Two currencies never meet: nothing here converts. Called by every room that keeps a value;
currencies.csv beside this file is derived, see SOURCE.md.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from lockgate.core.amounts import exact, within_limit
from lockgate.core.errors import Invalid


def _read() -> Mapping[str, int]:
    with Path(__file__).with_name("currencies.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return MappingProxyType({code: int(minor_digits) for code, minor_digits in rows})


MINOR_DIGITS: Mapping[str, int] = _read()
"""Digits after the point of every currency, by its code in ISO 4217: two for USD, none for JPY."""


def minor_digits(currency: str) -> int:
    """Tell a currency's digits after the point; raise Invalid where the currency is unknown."""
    try:
        return MINOR_DIGITS[currency]
    except KeyError:
        raise Invalid(
            f"{currency!r} is no currency in use.",
            mend="Give the three capital letters of ISO 4217, such as EUR.",
        ) from None


@dataclass(frozen=True)
class Money:
    """A whole number of a currency's smallest unit, zero or more."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        minor_digits(self.currency)
        if self.amount < 0:
            raise ValueError(f"A value is never below zero: {self.amount} {self.currency}.")
        within_limit(self.amount, f"smallest units of {self.currency}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._alike(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Take away; raise Invalid where more is taken than there is."""
        if self._alike(other) > self.amount:
            raise Invalid(f"{other} cannot be taken from {self}.", mend="Take no more than there is.")
        return Money(self.amount - other.amount, self.currency)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._alike(other)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._alike(other)

    def __str__(self) -> str:
        digits = minor_digits(self.currency)
        return f"{Decimal(self.amount).scaleb(-digits):.{digits}f} {self.currency}"

    def _alike(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise Invalid(
                f"A value in {self.currency} and one in {other.currency} cannot be put together.",
                mend=f"Declare both in {self.currency}; Lockgate converts no currency.",
            )
        return other.amount


def money(amount: str | int | Decimal, currency: str) -> Money:
    """Read a value in a currency; raise Invalid where it has more digits than the currency.

    >>> money("1250.5", "EUR")
    Money(amount=125050, currency='EUR')
    >>> str(money(1250, "JPY"))
    '1250 JPY'
    """
    digits = minor_digits(currency)
    smallest = exact(amount) * 10**digits
    if smallest.denominator != 1:
        raise Invalid(
            f"{amount} {currency} has more than {digits} digits after the point.",
            mend="Round it as your invoice does, and declare that.",
        )
    return Money(int(smallest), currency)
