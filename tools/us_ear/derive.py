"""Derives the pack `us-ear`: python -m tools.us_ear.derive ../shared/data src/lockgate/regimes/packs/us-ear [--check].

The same source gives the same bytes; --check writes nothing and ends with status 1 when a table would change.
regime.toml and cases.yaml of the pack are written by hand.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from string import Template

from tools.us_ear.chart import GroupRow, group_rows
from tools.us_ear.editorial import conditions, rules_beyond_rows
from tools.us_ear.exceptions import exception_sections, licence_exceptions
from tools.us_ear.measure import COLUMNS, Measure, cells, shortened, with_distinct_ids
from tools.us_ear.requirements import requirements, united_nations_measures
from tools.us_ear.source import Eccn, read_control_list, read_json
from tools.us_ear.unsaid import entries_without_rows, reasons_without_rows, rest_of_entries

SOURCE_PAGE = Path(__file__).parent / "SOURCE.template.md"

ISSUER = "Bureau of Industry and Security"
ECFR = "https://www.ecfr.gov/api/versioner/v1/full/2026-07-23/title-15.xml?part="

PARTS = {
    "738": "Commerce Control List overview and the Country Chart",
    "744": "Control policy: end-user and end-use based",
    "746": "Embargoes and other special controls",
    "774": "The Commerce Control List",
}
REMEMBERED_PARTS = ("744", "746")
"""Parts whose text was not read; us_ear_conditions holds what is remembered of them."""

LONGEST_HEADING = 160

_REFERENCE = re.compile(
    r",? ?\((?:see|these items are|this entry is)[^()]*(?:\([^()]*\)[^()]*)*\)", flags=re.IGNORECASE
)
"""A bracket of a heading that only refers elsewhere, with brackets inside it."""
EAR99 = Eccn("EAR99", "Items subject to the EAR that no entry of the Commerce Control List names", "", (), (), ())

Tables = dict[str, str]
"""The text of each derived file of the pack."""


def derive(data: Path) -> Tables:
    """Return every derived file of the pack from the folders us_ear_snapshot and us_ear_conditions in `data`."""
    snapshot = data / "us_ear_snapshot"
    entries = read_control_list(snapshot / "ccl.json")
    chart = read_json(snapshot / "country-chart.json")
    catalogue = read_json(snapshot / "license-exception-catalog.json")
    groups = group_rows(chart, read_json(snapshot / "country-groups.json"))
    beyond = rules_beyond_rows(entries, chart)
    conditional = conditions(data / "us_ear_conditions" / "conditions.csv")
    of_entries = _measures_of_entries(entries, beyond)
    exceptions = licence_exceptions(entries, catalogue)
    measures = [*with_distinct_ids(of_entries), *beyond, *conditional, *exceptions]
    return {
        "instruments.csv": _instruments(exception_sections(catalogue)),
        "entries.csv": _entries([*entries, EAR99]),
        "groups.csv": _groups(groups),
        "measures.csv": _table(COLUMNS, (cells(measure) for measure in measures)),
        "SOURCE.md": _source_page(entries, measures, groups),
    }


def _measures_of_entries(entries: list[Eccn], beyond: list[Measure]) -> list[Measure]:
    """Return what the list itself requires, in its order, then the Security Council's rows."""
    found = requirements(entries)
    encoded = {code.partition(".")[0] for rule in beyond for code in rule.entries}
    carried = {(code.partition(".")[0], rule.reason) for rule in beyond for code in rule.entries}
    added = [
        *rest_of_entries(entries, found),
        *entries_without_rows(entries, encoded),
        *reasons_without_rows(entries, carried),
    ]
    rules = [requirement.measure for requirement in found if not requirement.united_nations] + added
    place = {eccn.code: number for number, eccn in enumerate(entries)}
    in_order = sorted(rules, key=lambda rule: place[rule.entries[0].partition(".")[0]])
    return [*in_order, *united_nations_measures(found)]


def _instruments(exceptions: dict[str, tuple[str, str]]) -> str:
    columns = ["id", "issuer", "number", "title_en", "url", "source", "doubt"]
    titles = {**PARTS, **dict(exceptions.values())}
    rows = []
    for number in sorted(titles, key=lambda number: [int(part) for part in number.split(".")]):
        name = f"15 CFR {'' if '.' in number else 'part '}{number}"
        where = [ECFR + number.partition(".")[0], "us_ear_snapshot", ""]
        if number in REMEMBERED_PARTS:
            where = ["", "us_ear_conditions", "remembered"]
        rows.append([f"EAR-{number}", ISSUER, name, titles[number], *where])
    return _table(columns, rows)


def _entries(entries: list[Eccn]) -> str:
    columns = ["code", "parent", "heading_en", "instrument", "doubt", "note"]
    return _table(
        columns, ([eccn.code, "", heading(eccn.heading), "EAR-774", eccn.doubt, eccn.note] for eccn in entries)
    )


def heading(text: str) -> str:
    """Return a heading without its references to the list of items and to other regulations, cut at a word."""
    text = _REFERENCE.sub("", text)
    text = re.sub(r"“ (\w+) ”", r"“\1”", text).strip()
    text = re.sub(r",? as follows[.,]?$", "", text, flags=re.IGNORECASE)
    text = text if text.endswith("n.e.s.") else text.rstrip(".,; ")
    return shortened(text, LONGEST_HEADING)


def _groups(groups: list[GroupRow]) -> str:
    return _table(["group", "member", "doubt"], ([row.group, row.member, row.doubt] for row in groups))


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return file.getvalue()


def _source_page(entries: list[Eccn], measures: list[Measure], groups: list[GroupRow]) -> str:
    kinds = Counter(measure.kind for measure in measures)
    rows = [row for eccn in entries for row in eccn.rows]
    values = {
        "entries": len(entries),
        "requirement_rows": len(rows),
        "measures": len(measures),
        "licence": kinds["licence"],
        "reading_measures": kinds["reading"],
        "exceptions": kinds["licence_exception"],
        "with_part": sum(1 for measure in measures if measure.part),
        "asking": sum(1 for measure in measures if measure.asks),
        "members": len(groups),
        "doubtful": sum(1 for measure in measures if measure.doubt),
    }
    return Template(SOURCE_PAGE.read_text(encoding="utf-8")).substitute(values)


def main() -> int:
    """Write the derived files into the pack, or with --check say which of them would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with us_ear_snapshot and us_ear_conditions")
    parser.add_argument("pack", type=Path, help="the folder of the pack us-ear")
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 when a file would change")
    arguments = parser.parse_args()
    changed = []
    for name, text in derive(arguments.data).items():
        path = arguments.pack / name
        if not path.exists() or path.read_bytes() != text.encode():
            changed.append(name)
        if not arguments.check:
            path.write_bytes(text.encode())
    print(f"{'would change' if arguments.check else 'changed'}: {', '.join(changed) or 'nothing'}")
    return 1 if arguments.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
