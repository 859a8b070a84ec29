"""How things are named: a reference with a check digit for people, an id for machines.

A reference is read out on the telephone and copied from paper, so it carries a check digit. A machine id
is a version 7 UUID: made before the row is written and without asking the database, never given twice by
two databases (so "user 7" of a restored copy is not taken for another user 7 in a journal), and sorted
by the time of its making, which keeps an index compact. It tells that time to whoever sees it; it is
no secret and grants nothing.
"""

import re
import secrets
from dataclasses import dataclass
from unicodedata import normalize
from uuid import UUID

from lockgate.core import clock
from lockgate.core.errors import Invalid

_WRITTEN = re.compile(r"([A-Z]{2,4})-([0-9]{4})-([0-9]{6,9})-([0-9])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))


@dataclass(frozen=True, order=True)
class Reference:
    """A name for people: two to four capital letters, a year, a running number.

    >>> str(Reference("LG", 2026, 123))
    'LG-2026-000123-4'
    """

    prefix: str
    year: int
    number: int

    def __post_init__(self) -> None:
        if not _WRITTEN.fullmatch(f"{self._body()}-0"):
            raise ValueError(f"{self!r} is no reference: LG, 2026 and 123 would be one.")

    def _body(self) -> str:
        return f"{self.prefix}-{self.year:04d}-{self.number:06d}"

    def __str__(self) -> str:
        return f"{self._body()}-{_check_digit(self._body())}"


def _check_digit(body: str) -> int:
    """ISO/IEC 7064, MOD 11,10, over the digits; a letter counts as two digits, A as 10 to Z as 35.

    It finds every single wrong digit, and all but about one in a hundred exchanges of two neighbours.
    """
    digits = "".join(str(int(letter, 36)) for letter in body if letter != "-")
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10


def parse_reference(text: str) -> Reference:
    """Read a reference as people write it: small letters, other dashes and full-width digits are accepted.

    Raises Invalid when it is not written like one, or when its check digit does not fit.
    """
    tidy = normalize("NFKC", text.translate(_DASHES)).strip().upper()
    found = _WRITTEN.fullmatch(tidy)
    if not found:
        raise Invalid(
            f"{text!r} is not written like a reference.",
            mend="A reference looks like LG-2026-000123-4.",
        )
    prefix, year, number, check = found.groups()
    reference = Reference(prefix, int(year), int(number))
    if str(reference) != tidy:
        raise Invalid(
            f"The check digit of {tidy} is not {check}: a digit was misread, or two were exchanged.",
            mend="Compare it with the document, digit by digit.",
        )
    return reference


def new_id() -> UUID:
    """Make a machine id (RFC 9562, version 7) at the moment of the clock."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random_bits = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random_bits >> 62) << 64 | 0b10 << 62
    return UUID(int=value | random_bits & ((1 << 62) - 1))


def stored_id(cell: str | UUID) -> UUID:
    """Read a machine id as plain SQL gives it back: PostgreSQL has a type for it, SQLite holds 32 digits of text."""
    return cell if isinstance(cell, UUID) else UUID(cell)
