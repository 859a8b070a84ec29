"""Derive the tables of the pack cn-dual-use from the dated tables in ../shared/data/cn_regime.

Run by hand: `python tools/derive_cn_dual_use.py ../shared/data/cn_regime
src/lockgate/regimes/packs/cn-dual-use`; the same source gives the same bytes. regime.toml, cases.yaml
and SOURCE.md of the pack are written by hand and stay as they are. Our own readings stand here as
tables, and in words in SOURCE.md; the script refuses to write where they and the source disagree.
"""

import csv
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

Row = dict[str, str]

SUSPENDS = {
    "CN-2025-70": ["CN-2025-55", "CN-2025-56", "CN-2025-57", "CN-2025-58", "CN-2025-61", "CN-2025-62"],
    "CN-2025-72": ["M-2024-46-2A", "M-2024-46-2B"],
    "CN-2025-1106": ["M-2025-21-CL"],
}
"""What each suspending instrument suspends: whole notices (their entries rest too), or single measures."""

SUSPENSION_NOTES = {
    "CN-2025-70": "from the day of issue; one paper says from 2025-11-10. No text found on what followed",
    "CN-2025-72": "no text found on what follows",
    "CN-2025-1106": "one year, counted to 2026-11-09, not printed. No text found on what followed",
}

KINDS = {
    "licence": ("licence", ""),
    "prohibition": ("prohibition", ""),
    "presumption_of_denial": ("review", "presumption of denial"),
    "stricter_review": ("review", "stricter review"),
    "case_by_case": ("review", "case by case"),
    "extraterritorial": ("extraterritorial", ""),
    "exemption": ("exemption", ""),
    "declaration": ("declaration", ""),
    "general_licence": ("general_licence", ""),
}
"""Kind in the source: (kind, review policy) in the pack."""

CONDUCT = {"M-2025-62-3"}
"""Prohibitions of help by persons, not of an export: shown as a duty."""

ANY_ITEM = {"M-2025-62-2", "M-2025-62-3"}
"""Rows without entries in the source, because they reach every item, listed or not."""

END_USES = {
    "any": [],
    "civil": ["civil"],
    "military": ["military"],
    "any other end use that adds to Japan's military strength": ["adds_to_military_strength"],
    "rare-earth mining; separation; smelting; magnet making; recycling abroad": ["rare_earth_activity_abroad"],
    "weapons of mass destruction; terrorism; military": [
        "nuclear",
        "missile",
        "chemical_biological",
        "terrorism",
        "military",
    ],
    "logic chips <= 14 nm; memory >= 256 layers; equipment and materials for them; AI with potential military use": [
        "advanced_chips",
        "military_ai",
    ],
    "emergency medicine; public-health emergency; disaster relief": ["humanitarian"],
}
"""End uses as the source words them, and the closed words of the pack."""

EVERY_LIST = "military; control list; watch list; subsidiaries and branches held 50 % or more"
NAMED_CUSTOMERS = "named customers of large exporters"
"""A fact of the general licence, said in its condition; it is no word for an end user."""

CONDITIONS = {
    "M-2024-46-3": "whoever passes the item on to the United States against the notice is liable, wherever they are",
    "M-2025-18-DECL": "the remarks field of the declaration says whether the goods are controlled",
    "M-2025-55-58-DECL": 'the remarks field says "dual-use item" with the control code; near misses say '
    '"not controlled" with their parameters',
    "M-2025-61-1": "a licence, where China-origin items of part 1 make up 0.1 % of the value or more",
    "M-2025-61-2": "a licence, where the item was made with China-origin rare-earth technology",
    "M-2025-61-3": "a licence for re-export from abroad",
    "M-2025-61-7": "no licence; report by e-mail within 10 working days after export",
    "M-2025-62-2": "items that are not controlled otherwise, when the exporter knows of that use",
    "M-2025-62-3": "no substantive help to rare-earth activity abroad without a licence",
    "M-2025-GL": "granted for one year to an exporter and its named customer, by practice, without a published rule; "
    "not for parties on a watch list",
    "M-2026-01-3": "whoever passes the item on to Japan against the notice is liable, wherever they are",
    "M-2026-11-CL": "special cases by application",
    "M-2026-12-WL": "single licence only, with a risk assessment report and a written pledge; "
    "the 45 working days do not bind",
    "M-2026-JPW2-WL": "single licence only, with a risk assessment report and a written pledge; "
    "the 45 working days do not bind",
}

