"""Rules that stand elsewhere than in the requirement rows: footnotes, item texts, 738.3, and parts 744 and 746.

Two tables written by hand hold them. A row of beyond_rows.csv names the place and the words that it rests on; a row of
conditions.csv names the section and the fact of `us_ear_conditions`. The words and sections are checked here.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.us_ear.measure import Measure, from_cells
from tools.us_ear.source import Eccn, UnexpectedSource

BEYOND_ROWS = Path(__file__).parent / "beyond_rows.csv"
CONDITIONS = Path(__file__).parent / "conditions.csv"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rules_beyond_rows(entries: Iterable[Eccn], chart: dict[str, Any]) -> list[Measure]:
    """Return the rules of footnotes and texts; raises UnexpectedSource when the words they rest on are gone.

    A rule about entries that none of `entries` names is left out, so that an excerpt of the list can be derived.
    """
    texts = {eccn.code: _everything(eccn) for eccn in entries}
    rules = []
    for row in _rows(BEYOND_ROWS):
        rule = from_cells(row)
        named = {code.partition(".")[0] for code in rule.entries} - {"any", "EAR99"}
        if not named <= texts.keys():
            continue
        if not _stands(row["place"], row["rests_on"], named, texts, chart):
            raise UnexpectedSource(f"{rule.id}: {row['place']} no longer says: {row['rests_on']}")
        rules.append(rule)
    return rules


def _everything(eccn: Eccn) -> str:
    return " ".join((eccn.heading, *(f"{row.control} {row.cell}" for row in eccn.rows), *eccn.texts))


def _stands(place: str, words: str, named: set[str], texts: dict[str, str], chart: dict[str, Any]) -> bool:
    """Tell whether the source still holds what a rule rests on."""
    if place.startswith("footnote "):
        return words in chart["footnotes"][place.removeprefix("footnote ")]
    if place == "allDestinationsEntries":
        return words in json.dumps(chart["allDestinationsEntries"])
    if place.startswith("cited "):
        return named <= _citing(place.removeprefix("cited "), texts)
    return words in texts[place]


def _citing(section: str, texts: dict[str, str]) -> set[str]:
    """Return the entries whose text cites a section, such as 744.17."""
    return {code for code, text in texts.items() if f"§ {section} " in text or f"Section {section} " in text}


def conditions(source: Path) -> list[Measure]:
    """Return parts 744 and 746 as measures; raises UnexpectedSource when a condition is not encoded, or gone."""
    told = {(row["section"], row["fact"]): row for row in _rows(source)}
    encoded = _rows(CONDITIONS)
    differing = told.keys() ^ {(row["section"], row["fact"]) for row in encoded}
    if differing:
        raise UnexpectedSource(f"conditions.csv and {source} differ in: {sorted(differing)}")
    rules = []
    for row in encoded:
        condition = told[row["section"], row["fact"]]
        if not row["id"]:
            continue
        rule = from_cells(row)
        policy = {"": condition["review_policy"], "-": ""}.get(rule.review_policy, rule.review_policy)
        rules.append(
            replace(
                rule,
                review_policy=policy if rule.kind in ("licence", "review") else "",
                doubt=rule.doubt or ("" if condition["confidence"] == "sourced" else "remembered"),
            )
        )
    return rules
