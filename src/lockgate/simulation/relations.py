"""A site, its relations with suppliers, and the applications that each relation needs: what changes as a world lives.

These three know one another, so that they stand in one file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from lockgate.simulation.happenings import AskedLine, Firm
from lockgate.simulation.items import AUTOMOTIVE, Industry
from lockgate.simulation.places import EUROPEAN_UNION


@dataclass(slots=True)
class Site:
    """The works of a consignee: its industry, what it makes, for whom, and how many kg of each item it uses a day."""

    firm: Firm
    industry: Industry
    makes: str
    customers: list[Firm]
    usage: dict[str, float]
    suppliers: list[Firm]
    links: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class Link:
    """A relation of a site with one supplier for one end user: how much of each item a day, in how many contracts."""

    number: int
    site: Site
    exporter: Firm
    end_user: Firm
    usage: dict[str, float]
    contracts: int = 1
    placed: int = 0
    cases: list[Case] = field(default_factory=list)


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
    withdrawn_on: date | None = None
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
    def ended_on(self) -> date | None:
        """The day on which it was decided or withdrawn, None while it is neither."""
        return self.decided_on or self.withdrawn_on

    def left(self, line: int) -> int:
        """Return the kg that may still leave on a line."""
        return self.granted.get(line, 0) - self.drawn.get(line, 0)
