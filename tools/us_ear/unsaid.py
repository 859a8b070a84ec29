"""What no requirement row says, made visible so that it cannot read as free.

Entries without a row, paragraphs that no row of their entry speaks of, and reasons for control that no row carries
become measures of the kind `reading`, each with a sentence that says why. `derive` adds them.
"""

from __future__ import annotations

import re

from tools.us_ear.measure import Measure
from tools.us_ear.requirements import Requirement
from tools.us_ear.source import Eccn


def rest_of_entries(entries: list[Eccn], found: list[Requirement]) -> list[Measure]:
    """Return a reading row for the paragraphs of an entry that none of its rows speaks of."""
    rules = []
    for eccn in entries:
        own = [requirement.measure for requirement in found if requirement.code == eccn.code]
        if not own or any(eccn.code in rule.entries for rule in own):
            continue
        spoken_of = tuple(sorted({code for rule in own for code in rule.entries}))
        rules.append(
            Measure(
                id=f"US-{eccn.code}-REST",
                kind="reading",
                entries=(eccn.code,),
                except_entries=_shortest(spoken_of),
                instrument="EAR-774",
                citation=f"15 CFR 774 Supp. 1, {eccn.code}",
                condition="No row of the entry speaks of its other paragraphs; read its Related Controls (ITAR, NRC).",
            )
        )
    return rules


def _shortest(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out codes that lie below another one."""
    return tuple(code for code in codes if not any(code.startswith(f"{other}.") for other in codes))


_WHY_NO_ROWS = (
    (r"“?subject to the ITAR", "Subject to the ITAR (22 CFR parts 120 to 130): another regime, not held."),
    (r"(?i:is|are) (?i:controlled) by ECCN (?P<code>[0-9][A-E][0-9]{3})", ""),
    (r"See Related Controls Paragraph", "The entry has no row and refers to its Related Controls (USML and 9A604)."),
    (
        r"provides at least a significant military or intelligence advantage",
        "The items of this temporary entry are named elsewhere in the regulation, in a list that isn't held.",
    ),
    (r"Munitions List", "The entry has no row: what it once covered may stand in the 600 series or in the USML."),
)
_WHY_REASON = {
    "SS": "Controlled for short supply: read part 754, which isn't held.",
    "CC": "The entry names CC but the source holds no row: read the entry and part 742.",
    "AT": "The entry names AT but the source holds no row: read the entry and part 742.",
}


def entries_without_rows(entries: list[Eccn], encoded: set[str]) -> list[Measure]:
    """Return a reading row for each entry without a requirement row, but for those in `encoded`."""
    return [
        Measure(
            id=f"US-{eccn.code}-READ",
            kind="reading",
            entries=(eccn.code,),
            instrument="EAR-774",
            citation=f"15 CFR 774 Supp. 1, {eccn.code}",
            reason=eccn.reasons if eccn.reasons in _WHY_REASON else "",
            condition=_why_no_rows(eccn),
        )
        for eccn in entries
        if not eccn.rows and eccn.code not in encoded
    ]


def _why_no_rows(eccn: Eccn) -> str:
    text = " ".join((eccn.heading, *eccn.texts))
    for pattern, why in _WHY_NO_ROWS:
        match = re.search(pattern, text)
        if match:
            return why or f"The heading sends the items to ECCN {match['code']}: ask about that entry."
    if eccn.reasons in _WHY_REASON:
        return _WHY_REASON[eccn.reasons]
    return "The entry has neither a reason for control nor a row in the source: read it."


def reasons_without_rows(entries: list[Eccn], encoded: set[tuple[str, str]]) -> list[Measure]:
    """Return a reading row for each reason for control that an entry names and no row carries."""
    rules = []
    for eccn in entries:
        if not eccn.rows:
            continue
        named = {*re.findall(r"\b(?:NS|RS|AT|MT|NP|CB|CC|CW|FC|UN|SL|EI|SI|SS)(?![A-Za-z])", eccn.reasons)}
        carried = {row.control[:2] for row in eccn.rows}
        for reason in sorted(named - carried):
            if (eccn.code, reason) in encoded:
                continue
            rules.append(
                Measure(
                    id=f"US-{eccn.code}-{reason}-READ",
                    kind="reading",
                    entries=(eccn.code,),
                    instrument="EAR-774",
                    citation=f"15 CFR 774 Supp. 1, {eccn.code}",
                    reason=reason,
                    condition=f"The entry names {reason} as a reason for control, but none of its rows carries it.",
                )
            )
    return rules
