"""How far `about` reaches: ±20 %, unless the claim's reading states a range.

The grammar, anywhere in the text: `±10 %` (also `+-`, `+/-`), of the value; `±300`, in the value's own unit;
`10..20`, from and to. `10 to 20`, `10-20` and `10 %` count only where they are the whole reading or stand between
semicolons, because prose has such words for other things. Everything else is a note.
"""

from __future__ import annotations

import re
from fractions import Fraction

ABOUT = Fraction(1, 5)

_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_PERCENT = r"\s*(%|per cent|percent)?"
_SPREAD = re.compile(rf"(?:±|\+/?-)\s*{_NUMBER}{_PERCENT}")
_RANGE = re.compile(rf"(?<![0-9.]){_NUMBER}{_PERCENT}\s*\.\.\s*{_NUMBER}{_PERCENT}")
_RANGE_ALONE = re.compile(rf"(?:from\s+|between\s+)?{_NUMBER}{_PERCENT}\s*(?:to|and|-|–)\s*{_NUMBER}{_PERCENT}")
_SPREAD_ALONE = re.compile(rf"(?:within\s+)?{_NUMBER}\s*(%|per cent|percent)")


class UnclearRange(ValueError):
    """A reading states a range that cannot be taken as one; the text says why."""


def range_about(value: Fraction, reading: str) -> tuple[Fraction, Fraction]:
    """Return the least and the most that "about `value`" may mean. Raises UnclearRange where several are stated.

    >>> range_about(Fraction(2000), "±10 %; rounded by the speaker")
    (Fraction(1800, 1), Fraction(2200, 1))
    >>> range_about(Fraction(2000), "since April")
    (Fraction(1600, 1), Fraction(2400, 1))
    """
    found = {*_spreads(value, reading), *_ranges(reading)}
    if len(found) > 1:
        raise UnclearRange("Its reading states more than one range")
    if not found:
        return value * (1 - ABOUT), value * (1 + ABOUT)
    low, high = found.pop()
    if low > high:
        raise UnclearRange("Its reading states a range that ends below its beginning")
    return max(low, Fraction(0)), high


def _spreads(value: Fraction, reading: str) -> list[tuple[Fraction, Fraction]]:
    found = [*_SPREAD.finditer(reading), *_alone(_SPREAD_ALONE, reading)]
    spreads = [value * Fraction(one[1]) / 100 if one[2] else Fraction(one[1]) for one in found]
    return [(value - spread, value + spread) for spread in spreads]


def _ranges(reading: str) -> list[tuple[Fraction, Fraction]]:
    ranges = []
    for low, low_percent, high, high_percent in (
        one.groups() for one in [*_RANGE.finditer(reading), *_alone(_RANGE_ALONE, reading)]
    ):
        # "20..30 %" means percent at both ends.
        unit = Fraction(1, 100) if low_percent or high_percent else Fraction(1)
        ranges.append((Fraction(low) * unit, Fraction(high) * unit))
    return ranges


def _alone(pattern: re.Pattern[str], reading: str) -> list[re.Match[str]]:
    parts = (part.strip() for part in reading.split(";"))
    return [found for part in parts if (found := pattern.fullmatch(part))]
