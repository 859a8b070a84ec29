"""Who stands where: destinations by code, the groups of the pack, and what a cell of a requirement's chart column says.

Names become ISO codes by destinations.csv; a name that the table lacks stops the derivation.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.us_ear.source import UnexpectedSource

NAMES = Path(__file__).parent / "destinations.csv"

INHERITS = {"HK": "CN", "LI": "CH", "KY": "GB"}
"""Territories that follow another row: 85 FR 83788, footnote 5, 738.3(b)."""

INHERITS_GROUPS = {"HK": "CN", "LI": "CH"}
"""Territories that follow another destination in the country groups too. The Cayman Islands do not: no text says so."""

EMPTY_COLUMNS = ("AT 1", "AT 2", "FN 5")
"""Groups that the snapshot leaves without a member, or that no rule uses."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A destination is a member of a group."""

    group: str
    member: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of the Country Chart column says: where the requirement applies and how far that is law or prose."""

    tag: str
    citation: str
    kind: str = "licence"
    destinations: tuple[str, ...] = ()
    except_destinations: tuple[str, ...] = ()
    condition: str = ""
    abroad: str = ""


def destination_codes() -> dict[str, str]:
    """Return the codes of all names that the Chart and the country groups use."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["code"] for row in csv.DictReader(file)}


def group_rows(chart: dict[str, Any], groups: dict[str, Any]) -> list[GroupRow]:
    """Return the members of every group: the Chart's rows, its columns and footnotes, and the country groups."""
    codes = destination_codes()
    unknown = sorted(_names(chart, groups) - codes.keys())
    if unknown:
        raise UnexpectedSource(f"destinations.csv lacks: {', '.join(unknown)}")
    members: dict[str, dict[str, str]] = {"Chart": {}}
    for name, row in {**chart["countries"], **chart["embargoed"]}.items():
        code = codes[name]
        members["Chart"][code] = ""
        for column in row.get("marks", []):
            members.setdefault(column, {})[code] = ""
        for footnote in row["footnotes"]:
            members.setdefault(f"FN {footnote}", {})[code] = ""
    for territory, follows in INHERITS.items():
        for group in members.values():
            if follows in group:
                group[territory] = ""
    for name, listed in groups["groups"].items():
        members[name] = {codes[country]: "" for country in listed}
        for territory, follows in INHERITS_GROUPS.items():
            if follows in members[name]:
                members[name][territory] = "derived" if territory == "LI" else ""
    return [
        GroupRow(group, member, doubt)
        for group, held in sorted(members.items())
        if group not in EMPTY_COLUMNS
        for member, doubt in sorted(held.items())
    ]


def _names(chart: dict[str, Any], groups: dict[str, Any]) -> set[str]:
    return {*chart["countries"], *chart["embargoed"], *(name for listed in groups["groups"].values() for name in listed)}


_COLUMN = re.compile(r"^(?P<reason>[A-Z]{2}) Column (?P<number>[123])(?:, See § 742\.6\(a\)\(3\) for license .*)?$")
_SECTION = re.compile(r"\b74[0-9]\.[0-9]+(?:\([A-Za-z0-9]+\))*|\b764\.1\(b\)")

