"""The data dictionary of the file that `lockgate insight pace` reads."""

from __future__ import annotations

from typing import Final

from lockgate.insight.own_file.column import Column, Kind

LINES: Final = (
    Column("id", Kind.TEXT, "your name for the line, or with --unit case for its case", "A-2025-0117"),
    Column(
        "submitted_on",
        Kind.DATE,
        "the day of submission; without this column shares are told",
        "2025-04-30",
        required=False,
    ),
    Column(
        "decided_on",
        Kind.DATE,
        "the day on which its waiting ended, in whatever way",
        "2025-06-12",
        "pending",
        required=False,
    ),
    Column(
        "outcome",
        Kind.TEXT,
        "how its waiting ended, in your authority's words; granted is the word for granted",
        "granted",
        "pending; with a day of decision the row is set aside",
    ),
    Column(
        "stopped_days",
        Kind.WHOLE,
        "days of the wait on which the clock stood still; taken off it",
        "0",
        "the clock never stood still",
        required=False,
    ),
)
"""One row a line. Any other column can be named with --by."""
FILES: Final = {"lines": LINES}
