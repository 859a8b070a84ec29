"""How far `about` reaches: ±20 %, unless the claim's reading states a range.

The grammar, in each part between semicolons: `±10 %` (also `+-`, `+/-`, plus or minus), of the value; `±300`, in the
value's own unit; `±5 percentage points`; `10..20`, from and to, in the value's own unit too: of about 50 % these are
percent. No other number, and no unit of another thing (thousands, days), may follow at once. `10 to 20`, `10-20` and
`10 %` count only where they are the whole part, because prose has such words for other things. What looks like a range
and is none of these is unclear; the rest is a note.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from lockgate.insight.observer.digits import PERCENT, may_be_thousands
from lockgate.insight.observer.look_alike import looks_like_a_range, without_dates

ABOUT = Fraction(1, 5)

_NUMBER = r"([0-9]{1,12}(?:\.[0-9]{1,12})?)"
_POINTS = rf"(?:percentage|{PERCENT})[ -]?points?|points?|pp"
_OF = rf"(?:\s*({PERCENT}))?"
_OF_OR_POINTS = rf"(?:\s*(?:({_POINTS})|({PERCENT})))?"
_OF_ANOTHER_THING = r"thousand|million|hundred|dozen|days?|weeks?|months?|years?"
_NO_MORE = rf"(?!(?:(?:or|to|and)\s+)?[\d±+−]|(?:{_POINTS}|{PERCENT}|{_OF_ANOTHER_THING})(?!\w))"
_END = rf"(?=\s*(?:$|\)(?!\w)|[,.:](?:$|\s+{_NO_MORE}))|\s+(?:\(|[-–—]\s+)?{_NO_MORE})"
_PLUS_MINUS = r"(?:±|\+/?[-−]|plus(?: or |/|-)minus)"

_SPREAD = re.compile(rf"{_PLUS_MINUS}\s*{_NUMBER}{_OF_OR_POINTS}{_END}", re.IGNORECASE)
_RANGE = re.compile(rf"(?<![0-9.,]){_NUMBER}{_OF}\s*\.\.\s*{_NUMBER}{_OF}{_END}", re.IGNORECASE)
_SPREAD_ALONE = re.compile(
    rf"(within\s+)?{_NUMBER}\s*(?:({_POINTS})|({PERCENT}))(\s+up (?:and|or) down|\s+either way)?\.?", re.IGNORECASE
)
_RANGES_ALONE = (
    re.compile(rf"between\s+{_NUMBER}{_OF}\s*and\s*{_NUMBER}{_OF}\.?", re.IGNORECASE),
    re.compile(rf"(?:from\s+|between\s+)?{_NUMBER}{_OF}\s*(?:to|-|–)\s*{_NUMBER}{_OF}\.?", re.IGNORECASE),
)
_MARK = re.compile(
    r"±|∓|(?<![^\W\d_])(?<!\+)\+\s*/?\s*[-−–]|[-−–]\s*/\s*\+|plus\W*(?:or\W+)?minus|[\d%]\s*(?:\.{2,}|…)\s*\d|\d\s*\.\.(?!\.)|"
    r"(?<!\.)\.\.\s*\d|(?:^|(?<=[\s(/]))[+−-]\d",
    re.IGNORECASE,
)
_MAY_STAND_BEFORE = re.compile(r"(?:^|[(,:]\s+|\(|[^\W\d_]\s+|[\"'”’)]\s+)$")
_GOES_ON_BEFORE = re.compile(r"\b(?:to|and|or|minus|plus|than|least|most|not)\s+$", re.IGNORECASE)


class UnclearRange(ValueError):
    """A reading states a range that cannot be taken as one; the text says why, without a full stop."""


class _Scale(NamedTuple):
    """What a number of the reading is measured in. `unit` is that of the value's own digits."""

    value: Fraction
    unit: Fraction
    is_share: bool


