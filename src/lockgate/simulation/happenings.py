"""What happens in a simulated world, as plain values in the order of time: the script that a player acts out.

Pure. Every moment is aware, in the world's own time zone. Applications, firms and people are named by short keys that
mean nothing outside one episode. Masses are whole kilograms unless a name says otherwise, worth is in whole US dollars.
None is "nobody knows" or "not said", never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


class Firm(NamedTuple):
    """A synthetic firm. `kind` is exporter, consignee or end_user; `site` names its works, where it has one.

    `tier` counts from the finished product: 0 builds it, 1 supplies what is built in, 2 makes magnets and metals.
    """

    key: str
    name: str
    country: str
    kind: str
    tier: int
    industry: str
    site: str = ""
    address: str = ""


class AskedLine(NamedTuple):
    """An item that is applied for: the entry of the control list and what it is."""

    entry: str
    description: str
    quantity_kg: int
    worth_usd: int


class Declared(NamedTuple):
    """What the consignee's site says of its dependence on a line; None is "unknown", () "there are no alternatives"."""

    line: int
    site: str
    stock_kg: int | None
    usage_kg_a_day: Decimal | None
    share_permille: int | None
    alternatives: tuple[tuple[str, int | None], ...] | None
    product: str | None


class DecidedLine(NamedTuple):
    """What is proposed for a line: `outcome` and `assessment` in casework's words; `granted_kg` None grants all."""

    line: int
    outcome: str
    assessment: str
    evidence: str
    granted_kg: int | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens at a moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Drafted(Happening):
    """An exporter writes an application, and asks the end user to sign. `replaces` is the returned one it mends."""

    application: str
    exporter: str
    consignee: str
    end_user: str
    use: str
    use_text: str
    lines: tuple[AskedLine, ...]
    dependence: tuple[Declared, ...]
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Signed(Happening):
    """The end user signs the statement."""

    application: str
    signer: str


@dataclass(frozen=True, slots=True)
class Submitted(Happening):
    """The exporter hands the application in."""

    application: str


@dataclass(frozen=True, slots=True)
class Taken(Happening):
    """An officer takes the case."""

    application: str
    officer: int


@dataclass(frozen=True, slots=True)
class QueryAsked(Happening):
    """The officer asks the applicant."""

    application: str
    officer: int
    question: str


@dataclass(frozen=True, slots=True)
class QueryAnswered(Happening):
    """The applicant answers."""

    application: str
    answer: str


@dataclass(frozen=True, slots=True)
class ReviewRequested(Happening):
    """The officer asks the advising ministry."""

    application: str
    officer: int
    due_on: date


@dataclass(frozen=True, slots=True)
class RecommendationGiven(Happening):
    """The advising ministry recommends; `recommendation` in casework's words."""

    application: str
    recommendation: str
    reasons: str


@dataclass(frozen=True, slots=True)
class RefusalAnnounced(Happening):
    """The officer announces that the case is to be refused."""

    application: str
    officer: int
    reasons: str


@dataclass(frozen=True, slots=True)
class RefusalAnswered(Happening):
    """The applicant answers the announcement."""

    application: str
    answer: str


@dataclass(frozen=True, slots=True)
class Proposed(Happening):
    """The officer proposes a decision on every line."""

    application: str
    officer: int
    reasons: str
    valid_months: int
    lines: tuple[DecidedLine, ...]


@dataclass(frozen=True, slots=True)
class Confirmed(Happening):
    """A senior officer confirms what was proposed; where a line was granted the licence is issued."""

    application: str
    senior: int


@dataclass(frozen=True, slots=True)
class Withdrawn(Happening):
    """The exporter gives up."""

    application: str


@dataclass(frozen=True, slots=True)
class Declaration(Happening):
    """Goods are declared at customs under the licence of an application.

    `expected` is "" where the world means them to pass, else the kind of refusal that it means to meet
    ("balance-exceeded", "licence-suspended", "licence-expired"): the border decides, not the world.
    """

    application: str
    line: int
    quantity_kg: int
    declaration: str
    office: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Suspended(Happening):
    """A senior officer suspends the licence of an application."""

    application: str
    senior: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reinstated(Happening):
    """A senior officer lets the licence of an application be used again."""

    application: str
    senior: int
    reason: str


class Standstill(NamedTuple):
    """A site of the world that stood still from a day until another (None: still does), for want of an item."""

    firm: str
    since: date
    until: date | None
    wanting: str


@dataclass(frozen=True, slots=True)
class Episode:
    """A world that was lived through once.

    `free_kg` is what left on each day without a licence: before the control all of it, afterwards what needs none.
    `populations` names the applications of which something was reported in the real episode ("european_automotive",
    "brought_to_the_chamber"). `standstills` are the world's own: no office of it is told of them.
    """

    seed: int
    size: int
    begins: date
    ends: date
    control_list_changes: date
    firms: tuple[Firm, ...]
    officers: int
    seniors: int
    happenings: tuple[Happening, ...]
    free_kg: Mapping[date, int]
    populations: Mapping[str, frozenset[str]]
    standstills: tuple[Standstill, ...]