_PROSE: tuple[tuple[Any, ...], ...] = (
    (r"China, Russia,? or Venezuela", {"tag": "CNRUVE", "destinations": ("CN", "HK", "RU", "VE")}),
    (r"Worldwide control|To or within any destination worldwide", {"tag": "ALL"}),
    (
        r"To or within the United Arab Emirates or destinations specified in Country Groups D:1, D:4, and D:5 .*"
        r"excluding any destination also specified in Country Groups A:5 or A:6",
        # The Emirates stand in A:5: the exclusion is of the groups' destinations, not of the one that is named.
        {"tag": "AE", "destinations": ("AE",)},
        {"tag": "D", "destinations": ("D:1", "D:4", "D:5"), "except_destinations": ("A:5", "A:6")},
    ),
    (
        r"To or within destinations specified in Country Groups D:1, D:4, and D:5 .*"
        r"excluding any destination also specified in Country Groups A:5 or A:6",
        {"tag": "D", "destinations": ("D:1", "D:4", "D:5"), "except_destinations": ("A:5", "A:6")},
    ),
    (
        r"To or within Macau or a destination specified in Country Group D:5 ",
        {"tag": "MOD5", "destinations": ("MO", "D:5")},
    ),
    (r"Worldwide \(see § 742\.6\(a\)\(6\)\(ii\)\)", {"tag": "ABROAD", "kind": "extraterritorial", "abroad": "yes"}),
    (r"A license is required for ALL destinations, except Canada", {"tag": "XCA", "except_destinations": ("CA",)}),
    (r"A license is required for all destinations, as specified in § 742\.13", {"tag": "ALL"}),
    (r"A license is required .* to Iraq or Pakistan or transfer", {"tag": "IQPK", "destinations": ("IQ", "PK")}),
    (r"A license is required .* to Iraq (?:or|and) transfer", {"tag": "IQ", "destinations": ("IQ",)}),
    (r"A license is required .* to Pakistan or transfer", {"tag": "PK", "destinations": ("PK",)}),
    (r"A license is required .* to North Korea for anti-terrorism reasons", {"tag": "KP", "destinations": ("KP",)}),
    (r"See § 746\.8 for specific license requirements", {"tag": "RUBY", "destinations": ("RU", "BY")}),
    (
        r"See § 742\.6\(a\)\(11\)",
        {"tag": "READ", "kind": "reading", "condition": "The cell only refers to 742.6(a)(11), which isn't held."},
    ),
    (
        r"Refer to § 742\.15",
        {"tag": "READ", "kind": "reading", "condition": "Encryption: the cell only refers to 742.15, which isn't held."},
    ),
    (
        r"See § 742\.14",
        {"tag": "READ", "kind": "reading", "condition": "The cell only refers to 742.14, which isn't held."},
    ),
    (
        r"A license is required for CW reasons to CWC non-States Parties .*except for Israel and Taiwan",
        {
            "tag": "READ",
            "kind": "reading",
            "except_destinations": ("IL", "TW"),
            "condition": "For destinations that are no party to the Chemical Weapons Convention (745 Supp. 2, not held).",
        },
    ),
    (
        r"Unless a License Exception is available",
        {"tag": "READ", "kind": "reading", "condition": "NP applies unless a licence exception is available; see 742.3(b)."},
    ),
    (
        r"\(no cell\)",
        {"tag": "READ", "kind": "reading", "condition": "The cell with the column is missing in the source."},
    ),
)


def is_united_nations(cell: str) -> bool:
    """Tell whether the cell refers to the controls of the UN Security Council."""
    return bool(re.match(r"See § (?:746\.1(?:\(b\))?|764\.1\(b\)) (?:of the EAR )?for UN controls$", cell.rstrip(".")))


def read_cell(code: str, cell: str) -> tuple[Cell, ...]:
    """Return what the cell says for the entry `code`, one value for each group of destinations that it treats alike.

    Raises UnexpectedSource when no reading of the cell is known.
    """
    entry = f"15 CFR 774 Supp. 1, {code}"
    column = _COLUMN.match(cell.rstrip("."))
    if column:
        number = column["number"]
        citation = f"{entry}; 738 Supp. 1, {column['reason']} Column {number}"
        return (Cell(tag=number, citation=citation, destinations=(f"{column['reason']} {number}",)),)
    sections = ", ".join(dict.fromkeys(_SECTION.findall(cell)))
    citation = f"{entry}; {sections}" if sections else entry
    for pattern, *meanings in _PROSE:
        if re.match(pattern, cell):
            return tuple(Cell(citation=citation, **meaning) for meaning in meanings)
    raise UnexpectedSource(f"{code}: no reading is known of the cell: {cell}")