def range_about(
    value: Fraction, reading: str, *, unit: Fraction = Fraction(1), is_share: bool = False
) -> tuple[Fraction, Fraction]:
    """Return the least and the most that "about `value`" may mean.

    `unit` is that of the digits of the value, 1/100 where it was given in percent. Raises UnclearRange where several
    ranges are stated, one that cannot be, one that leaves out the value, or what looks like one and is not clear.

    >>> range_about(Fraction(2000), "±10 %; rounded by the speaker")
    (Fraction(1800, 1), Fraction(2200, 1))
    >>> range_about(Fraction(2000), "since April")
    (Fraction(1600, 1), Fraction(2400, 1))
    >>> range_about(Fraction(1, 2), "40..60", unit=Fraction(1, 100))
    (Fraction(2, 5), Fraction(3, 5))
    """
    scale = _Scale(value, unit, is_share)
    parts = [part.strip() for part in reading.split(";")]
    found = {stated for part in parts for stated in _stated_in(part, scale)}
    if len(found) > 1:
        raise UnclearRange("Its reading states more than one range")
    if not found:
        for part in parts:
            if phrase := looks_like_a_range(part, value, unit):
                raise UnclearRange(f"Its reading says {phrase!r}, which may be its range or another thing")
        return value * (1 - ABOUT), value * (1 + ABOUT)
    low, high = found.pop()
    if low > high:
        raise UnclearRange("Its reading states a range that ends below its beginning")
    if not low <= value <= high:
        raise UnclearRange("Its reading states a range that leaves out its own value")
    return max(low, Fraction(0)), high


def _stated_in(part: str, scale: _Scale) -> list[tuple[Fraction, Fraction]]:
    as_written, part = part, without_dates(part)
    if alone := _SPREAD_ALONE.fullmatch(part):
        within, number, points, percent, around = alone.groups()
        if not (within or around) and scale.is_share and Fraction(number) / 100 == scale.value:
            raise UnclearRange(f"Its reading says {as_written!r}, which may be its value again")
        return [_spread(scale, number, points, percent)]
    for pattern in _RANGES_ALONE:
        if alone := pattern.fullmatch(part):
            return [_range(scale, *alone.groups())]
    spreads = [found for found in _SPREAD.finditer(part) if _may_begin(found, part)]
    ranges = [found for found in _RANGE.finditer(part) if _may_begin(found, part)]
    clear = [found.span() for found in (*spreads, *ranges)]
    marks = [found.span() for found in _MARK.finditer(part)]
    if not all(any(start <= first and last <= end for start, end in clear) for first, last in marks):
        if len(marks) > 1:
            raise UnclearRange("Its reading states more than one range")
        raise UnclearRange(f"Its reading says {as_written!r}, whose range is not written clearly")
    return [
        *(_spread(scale, *found.groups()) for found in spreads),
        *(_range(scale, *found.groups()) for found in ranges),
    ]


def _may_begin(found: re.Match[str], part: str) -> bool:
    before = part[: found.start()]
    return bool(_MAY_STAND_BEFORE.search(before)) and not _GOES_ON_BEFORE.search(before)


def _spread(scale: _Scale, number: str, points: str | None, percent: str | None) -> tuple[Fraction, Fraction]:
    if points and not scale.is_share:
        raise UnclearRange("Its reading states a range in percentage points, and the measure is a count")
    if points:
        spread = Fraction(number) / 100
    elif percent:
        spread = scale.value * Fraction(number) / 100
    else:
        spread = _in_own_unit(number, scale)
    _refuse_more_than_the_whole(spread, scale)
    return scale.value - spread, scale.value + spread


def _range(
    scale: _Scale, low: str, low_percent: str | None, high: str, high_percent: str | None
) -> tuple[Fraction, Fraction]:
    if low_percent or high_percent:
        if not scale.is_share:
            raise UnclearRange("Its reading states a range from and to in percent, and the measure is a count")
        # "20..30 %" means percent at both ends.
        ends = Fraction(low) / 100, Fraction(high) / 100
    else:
        ends = _in_own_unit(low, scale), _in_own_unit(high, scale)
    _refuse_more_than_the_whole(ends[1], scale)
    return ends


def _refuse_more_than_the_whole(share: Fraction, scale: _Scale) -> None:
    if scale.is_share and share > 1:
        raise UnclearRange("Its reading states a range of more than the whole, and not in percent")


def _in_own_unit(number: str, scale: _Scale) -> Fraction:
    if not scale.is_share and may_be_thousands(number):
        raise UnclearRange(f"Its reading has the number {number}, whose point may part decimals or thousands")
    return Fraction(number) * scale.unit
