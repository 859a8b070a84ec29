"""The licence exceptions that an entry names, as measures that show a way to satisfy a requirement.

They never move an outcome. A text that only bars an exception is left out; one that limits it stays, shortened.
"""

from __future__ import annotations

import re
from typing import Any

from tools.us_ear.measure import LONGEST_TEXT, Measure, shortened
from tools.us_ear.scope import parse_paragraphs
from tools.us_ear.source import Eccn, UnexpectedSource

DESTINATIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "GBS": (("B",), ""),
    "LVS": (("B",), "remembered"),
    "TSR": (("B",), "remembered"),
    "STA": (("A:5", "A:6"), "derived"),
}
"""Where an exception may be used, and how far that was read: in the title of 740.4, from memory, in the labels."""

SANCTIONED = ("E:1", "E:2", "RU", "BY")
"""Where no exception of the list is shown unless its destinations are known: 740.2 and part 746, from memory."""

_FOR_PARAGRAPHS = re.compile(r"^(?:Yes|\$[0-9,]+):?,? (?:for )?(?:items in )?(?P<list>[^;]+)$")
_BARRED = re.compile(r"^(?:N/A|License Exception STA may not be used for [0-9][A-E][0-9]{3})$")


def exception_sections(catalogue: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return for each symbol ("LVS") the section of part 740 and its title."""
    return {
        symbol: (exception["sectionNumber"], exception["title"])
        for exception in catalogue["exceptions"]
        for symbol in exception["symbols"]
    }


def licence_exceptions(entries: list[Eccn], catalogue: dict[str, Any]) -> list[Measure]:
    """Return one measure for each exception that an entry names; raises UnexpectedSource for an unknown symbol."""
    sections = exception_sections(catalogue)
    rules = []
    for eccn in entries:
        for symbol, text in sorted(eccn.flags):
            if symbol not in sections:
                raise UnexpectedSource(f"{eccn.code}: part 740 has no licence exception {symbol}")
            if _BARRED.match(text.rstrip(".")):
                continue
            section, _ = sections[symbol]
            destinations, doubt = DESTINATIONS.get(symbol, ((), "remembered"))
            said = text if not text.endswith("except for the following:") else f"{text} (list not in the source)"
            rules.append(
                Measure(
                    id=f"US-{eccn.code}-{symbol}",
                    kind="licence_exception",
                    paragraph=symbol,
                    entries=_reached(eccn.code, text),
                    destinations=destinations,
                    except_destinations=() if destinations else SANCTIONED,
                    condition=shortened(f"{symbol}: {said}", LONGEST_TEXT),
                    instrument=f"EAR-{section}",
                    citation=f"15 CFR 774 Supp. 1, {eccn.code}; {section}",
                    doubt=doubt or eccn.doubt,
                )
            )
    return rules


def _reached(code: str, text: str) -> tuple[str, ...]:
    """Return the paragraphs to which "$500 for 0A501.c, .d, and .x" confines an exception, else the entry."""
    match = _FOR_PARAGRAPHS.match(text.rstrip("."))
    return (match and parse_paragraphs(code, match["list"])) or (code,)
