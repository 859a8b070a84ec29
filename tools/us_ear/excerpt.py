"""Cuts the excerpt of the snapshot that the tests derive: python -m tools.us_ear.excerpt ../shared/data FOLDER.

The entries are those with a repair, a split scope, a prose cell or no row at all; the destinations those with
footnotes and their neighbours. tests/tools/us_ear/test_derivation.py says what must come out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tools.us_ear.chart import destination_codes
from tools.us_ear.source import read_json

ENTRIES = (
    *("0A501", "0A502", "0A505", "0A509", "0A983", "0A998", "0D606", "0E982", "1A231", "1B233", "1E355", "2B001"),
    *("2B351", "2B910", "3A992", "3B993", "3D005", "4D090", "5A980", "6A003", "6A992", "7A005", "8C609", "8A620"),
    *("9A004", "9A007", "9A515", "9A610", "9D515", "9E003"),
)
DESTINATIONS = (
    *("AU", "BY", "CA", "CH", "CN", "DE", "FR", "GB", "IN", "IQ", "LB", "LI", "MO", "MT", "PK", "RU", "UA", "ZA"),
    *("AE", "CU", "IR", "KP", "SY"),
)


def excerpt(data: Path) -> dict[str, str]:
    """Return the text of each file of the excerpt, by its path."""
    snapshot = data / "us_ear_snapshot"
    codes = destination_codes()
    control_list = read_json(snapshot / "ccl.json")
    control_list["entries"] = [entry for entry in control_list["entries"] if entry["eccn"] in ENTRIES]
    chart = read_json(snapshot / "country-chart.json")
    chart["countries"] = {name: row for name, row in chart["countries"].items() if codes[name] in DESTINATIONS}
    groups = read_json(snapshot / "country-groups.json")
    groups["groups"] = {
        group: [name for name in members if codes[name] in DESTINATIONS] for group, members in groups["groups"].items()
    }
    catalogue = read_json(snapshot / "license-exception-catalog.json")
    conditions = data / "us_ear_conditions" / "conditions.csv"
    return {
        "us_ear_snapshot/ccl.json": _text(control_list, "entries"),
        "us_ear_snapshot/country-chart.json": _text(
            chart, "countries", "embargoed", "footnotes", "allDestinationsEntries"
        ),
        "us_ear_snapshot/country-groups.json": _text(groups, "groups"),
        "us_ear_snapshot/license-exception-catalog.json": _text(catalogue, "exceptions"),
        "us_ear_conditions/conditions.csv": conditions.read_text(encoding="utf-8"),
    }


def _text(content: dict[str, Any], *keys: str) -> str:
    return json.dumps({key: content[key] for key in keys}, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the excerpt into the folder given."""
    data, folder = (Path(argument) for argument in sys.argv[1:3])
    for name, text in excerpt(data).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
