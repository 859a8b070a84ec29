"""An application as plain values: what is written in a file or a request, and what is read back from the tables.

Pure. Lines are kept by their number. Everything that is decided about an application before it leaves the applicant
(what is missing, how its lines are determined, what the end user signs) is worked out from these values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lockgate.applications.dependence import DependenceFacts
from lockgate.applications.end_use import EndUse
from lockgate.applications.line import LineFacts
from lockgate.applications.party_role import PartyFacts


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line with what the sites that it goes to declare; no declaration is "not declared", never "none"."""

    item: LineFacts
    dependence: tuple[DependenceFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An application. `exporter` is the name of the organisation, `replaces` the reference of the mended one."""

    regime: str
    destination: str
    exporter: str = ""
    parties: tuple[PartyFacts, ...] = ()
    lines: Mapping[int, DraftLine] = field(default_factory=dict)
    end_use: EndUse = field(default_factory=EndUse)
    replaces: str = ""
