"""Who stands where: destinations by code, the groups of the pack, and what a cell of a requirement's chart column says.

Names become ISO codes by destinations.csv; a name that the table lacks stops the derivation.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tools.us_ear.source import UnexpectedSource

NAMES = Path(__file__).parent / "destinations.csv"

FOLLOWS = {"HK": ("CN", ""), "LI": ("CH", ""), "KY": ("GB", "")}
"""Territories that follow another row of the Chart, with the doubt of it: 85 FR 83788, footnote 5, 738.3(b)."""

FOLLOWS_IN_GROUPS = {"HK": ("CN", ""), "LI": ("CH", "derived")}
"""Those that follow another destination in the country groups too. Footnote 5 speaks of requirements, not of groups;
no text speaks of the Cayman Islands' groups."""

UNUSED = ("FN 5",)
"""Footnotes that only say what FOLLOWS says."""


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
    citation: str = ""
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
    members = _with_followers(_marked(chart, codes), FOLLOWS)
    listed = {name: {codes[country]: "" for country in held} for name, held in groups["groups"].items()}
    members |= _with_followers(listed, FOLLOWS_IN_GROUPS)
    return [
        GroupRow(group, member, doubt)
        for group, held in sorted(members.items())
        if group not in UNUSED
        for member, doubt in sorted(held.items())
    ]


def _marked(chart: dict[str, Any], codes: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the Chart's rows, columns and footnotes as groups, each member with its doubt."""
    members: dict[str, dict[str, str]] = {"Chart": {}}
    for name, row in {**chart["countries"], **chart["embargoed"]}.items():
        for group in ("Chart", *row.get("marks", []), *(f"FN {footnote}" for footnote in row["footnotes"])):
            members.setdefault(group, {})[codes[name]] = ""
    return members


def _with_followers(
    members: dict[str, dict[str, str]], followers: dict[str, tuple[str, str]]
) -> dict[str, dict[str, str]]:
    """Add the territories to the groups of the destination that they follow, unless they stand there already."""
    return {
        group: {territory: doubt for territory, (followed, doubt) in followers.items() if followed in held} | held
        for group, held in members.items()
    }


def _names(chart: dict[str, Any], groups: dict[str, Any]) -> set[str]:
    return {
        *chart["countries"],
        *chart["embargoed"],
        *(name for listed in groups["groups"].values() for name in listed),
    }


_COLUMN = re.compile(r"^(?P<reason>[A-Z]{2}) Column (?P<number>[123])(?:, See § 742\.6\(a\)\(3\) for license .*)?$")
_SECTION = re.compile(r"\b74[0-9]\.[0-9]+(?:\([A-Za-z0-9]+\))*|\b764\.1\(b\)")

_OF_GROUPS = Cell("D", destinations=("D:1", "D:4", "D:5"), except_destinations=("A:5", "A:6"))
_GROUPS = "destinations specified in Country Groups D:1, D:4, and D:5 .*excluding any .* Country Groups A:5 or A:6"
_NOT_HELD = "The cell only refers to {}, which isn't held."
_NO_PARTY = "For destinations that are no party to the Chemical Weapons Convention (745 Supp. 2, not held)."

_PROSE: tuple[tuple[str, tuple[Cell, ...]], ...] = (
    (r"China, Russia,? or Venezuela", (Cell("CNRUVE", destinations=("CN", "HK", "RU", "VE")),)),
    (r"Worldwide control|To or within any destination worldwide", (Cell("ALL"),)),
    # The Emirates stand in A:5: the exclusion is of the groups' destinations, not of the one that is named.
    (
        rf"To or within the United Arab Emirates or {_GROUPS}",
        (Cell("AE", destinations=("AE",)), _OF_GROUPS),
    ),
    (
        rf"To or within {_GROUPS}",
        (_OF_GROUPS,),
    ),
    (
        r"To or within Macau or a destination specified in Country Group D:5 ",
        (Cell("MOD5", destinations=("MO", "D:5")),),
    ),
    (r"Worldwide \(see § 742\.6\(a\)\(6\)\(ii\)\)", (Cell("ABROAD", kind="extraterritorial", abroad="yes"),)),
    (r"A license is required for ALL destinations, except Canada", (Cell("XCA", except_destinations=("CA",)),)),
    (r"A license is required for all destinations, as specified in § 742\.13", (Cell("ALL"),)),
    (r"A license is required .* to Iraq or Pakistan or transfer", (Cell("IQPK", destinations=("IQ", "PK")),)),
    (r"A license is required .* to Iraq (?:or|and) transfer", (Cell("IQ", destinations=("IQ",)),)),
    (r"A license is required .* to Pakistan or transfer", (Cell("PK", destinations=("PK",)),)),
    (r"A license is required .* to North Korea for anti-terrorism reasons", (Cell("KP", destinations=("KP",)),)),
    (r"See § 746\.8 for specific license requirements", (Cell("RUBY", destinations=("RU", "BY")),)),
    (r"See § 742\.6\(a\)\(11\)", (Cell("READ", kind="reading", condition=_NOT_HELD.format("742.6(a)(11)")),)),
    (r"Refer to § 742\.15", (Cell("READ", kind="reading", condition=f"Encryption. {_NOT_HELD.format('742.15')}"),)),
    (r"See § 742\.14", (Cell("READ", kind="reading", condition=_NOT_HELD.format("742.14")),)),
    (
        r"A license is required for CW reasons to CWC non-States Parties .*except for Israel and Taiwan",
        (Cell("READ", kind="reading", except_destinations=("IL", "TW"), condition=_NO_PARTY),),
    ),
    (
        r"Unless a License Exception is available",
        (Cell("READ", kind="reading", condition="NP applies unless a licence exception is available: read 742.3(b)."),),
    ),
    (
        r"\(no cell\)",
        (Cell("READ", kind="reading", condition="The cell with the column is missing in the source."),),
    ),
)
"""How a cell of the chart column that names no column begins, and what it says."""


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
    for pattern, meanings in _PROSE:
        if re.match(pattern, cell):
            return tuple(replace(meaning, citation=citation) for meaning in meanings)
    raise UnexpectedSource(f"{code}: no reading is known of the cell: {cell}")
