"""How an amount that somebody wrote is read exactly: text, int or Decimal, never float.

Called by quantities and money. An amount is zero or more, in plain digits with a point, and short enough
that nobody can make the machine compute for ever.
"""

import re
from decimal import Decimal
from fractions import Fraction

from lockgate.core.errors import Invalid

LARGEST = 2**63 - 1
"""The largest amount of the smallest unit: what a database's big integer holds."""

_WRITTEN = re.compile(r"[0-9]{1,19}(?:\.[0-9]{1,18})?")


def exact(amount: str | int | Decimal) -> Fraction:
    """Read an amount; raise Invalid where it is not written as digits with at most one point.

    >>> exact("0.1") + exact("0.2") == exact("0.3")
    True
    """
    if isinstance(amount, float):
        raise TypeError("An amount is never a float: give text, an int or a Decimal.")
    text = f"{amount:f}" if isinstance(amount, Decimal) and abs(amount.adjusted()) < 40 else str(amount)
    if not _WRITTEN.fullmatch(text):
        raise Invalid(
            f"{text[:60]!r} is not an amount." if text else "The amount is missing.",
            mend="Write digits with a point and no separators, such as 1250.5; at most 18 digits after the point.",
        )
    return Fraction(text)


def within_limit(amount: int, of_what: str) -> int:
    """Give the amount back, or raise Invalid where it is larger than can be kept."""
    if amount > LARGEST:
        raise Invalid(f"{amount} {of_what} is more than can be kept.", mend=f"The most is {LARGEST} {of_what}.")
    return amount
