"""How far a draft is: its parts, and what each still lacks. Pure.

A part is done where it lacks nothing. Dependence and the end user's signature may be left out, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from lockgate.applications.completeness import Missing


class Part(StrEnum):
    """A part of an application that is written on a page of its own."""

    LINES = "lines"
    PARTIES = "parties"
    END_USE = "end_use"
    QUESTIONS = "questions"
    DEPENDENCE = "dependence"

    @property
    def words(self) -> str:
        """What a page calls it."""
        return _TITLES[self]


_TITLES = {
    Part.LINES: "What is exported",
    Part.PARTIES: "Who takes part",
    Part.END_USE: "End use",
    Part.QUESTIONS: "Open questions",
    Part.DEPENDENCE: "Dependence of the sites",
}


def part_of(where: str) -> Part:
    """Return the part in which something that is missing stands, by its place.

    >>> part_of("lines.2.dependence.1.stock").value, part_of("end_use.answers.M-1").value
    ('dependence', 'questions')
    """
    if where.startswith("end_use.answers"):
        return Part.QUESTIONS
    if where.startswith("lines") and ".dependence." in where:
        return Part.DEPENDENCE
    return Part(where.split(".", 1)[0])


def lacking(missing: Iterable[Missing]) -> Mapping[Part, list[Missing]]:
    """Return what is missing by the part that it stands in, in the order of the parts."""
    found: dict[Part, list[Missing]] = {part: [] for part in Part}
    for one in missing:
        found[part_of(one.where)].append(one)
    return {part: held for part, held in found.items() if held}
