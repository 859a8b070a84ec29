"""How the content of an act names the rows of tables that it wrote, and how it is read again. Pure.

Written by record.py (under "rows", with a digest each) and by a redaction (under "unvouched", the names alone of what
the redacted act wrote); read by verification, which trusts no text to have its form.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

ROWS = "rows"
UNVOUCHED = "unvouched"
REMOVED = "removed"
"""What stands in place of a digest where an act removed the row."""

_ROW_NUMBER = re.compile(r"[0-9]{1,18}")


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
    return {name: digest for name, digest in _mapping(rows).items() if _is_text(name) and _is_text(digest)}


def unvouched_by(content: str | None) -> dict[int, list[str]]:
    """Return the rows for which nothing vouches since a redaction: their names, by the act that wrote them."""
    acts = _mapping(read_content(content).get(UNVOUCHED))
    return {
        int(act): [name for name in names if _is_text(name)]
        for act, names in acts.items()
        if isinstance(names, list) and _ROW_NUMBER.fullmatch(act)
    }


def read_content(content: str | None) -> dict[str, Any]:
    """Return the content of an act; nothing for one that was redacted, or that is no content."""
    try:
        return _mapping(json.loads(content)) if content else {}
    except (ValueError, RecursionError):
        return {}


def _is_text(value: object) -> bool:
    """Whether it is text that a table can hold: JSON can write half of a character that takes two."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
