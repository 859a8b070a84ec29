"""How the content of an act names the rows of tables that it wrote, and how it is read again. Pure.

Written by record.py (under "rows", with a digest each) and by a redaction (under "unvouched", the names alone of what
the redacted act wrote); read by verification, which trusts no text to have its form.
"""

import json
from collections.abc import Mapping
from typing import Any

ROWS = "rows"
UNVOUCHED = "unvouched"
REMOVED = "removed"
"""What stands in place of a digest where an act removed the row."""


def row_name(table: str, key: object) -> str:
    """Write which row it is: "licences_licence 0197…"."""
    return f"{table} {key}"


def table_and_key(name: str) -> tuple[str, str]:
    """Read a name that row_name wrote."""
    table, _, key = name.partition(" ")
    return table, key


def written_by(content: str | None) -> dict[str, str]:
    """Return the rows that an act wrote or removed, by their names, with the digest of each."""
    rows = read_content(content).get(ROWS)
    return {name: digest for name, digest in _mapping(rows).items() if isinstance(digest, str)}


def unvouched_by(content: str | None) -> dict[int, list[str]]:
    """Return the rows for which nothing vouches since a redaction: their names, by the act that wrote them."""
    acts = _mapping(read_content(content).get(UNVOUCHED))
    return {
        int(act): [name for name in names if isinstance(name, str)]
        for act, names in acts.items()
        if isinstance(names, list) and act.isascii() and act.isdigit()
    }


def read_content(content: str | None) -> dict[str, Any]:
    """Return the content of an act; nothing for one that was redacted, or that is no content."""
    try:
        return _mapping(json.loads(content)) if content else {}
    except ValueError:
        return {}


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
