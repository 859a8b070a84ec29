"""What a narrow page must not break in the middle: a day, a time, a reference, a number with its unit."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from lockgate.core.quantities import UNITS

LONGEST = 26
"""Letters of the longest piece that is kept whole; a longer one could be wider than a phone."""
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_UNITS = "|".join(
    sorted(
        (re.escape(unit.symbol) for unit in UNITS.values() if any(map(str.isalpha, unit.symbol))), key=len, reverse=True
    )
)
_PIECES = re.compile(
    rf"\d{{1,2}} {_MONTH} \d{{4}}"
    r"|\d\d:\d\d UTC"
    r"|(?<![\w./-])\w[\w./]*+(?:-[\w./]*\w)+"
    r"|(?:\bNo\.|\b[Ll]ines?|\bparagraph) \d+\b"
    rf"|(?<![\w.-])\d[\d.]* (?:%|(?:{_UNITS}|[A-Z]{{3}}|pieces?|(?:working )?days?|months?)\b)"
)


def in_whole_pieces(text: object) -> SafeString:
    """Return a text as HTML, escaped where it is not, whose pieces don't break over two lines.

    >>> in_whole_pieces("12.5 kg on CA-2026-000001-8")
    '<span class="unbroken">12.5 kg</span> on <span class="unbroken">CA-2026-000001-8</span>'
    """
    if isinstance(text, SafeString):
        return text
    told, at, parts = str(text), 0, list[str]()
    for found in _PIECES.finditer(told):
        if len(found[0]) <= LONGEST:
            parts.append(conditional_escape(told[at : found.start()]))
            parts.append(format_html('<span class="unbroken">{}</span>', found[0]))
            at = found.end()
    return mark_safe("".join([*parts, conditional_escape(told[at:])]))  # noqa: S308  each part is escaped above