PARAGRAPHS = {
    "M-2024-46-1U": "1",
    "M-2024-46-1E": "1",
    "M-2024-46-2A": "2",
    "M-2024-46-2B": "2",
    "M-2024-46-3": "final",
    "M-2025-61-1": "1(1)",
    "M-2025-61-2": "1(2)",
    "M-2025-61-3": "1(3)",
    "M-2025-61-4": "2",
    "M-2025-61-5": "3",
    "M-2025-61-6": "4",
    "M-2025-61-7": "5",
    "M-2025-62-1": "1",
    "M-2025-62-2": "1",
    "M-2025-62-3": "7",
}
"""From the notes of the source, and for Nos. 46 and 62 from the text of the announcement."""

DOUBTS = {
    # the repeal on 2024-12-01 is remembered
    "CN-2023-23": "remembered",
    "CN-2023-39": "remembered",
    "CN-2024-21": "remembered",
    "CN-2024-31": "remembered",
    "CN-2024-33": "remembered",
    # the number of the notice is remembered
    "CN-2025-01": "remembered",
    "M-2025-01-CL": "remembered",
    # the end date is counted
    "CN-2025-1106": "derived",
    # the paragraph names materials: the codes are inferred
    "M-2024-46-2A": "derived",
    "M-2024-46-2B": "derived",
    # what is left of it while paragraph 2 rests is an own reading
    "M-2024-46-3": "derived",
    # earlier suspensions are remembered
    "M-2025-21-CL": "remembered",
    # whether it was changed later was not checked
    "CN-2025-22": "derived",
    "M-2025-22-CL": "derived",
    "M-2025-51-CL": "derived",
    # delivery systems stand for weapons of mass destruction too
    "M-2025-61-5": "derived",
}
"""Doubt that the source says in a note while its confidence says "sourced"."""

HEADINGS_ZH = {"2B902.w": "稀土永磁真空烧结炉"}
"""Where the source has a cut sentence: the noun at its end, read in the announcement."""

CATCH_ALL: Row = {
    "id": "M-ECL-12",
    "kind": "reading",
    "paragraph": "12",
    "entries": "any",
    "destinations": "all",
    "end_uses": "nuclear;missile;chemical_biological;terrorism",
    "raises_to": "licence_required",
    "instrument": "CN-ECL-2020",
    "citation": "Export Control Law, article 12; Regulation on dual-use items, article 14",
    "valid_from": "2020-12-01",
    "doubt": "remembered",
    "note": "Catch-all: whoever knows, or is told, that an item off the list may serve weapons of mass destruction, "
    "their delivery or terrorism applies first. The text of the article is not held.",
}
"""The one measure that the source names in words only (regimes.md, and the text of No. 62 of 2025)."""

AFTER = re.compile(r"(?:\. |^)?(?:Never in force before the suspension\. )?No text found on what followed.*$")
"""The sentence that the source repeats in each suspended row; suspensions.csv says it once."""

INSTRUMENT_COLUMNS = [
    "id", "issuer", "number", "title_en", "title_zh", "published", "in_force_from", "in_force_to",
    "url", "source", "doubt", "note",
]  # fmt: skip
ENTRY_COLUMNS = [
    "code", "parent", "continues", "earlier_law", "later_code", "heading_en", "heading_zh",
    "instrument", "valid_from", "valid_to", "doubt", "note",
]  # fmt: skip
GOODS_COLUMNS = ["entry", "goods_code", "nomenclature", "relation", "instrument", "valid_from", "valid_to", "doubt"]
MEASURE_COLUMNS = [
    "id", "part_of", "kind", "paragraph", "entries", "destinations", "end_users", "end_uses", "review_policy",
    "raises_to", "condition", "instrument", "citation", "abroad", "valid_from", "valid_to", "doubt", "note",
]  # fmt: skip
SUSPENSION_COLUMNS = ["suspends", "instrument", "citation", "valid_from", "valid_to", "afterwards", "doubt", "note"]
CALENDAR_COLUMNS = ["date", "kind", "name"]


def read(path: Path) -> list[Row]:
    """The rows of a csv file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: list[str], rows: Iterable[Row]) -> int:
    """Write the rows under the columns; how many there were. A cell outside the columns is an error."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow(row)
            count += 1
    return count


