"""An application on its way through the world, and what lies in store for it, drawn once when it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from lockgate.simulation.firms import Link
from lockgate.simulation.happenings import AskedLine
from lockgate.simulation.items import AUTOMOTIVE, Industry
from lockgate.simulation.parameters import Parameters
from lockgate.simulation.places import EUROPEAN_UNION

SEPTEMBER = date(2025, 9, 1)
DATA_ERRORS = 0.006
"""Assumed in size: refused for an error in the data, as one of the chamber's 141 (2025-09-18)."""


@dataclass(slots=True)
class Case:
    """An application. `granted` and `drawn` are kg by the number of the line; lines count from 1.

    `refusal` says what the department will hold against it: military, mixed, data, or "" for nothing.
    """

    key: str
    link: Link
    lines: tuple[AskedLine, ...]
    lots: Random
    faulty: bool
    queried: bool
    answers: bool
    reviewed: bool
    assessment: str
    use: str
    refusal: str
    submitted_on: date | None = None
    officer: int | None = None
    decided_on: date | None = None
    withdrawn: bool = False
    granted: dict[int, int] = field(default_factory=dict)
    drawn: dict[int, int] = field(default_factory=dict)
    leaves_from: date | None = None
    suspended: bool = False

    @property
    def is_civil_automotive(self) -> bool:
        """Whether it is known to be for civil vehicles."""
        return self.link.site.industry.name == AUTOMOTIVE and self.use == "civil"

    @property
    def is_european_automotive(self) -> bool:
        """Whether it is for a supplier of vehicle makers in the European Union."""
        return self.link.site.industry.name == AUTOMOTIVE and self.is_european

    @property
    def is_european(self) -> bool:
        """Whether the consignee is in the European Union."""
        return self.link.site.firm.country in EUROPEAN_UNION

    @property
    def is_open(self) -> bool:
        """Whether it was handed in and is neither decided nor withdrawn."""
        return self.submitted_on is not None and self.decided_on is None and not self.withdrawn

    def left(self, line: int) -> int:
        """Return the kg that may still leave on a line."""
        return self.granted.get(line, 0) - self.drawn.get(line, 0)


def make_case(
    *,
    key: str,
    link: Link,
    lines: tuple[AskedLine, ...],
    on: date,
    mended: bool,
    lots: Random,
    parameters: Parameters,
) -> Case:
    """Draw what lies in store for an application that is written on a day; one that was mended has no more faults."""
    industry = link.site.industry
    share = parameters.faulty_share_from_september if on >= SEPTEMBER else parameters.faulty_share
    faulty = lots.random() < share and not mended
    queried = lots.random() < parameters.query_share
    answers = lots.random() >= parameters.unanswered_share
    reviewed = industry.sensitive or lots.random() < 0.03
    assessment = _assessment(industry, lots.random())
    use = "military" if industry.military else "civil"
    refusal = assessment if assessment in ("military", "mixed") else ("data" if lots.random() < DATA_ERRORS else "")
    return Case(key, link, lines, lots, faulty, queried, answers, reviewed, assessment, use, refusal)


def _assessment(industry: Industry, lot: float) -> str:
    """What the department will think the goods serve. Assumed: some stay undetermined, few are mixed."""
    if industry.military:
        return "military"
    mixed, undetermined = (0.25, 0.45) if industry.sensitive else (0.01, 0.08)
    if lot < mixed:
        return "mixed"
    return "undetermined" if lot < undetermined else "civil"
