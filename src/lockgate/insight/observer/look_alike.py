"""What in a reading looks like a range of the claim without being written as one: too near to be passed over."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from lockgate.insight.observer.digits import PERCENT

_YEAR_FIRST = r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?"
_DAY_FIRST = r"[0-3]?\d([./])[01]?\d\1(?:19|20)\d\d"
_DATE = re.compile(rf"(?<![\d,/-])(?<!\d\.)(?:{_YEAR_FIRST}|{_DAY_FIRST})(?![\d/-]|[.,]\d)")
_BELOW_ONE = re.compile(r"0[.,]\d+")
_LOOSE = rf"({_BELOW_ONE.pattern}|\d+(?:[.,'’\s]\d{{3}}(?!\d))*(?:[.,]\d+)?)"
_BEFORE_A_GROUP = re.compile(r"[.,'’\s](?=\d{3}(?!\d))")
_FROM_TO = re.compile(
    rf"(between\s+(?:[a-z]+\s+)?)?(?<![\d.,]){_LOOSE}\s*({PERCENT})?\s*(to|and|[-–—−])\s*{_LOOSE}\s*({PERCENT})?",
    re.IGNORECASE,
)
_IN_WORDS = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    "eighty|ninety|(?:a )?hundred|(?:a )?thousand)"
)
_OF_A_SPREAD = re.compile(
    r"give or take|up (?:and|or) down|either way|margin of error|"
    r"within\s+(?:[\d.,]+\s*(?:%|per|pp|points)|an?\s+\w+\s+of\b)|"
    rf"between\s+{_IN_WORDS}(?:[\s-]{_IN_WORDS})*\s+and\s+(?:{_IN_WORDS}|\d)",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"[,:]\s+|[()\"“”]|\s[–—-]\s(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"20[0-4]\d")
_COULD_BE_YEARS = (1_000, 4_000)
"""A value between these could have what is written like a year as an end of its range."""
_HEDGE = re.compile(r"about|around|approximately|approx|ca|circa|roughly|some|perhaps|maybe|or", re.IGNORECASE)
_OF_RANGES = re.compile(
    r"from|between|to|and|within|up|down|plus|minus|at|least|most|less|more|than|under|over|below|above|until|through|"
    r"max|min|maximum|minimum|low|high|lower|upper|limit|range|percent|per|cent|percentage|points?|pp|pct",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"(?<![<>])=")
_SIGNS = re.compile(r"[%‰<>≤≥~±]|^[+−-]")


def without_dates(text: str) -> str:
    """Return the text with words for its dates, whose digits and dashes are no range."""
    return _DATE.sub("that day", text)


def looks_like_a_range(part: str, value: Fraction, unit: Fraction) -> str | None:
    """Return the words that seem to say how far about reaches, or None where the part is a note.

    That is what speaks of a spread ("give or take"); from and to, where the value lies between them, as it does not
    between the years or the firms that prose speaks of; and a phrase that has nothing but numbers and words of ranges.
    """
    if _OF_A_SPREAD.search(part):
        return part
    without = without_dates(part)
    for found in _FROM_TO.finditer(without):
        between, low, low_percent, joined, high, high_percent = found.groups()
        if joined.lower() == "and" and not between:
            continue
        of = Fraction(1, 100) if low_percent or high_percent else unit
        if _loosely(low) * of <= value <= _loosely(high) * of:
            return found[0].strip()
    for phrase in _PHRASE.split(without):
        if _is_all_range(phrase.strip(" ."), value, unit):
            return phrase.strip()
    return None


def _is_all_range(phrase: str, value: Fraction, unit: Fraction) -> bool:
    numbers = re.findall(_LOOSE, phrase)
    of_ranges = [bool(_OF_RANGES.fullmatch(word)) for word in _WORD.findall(phrase) if not _HEDGE.fullmatch(word)]
    if not numbers or not all(of_ranges) or _EQUALS.search(phrase):
        return False
    least, most = _COULD_BE_YEARS
    if all(_YEAR.fullmatch(number) for number in numbers) and not least <= value <= most:
        return False
    of = Fraction(1, 100) if re.search(PERCENT, phrase, re.IGNORECASE) else unit
    if len(numbers) == 1 and _loosely(numbers[0]) * of == value:
        return False
    return bool(len(numbers) > 1 or of_ranges or _SIGNS.search(phrase))


def _loosely(number: str) -> Fraction:
    if not _BELOW_ONE.fullmatch(number):
        number = _BEFORE_A_GROUP.sub("", number)
    # Fraction of a text refuses one of thousands of digits.
    return Fraction(Decimal(number.replace(",", ".")))
