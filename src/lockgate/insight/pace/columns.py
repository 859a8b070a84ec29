"""The data dictionary of the file that `lockgate insight pace` reads."""

from __future__ import annotations

from typing import Final

from lockgate.insight.own_file.column import Column, Kind

NO_NAME: Final = "no name; with --unit case the row is set aside"
LINES: Final = (
    Column("id", Kind.TEXT, "your name for the line, or with --unit case for its case", "A-2025-0117", NO_NAME),
    Column(
        name="submitted_on",
        kind=Kind.DATE,
        meaning="the day of submission; in a file without this column shares are told",
        example="2025-04-30",
        required=False,
    ),
    Column(
        name="decided_on",
        kind=Kind.DATE,
        meaning="the day on which its waiting ended, in whatever way",
        example="2025-06-12",
        may_be_empty="pending, whatever the outcome says; if it says granted the row is set aside",
        required=False,
    ),
    Column(
        name="outcome",
        kind=Kind.TEXT,
        meaning="how its waiting ended, in your authority's words; granted is the word for granted, and "
        "granted_with_conditions counts as it",
        example="granted",
        may_be_empty="pending; with a day of decision the row is set aside",
    ),
    Column(
        name="stopped_days",
        kind=Kind.WHOLE,
        meaning="days of the wait on which the clock stood still; they are taken off it",
        example="0",
        may_be_empty="the clock never stood still",
        required=False,
    ),
)
"""One row a line. Any other column can be named with --by."""
FILES: Final = {"lines": LINES}
PACE_TABLE: Final = (
    Column("measure", Kind.WORD, "incidence, share_of_decided or share", "incidence"),
    Column("outcome", Kind.TEXT, "the outcome, or any", "granted"),
    Column("day", Kind.WHOLE, "days since submission", "45", "a share without days"),
    Column("n", Kind.WHOLE, "lines submitted", "120"),
    Column("at_risk", Kind.WHOLE, "lines that had waited as long", "80", "a share without days"),
    Column("incidence", Kind.NUMBER, "the share", "0.25", "it cannot be told: see note"),
)
"""What a forecast reads of a table that pace wrote; its groups stand before."""
NOTE: Final = Column("note", Kind.TEXT, "what cannot be told", "", "nothing is missing", required=False)
"""Stands in a table of pace too; that its days are working days is said there."""
WORKING_DAYS: Final = "In working days."
"""How the note of every row begins in a table whose days are working days."""
