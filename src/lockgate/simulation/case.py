"""What lies in store for an application, drawn once when it is written."""

from __future__ import annotations

from datetime import date
from random import Random

from lockgate.simulation.happenings import AskedLine
from lockgate.simulation.items import Industry
from lockgate.simulation.parameters import Parameters
from lockgate.simulation.relations import Case, Link

SEPTEMBER = date(2025, 9, 1)
DATA_ERRORS = 0.006
"""Assumed in size: refused for an error in the data, as one of the chamber's 141 (2025-09-18)."""
REVIEWED_SHARE = 0.03
"""Assumed: applications of other industries than the sensitive ones that another ministry reviews too."""
SENSITIVE, OTHERS = (0.25, 0.45), (0.01, 0.08)
"""Assumed: in the sensitive industries and the others, what is mixed, and what is mixed or stays undetermined."""


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
    reviewed = industry.sensitive or lots.random() < REVIEWED_SHARE
    assessment = _assessment(industry, lots.random())
    use = "military" if industry.military else "civil"
    refusal = assessment if assessment in ("military", "mixed") else ("data" if lots.random() < DATA_ERRORS else "")
    return Case(key, link, lines, lots, faulty, queried, answers, reviewed, assessment, use, refusal)


def _assessment(industry: Industry, lot: float) -> str:
    """What the department will think the goods serve: some stay undetermined, few are mixed."""
    if industry.military:
        return "military"
    mixed, mixed_or_undetermined = SENSITIVE if industry.sensitive else OTHERS
    if lot < mixed:
        return "mixed"
    return "undetermined" if lot < mixed_or_undetermined else "civil"
