"""The form in which a whole application comes in, by a file or a request: every field named, every length bounded.

A misspelt field is refused, not left out; amounts are text, for a number of JSON or TOML may be inexact.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from lockgate.applications.dependence import (
    ALTERNATIVES_MAX,
    FACTS,
    QUALIFY_DAYS_MAX,
    SITES_MAX,
    Alternative,
    DependenceFacts,
)
from lockgate.applications.draft import Draft, DraftLine
from lockgate.applications.end_use import TEXT_LENGTH_MAX, EndUse
from lockgate.applications.line import DESCRIPTION_LENGTH_MAX, LINES_MAX, LineFacts
from lockgate.applications.party_role import PARTIES_MAX, PartyFacts

Word = Annotated[str, Field(max_length=100)]
Name = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=500)]
Amount = Annotated[str, Field(max_length=60, description='digits with a point, as text: "1250.5"')]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AlternativeForm(_Form):
    """Another supplier; without `qualify_days` nobody knows how many."""

    supplier: Name
    qualify_days: Annotated[StrictInt, Field(ge=0, le=QUALIFY_DAYS_MAX)] | None = None


class DependenceForm(_Form):
    """What a site declares; a fact that nobody knows is named in `unknown`."""

    site: Name
    party: Name = ""
    country: Word = ""
    address: Text = ""
    unit: Word = ""
    stock: Amount = ""
    usage_a_day: Amount = ""
    share_percent: Amount = ""
    alternatives: Annotated[list[AlternativeForm], Field(max_length=ALTERNATIVES_MAX)] | None = None
    product: Text = ""
    unknown: Annotated[list[Word], Field(max_length=len(FACTS))] = []

    def facts(self) -> DependenceFacts:
        """Return the declaration as plain values."""
        alternatives = None
        if self.alternatives is not None:
            alternatives = tuple(Alternative(one.supplier, one.qualify_days) for one in self.alternatives)
        fields = self.model_dump(exclude={"alternatives", "unknown"})
        return DependenceFacts(**fields, alternatives=alternatives, unknown=tuple(self.unknown))


class LineForm(_Form):
    """One item; an entry, a goods code, or both."""

    entry: Word = ""
    goods_code: Word = ""
    description: Annotated[str, Field(max_length=DESCRIPTION_LENGTH_MAX)] = ""
    quantity: Amount
    unit: Word
    value: Amount
    currency: Word
    dependence: Annotated[list[DependenceForm], Field(max_length=SITES_MAX)] = []

    def line(self) -> DraftLine:
        """Return the line as plain values."""
        item = LineFacts(**self.model_dump(exclude={"dependence"}))
        return DraftLine(item, tuple(declared.facts() for declared in self.dependence))


class PartyForm(_Form):
    """An organisation in a role, with the regime's words for what it is."""

    role: Word
    name: Name
    country: Word
    address: Text = ""
    facts: Annotated[list[Word], Field(max_length=60)] = []

    def party(self) -> PartyFacts:
        """Return the party as plain values."""
        return PartyFacts(self.role, self.name, self.country, self.address, tuple(self.facts))


class EndUseForm(_Form):
    """The end use: words of the regime, a text, and yes or no to open questions by the measure that asks."""

    words: Annotated[list[Word], Field(max_length=60)] = []
    text: Annotated[str, Field(max_length=TEXT_LENGTH_MAX)] = ""
    answers: Annotated[dict[Word, StrictBool], Field(max_length=300)] = {}


class DraftForm(_Form):
    """A whole application. `exporter` may be left out by whoever belongs to one."""

    regime: Word
    destination: Word
    exporter: Name = ""
    replaces: Word = ""
    parties: Annotated[list[PartyForm], Field(max_length=PARTIES_MAX)] = []
    lines: Annotated[list[LineForm], Field(max_length=LINES_MAX)] = []
    end_use: EndUseForm = EndUseForm()

    def draft(self) -> Draft:
        """Return the application as plain values, its lines numbered from 1."""
        return Draft(
            regime=self.regime,
            destination=self.destination,
            exporter=self.exporter,
            parties=tuple(party.party() for party in self.parties),
            lines={number: line.line() for number, line in enumerate(self.lines, 1)},
            end_use=EndUse(tuple(self.end_use.words), self.end_use.text, self.end_use.answers),
            replaces=self.replaces,
        )