def doubt(key: str, confidence: str) -> str:
    """The doubt of a row: what its note says (DOUBTS), else its confidence; empty when it was read in a source."""
    return DOUBTS.get(key, "" if confidence == "sourced" else confidence)


def citation(instrument: Row, paragraph: str = "") -> str:
    """As a person cites it: "MOFCOM and GAC No. 18 of 2025", with the paragraph where one is known."""
    issuers = instrument["issuer"].split("; ")
    named = " and ".join(filter(None, [", ".join(issuers[:-1]), issuers[-1]]))
    where = {"": "", "final": ", final paragraph"}.get(paragraph, f", paragraph {paragraph}")
    return f"{named} {instrument['number']}{where}"


def instruments(rows: list[Row]) -> list[Row]:
    """The laws, notices and statements."""
    kept = [column for column in INSTRUMENT_COLUMNS if column != "doubt"]
    return [{**{c: row[c] for c in kept}, "doubt": doubt(row["id"], row["confidence"])} for row in rows]


def entries(rows: list[Row]) -> list[Row]:
    """The control list. A row in doubt says in its note where it was read."""
    kept = [column for column in ENTRY_COLUMNS if column not in ("doubt", "note")]
    derived = []
    for row in rows:
        new = {column: row[column] for column in kept}
        new["heading_zh"] = HEADINGS_ZH.get(row["code"], row["heading_zh"])
        new["doubt"] = doubt(row["code"], row["confidence"])
        new["note"] = f"read in: {row['source']}" if new["doubt"] else ""
        derived.append(new)
    return derived


def goods(rows: list[Row], listed: dict[str, Row]) -> list[Row]:
    """Customs codes, valid as long as their entry.

    The relation `exact` was set by a rule, not by the announcements: such a row is never free of doubt.
    """
    return [
        {
            "entry": row["entry"],
            "goods_code": row["customs_code"],
            "nomenclature": "CN",
            "relation": row["relation"],
            "instrument": row["instrument"],
            "valid_from": listed[row["entry"]]["valid_from"],
            "valid_to": listed[row["entry"]]["valid_to"],
            "doubt": "derived" if row["relation"] == "exact" else doubt("", row["confidence"]),
        }
        for row in rows
    ]


def party_list(end_users: str) -> tuple[str, str] | None:
    """("control_list:CN-2026-11", "20") from a cell that names a list and its parties, else None."""
    found = re.fullmatch(r"((?:control|watch)_list:\S+) \((\d+)\)", end_users)
    return (found[1], found[2]) if found else None


def end_users(cell: str, lists: list[str]) -> list[str]:
    """The words for a cell of end users."""
    if cell in ("any", NAMED_CUSTOMERS):
        return []
    if cell == EVERY_LIST:
        return ["military", *(f"listed:{name}" for name in lists), "affiliate_of_listed"]
    named = party_list(cell)
    return [f"listed:{named[0]}"] if named else [cell]


def measure(row: Row, instrument: Row, lists: list[str]) -> Row:
    """One rule of the source as a row of the pack."""
    kind, policy = KINDS[row["kind"]]
    paragraph = PARAGRAPHS.get(row["id"], "")
    seat = f"parties seated in {row['party_seat'].replace(';', ', ')}" if row["party_seat"] else ""
    remarks = [row["items_en"], seat, AFTER.sub("", row["note"])]
    return {
        "id": row["id"],
        "part_of": row["part_of"],
        "kind": "conduct" if row["id"] in CONDUCT else kind,
        "paragraph": paragraph,
        "entries": "any" if row["id"] in ANY_ITEM else row["entries"],
        "destinations": row["destinations"],
        "end_users": ";".join(end_users(row["end_users"], lists)),
        "end_uses": ";".join(END_USES[row["end_uses"]]),
        "review_policy": policy,
        "condition": CONDITIONS.get(row["id"]) or _covers(row),
        "instrument": row["instrument"],
        "citation": citation(instrument, paragraph),
        "abroad": "yes" if row["instrument"] == "CN-2025-61" else "",
        "valid_from": row["valid_from"],
        "valid_to": row["valid_to"],
        "doubt": doubt(row["id"], row["confidence"]),
        "note": "; ".join(remark.rstrip(".") for remark in remarks if remark),
    }


