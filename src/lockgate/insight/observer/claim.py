"""A claim: what somebody said in public of a count or a share, read as the interval in which the truth then lies."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from lockgate.insight.observer.digits import PERCENT, may_be_thousands
from lockgate.insight.observer.quantity import Counts, Measure, Quantity
from lockgate.insight.observer.tolerance import UnclearRange, range_about

RELATIONS = ("=", "<", "<=", ">", ">=", "about", "between")
LARGEST = 1_000_000_000
DECIMALS_MAX = 12
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(rf"([0-9]{{1,12}})(?:\.([0-9]*))?\s*({PERCENT})?")
_RANGES_OF_A_COUNT = (
    "Write ±10 %, ±300 or 1000..2000, in plain digits and between semicolons; ±20 % if only another thing is meant."
)
_RANGES_OF_A_SHARE = (
    "Write ±10 % (of the value), ±5 percentage points or 20..30 %, in plain digits and between semicolons; "
    "±20 % if only another thing is meant."
)
_NEGATIVE = re.compile(r"[-−]\s*[0-9.]+\s*%?")


class Unreadable(ValueError):
    """A row that is no claim; the text is the reason, a whole sentence."""


class Interval(NamedTuple):
    """From `low` to `high`; None is no end. An end that is `open` does not belong to it."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement. `line` is its line in the file, `interval` what it says of `quantity`, `said` its own words."""

    line: int
    id: str
    quantity: Quantity
    interval: Interval
    said: str
    speaker: str
    speaker_kind: str
    reading: str
    source: str

    @property
    def words(self) -> str:
        """The claim with its name, its speaker and its day, for a sentence."""
        q = self.quantity
        who = f"{self.speaker}, " if self.speaker else ""
        return f"{self.id} ({who}{q.date}: {q.measure} of {q.population} in {q.counts} {self.said})"


def claim_of(row: Mapping[str, str], line: int) -> Claim:
    """Read one row of a table of claims. Raises Unreadable, with the reason, where it says nothing that can be used."""
    if not row["id"]:
        raise Unreadable("It has no id, so no bound could name it.")
    quantity = _quantity(row)
    relation = row["relation"].lower()
    if relation not in RELATIONS:
        raise Unreadable(f"{row['relation']!r} is no relation; these are: {', '.join(RELATIONS)}.")
    if not row["value"]:
        raise Unreadable("It gives no number.")
    is_share = quantity.measure is Measure.SHARE_APPROVED
    interval = _interval(relation, row, is_share=is_share)
    if not is_share:
        interval = _in_whole_numbers(interval)
    said = f"between {row['value']} and {row['high']}" if relation == "between" else f"{relation} {row['value']}"
    told = {name: row[name] for name in ("speaker", "speaker_kind", "reading", "source")}
    return Claim(line, row["id"], quantity, interval, said, **told)


def _quantity(row: Mapping[str, str]) -> Quantity:
    try:
        if not _DATE.fullmatch(row["date"]):
            raise ValueError
        date = dt.date.fromisoformat(row["date"])
    except ValueError:
        raise Unreadable(f"{row['date']!r} is no date; write it as 2025-09-18.") from None
    if not row["population"]:
        raise Unreadable("It names no population.")
    if row["measure"] not in tuple(Measure):
        raise Unreadable(f"{row['measure']!r} is no measure; these are: {', '.join(Measure)}.")
    if row["counts"] not in tuple(Counts):
        raise Unreadable(f"{row['counts']!r} does not say what is counted: applications or firms.")
    return Quantity(date, row["population"], Counts(row["counts"]), Measure(row["measure"]))


def _interval(relation: str, row: Mapping[str, str], *, is_share: bool) -> Interval:
    value, half = _number(row["value"], is_share=is_share)
    if relation != "between" and row["high"]:
        raise Unreadable("It has a high end, which belongs to the relation between.")
    if relation == "about":
        try:
            unit = Fraction(1, 100) if _is_percent(row["value"]) else Fraction(1)
            low, high = range_about(value, row["reading"], unit=unit, is_share=is_share)
        except UnclearRange as unclear:
            mend = _RANGES_OF_A_SHARE if is_share else _RANGES_OF_A_COUNT
            raise Unreadable(f"{unclear}, so nobody can tell how far about reaches. {mend}") from None
        return Interval(low, high)
    if relation == "between":
        if not row["high"]:
            raise Unreadable("It is between two numbers and gives only one.")
        high = _number(row["high"], is_share=is_share)[0]
        if high < value:
            raise Unreadable(f"It is between {row['value']} and {row['high']}, which ends below its beginning.")
        return Interval(value, high)
    if relation == "=" and is_share:
        above_all = value + half > 1
        return Interval(max(value - half, Fraction(0)), min(value + half, Fraction(1)), high_open=not above_all)
    return {
        "=": Interval(value, value),
        "<": Interval(None, value, high_open=True),
        "<=": Interval(None, value),
        ">": Interval(value, None, low_open=True),
        ">=": Interval(value, None),
    }[relation]


def _is_percent(text: str) -> bool:
    found = _NUMBER.fullmatch(text)
    return bool(found and found[3])


def _number(text: str, *, is_share: bool) -> tuple[Fraction, Fraction]:
    """Return the number, and half a unit of its last digit: 25 % is 0.25 and 0.005."""
    if _NEGATIVE.fullmatch(text):
        raise Unreadable(f"It is below 0 ({text}), which neither a count nor a share can be.")
    if not (found := _NUMBER.fullmatch(text)):
        raise Unreadable(f"{text!r} is no number; write it in plain digits, and the relation in its own column.")
    whole, decimals, percent = found[1], found[2] or "", found[3]
    if len(decimals) > DECIMALS_MAX:
        raise Unreadable(f"{text} has more than {DECIMALS_MAX} decimals; round it.")
    if not is_share and may_be_thousands(text):
        raise Unreadable(f"{text} may have decimals or thousands after its point; write it without the point.")
    value, half = Fraction(f"{whole}.{decimals or 0}"), Fraction(1, 2 * 10 ** len(decimals))
    if percent:
        if not is_share:
            raise Unreadable(f"{text} is a share, and the measure is a count.")
        value, half = value / 100, half / 100
    if is_share and value > 1:
        raise Unreadable(f"{text} is no share of a whole; write 0.25 or 25 %.")
    if value > LARGEST:
        raise Unreadable(f"{text} is more than {LARGEST:,}, which nobody has counted.")
    return value, half


def _in_whole_numbers(interval: Interval) -> Interval:
    low, high = interval.low, interval.high
    if low is not None:
        low = Fraction(math.floor(low) + 1 if interval.low_open else math.ceil(low))
    if high is not None:
        high = Fraction(math.ceil(high) - 1 if interval.high_open else math.floor(high))
    if low is not None and high is not None and low > high:
        raise Unreadable("No whole number lies where it says that the count lies.")
    return Interval(low, high)
