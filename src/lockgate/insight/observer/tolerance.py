"""How far `about` reaches: ±20 %, unless the claim's reading states a range.

The grammar, anywhere in the text: `±10 %` (also `+-`, `+/-`), of the value; `±300`, in the value's own unit;
`10..20`, from and to, in the value's own unit too: of about 50 % these are percent. `10 to 20`, `10-20` and `10 %`
count only where they are the whole reading or stand between semicolons, because prose has such words for other things.
Everything else is a note.
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


def range_about(
    value: Fraction, reading: str, *, unit: Fraction = Fraction(1), most: Fraction | None = None
) -> tuple[Fraction, Fraction]:
    """Return the least and the most that "about `value`" may mean.

    `unit` is that of the digits of the value, 1/100 where it was given in percent; a range that is stated must not go
    beyond `most`. Raises UnclearRange where several are stated, or one that cannot be.

    >>> range_about(Fraction(2000), "±10 %; rounded by the speaker")
    (Fraction(1800, 1), Fraction(2200, 1))
    >>> range_about(Fraction(2000), "since April")
    (Fraction(1600, 1), Fraction(2400, 1))
    >>> range_about(Fraction(1, 2), "40..60", unit=Fraction(1, 100))
    (Fraction(2, 5), Fraction(3, 5))
    """
    spreads, ranges = _spreads(value, reading, unit), _ranges(reading, unit)
    found = {*((value - spread, value + spread) for spread in spreads), *ranges}
    if len(found) > 1:
        raise UnclearRange("Its reading states more than one range")
    if not found:
        return value * (1 - ABOUT), value * (1 + ABOUT)
    if most is not None and max((*spreads, *(high for _, high in ranges))) > most:
        raise UnclearRange("Its reading states a range of more than the whole, and not in percent")
    low, high = found.pop()
    if low > high:
        raise UnclearRange("Its reading states a range that ends below its beginning")
    return max(low, Fraction(0)), high


def _spreads(value: Fraction, reading: str, unit: Fraction) -> list[Fraction]:
    found = [*_SPREAD.finditer(reading), *_alone(_SPREAD_ALONE, reading)]
    return [value * Fraction(one[1]) / 100 if one[2] else Fraction(one[1]) * unit for one in found]


def _ranges(reading: str, unit: Fraction) -> list[tuple[Fraction, Fraction]]:
    ranges = []
    for low, low_percent, high, high_percent in (
        one.groups() for one in [*_RANGE.finditer(reading), *_alone(_RANGE_ALONE, reading)]
    ):
        # "20..30 %" means percent at both ends.
        of = Fraction(1, 100) if low_percent or high_percent else unit
        ranges.append((Fraction(low) * of, Fraction(high) * of))
    return ranges


def _alone(pattern: re.Pattern[str], reading: str) -> list[re.Match[str]]:
    parts = (part.strip() for part in reading.split(";"))
    return [found for part in parts if (found := pattern.fullmatch(part))]