def _covers(row: Row) -> str:
    """Return what a licence rule covers, in the words of the source, so that an answer can say it."""
    return f"Covers {row['items_en']}" if row["kind"] == "licence" else ""


def suspensions(rows: list[Row], by_id: dict[str, Row]) -> list[Row]:
    """What is suspended, from when to when: one row for each notice or measure that rests."""
    found: list[Row] = []
    for suspending, suspended in SUSPENDS.items():
        dates = {
            (r["suspended_from"], r["suspended_to"])
            for r in rows
            if r["suspending_instrument"] == suspending and r["suspended_from"]
        }
        if len(dates) != 1:
            raise SystemExit(f"{suspending} suspends from and to {sorted(dates)}: one pair of dates is expected.")
        [(first, last)] = dates
        found.extend(
            {
                "suspends": target,
                "instrument": suspending,
                "citation": citation(by_id[suspending]),
                "valid_from": first,
                "valid_to": last,
                "afterwards": "unknown",
                "doubt": doubt(suspending, by_id[suspending]["confidence"]),
                "note": SUSPENSION_NOTES[suspending],
            }
            for target in suspended
        )
    return found


def check_suspensions(rows: list[Row], derived: list[Row]) -> None:
    """Refuse when the suspensions do not give back the suspended dates of every measure in the source."""
    for row in rows:
        given = {
            (row["suspending_instrument"], row["suspended_from"], row["suspended_to"])
        } if row["suspended_from"] else set()  # fmt: skip
        got = {
            (s["instrument"], s["valid_from"], s["valid_to"])
            for s in derived
            if s["suspends"] in (row["id"], row["instrument"])
        }
        if got != given:
            raise SystemExit(f"{row['id']} is suspended by {sorted(given)} in the source, by {sorted(got)} here.")
        if given and row["after_suspension"] not in ("unknown", "running"):
            raise SystemExit(f"{row['id']}: {row['after_suspension']!r} after its suspension has no word here.")


def check_regime(pack: Path, derived: list[Row], lists: dict[str, int]) -> None:
    """Refuse when a code breaks the pack's grammar, or its lists differ from those that the measures name."""
    regime = tomllib.loads((pack / "regime.toml").read_text(encoding="utf-8"))
    for row in derived:
        if not re.fullmatch(regime["code_grammar"]["pattern"], row["code"]):
            raise SystemExit(f"The code {row['code']} does not match the grammar in {pack / 'regime.toml'}.")
    declared = {name: entry["parties"] for name, entry in regime["lists"].items()}
    if declared != lists:
        differing = sorted(dict(set(declared.items()) ^ set(lists.items())))
        raise SystemExit(f"The lists in {pack / 'regime.toml'} differ from the source: {', '.join(differing)}.")


def main(source: Path, pack: Path) -> None:
    """Derive every table, check them against the source, and only then write."""
    rows = read(source / "measures.csv")
    notices = read(source / "instruments.csv")
    by_id = {row["id"]: row for row in notices}
    rules = [row for row in rows if row["kind"] != "suspension"]
    lists = dict(filter(None, (party_list(row["end_users"]) for row in rules)))
    listed = entries(read(source / "entries.csv"))
    paused = suspensions(rows, by_id)
    check_suspensions(rules, paused)
    check_regime(pack, listed, {name: int(count) for name, count in lists.items()})
    tables: dict[str, tuple[list[str], list[Row]]] = {
        "instruments.csv": (INSTRUMENT_COLUMNS, instruments(notices)),
        "entries.csv": (ENTRY_COLUMNS, listed),
        "goods.csv": (GOODS_COLUMNS, goods(read(source / "goods.csv"), {row["code"]: row for row in listed})),
        "measures.csv": (
            MEASURE_COLUMNS,
            [CATCH_ALL, *(measure(row, by_id[row["instrument"]], list(lists)) for row in rules)],
        ),
        "suspensions.csv": (SUSPENSION_COLUMNS, paused),
        "calendar.csv": (
            CALENDAR_COLUMNS,
            [{c: row[c] for c in CALENDAR_COLUMNS} for row in read(source / "working_calendar.csv")],
        ),
    }
    for name, (columns, table) in tables.items():
        print(f"{name}: {write(pack / name, columns, table)} rows")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: derive_cn_dual_use.py SOURCE_FOLDER PACK_FOLDER")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
