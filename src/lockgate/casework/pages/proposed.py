"""A proposal, or a decision, beside what was asked: line by line, with what differs said in words."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from lockgate.applications.pages.choosing import amount
from lockgate.casework.decision import GRANTS, LineOutcome
from lockgate.casework.models import ProposalLine
from lockgate.casework.pages.words import OUTCOMES

Texts = tuple[str, ...]


class ProposedRow(NamedTuple):
    """One line: what was asked, what is proposed, and the difference. `assessment` is "" where it is not told."""

    number: int
    item: str
    asked: str
    outcome: str
    outcome_words: str
    granted: str
    differences: Texts
    conditions: Texts
    refusal_reasons: Texts
    assessment: str
    evidence: str


class Named(Protocol):
    """A line, as far as it is named."""

    @property
    def description(self) -> str:
        """The applicant's words."""

    @property
    def entry(self) -> str:
        """The entry of the control list."""

    @property
    def goods_code(self) -> str:
        """The customs code."""


def item_words(first: Named, more: int = 0) -> str:
    """Say what a case is about: its first line in words, and how many more there are."""
    item = first.description or first.entry or first.goods_code
    return item if not more else f"{item}, and {more} more line{'s' if more > 1 else ''}"


def proposed_row(line: ProposalLine, *, inside: bool = True) -> ProposedRow:
    """Lay out one line of a proposal; the applicant (not `inside`) is told no assessment and no evidence."""
    asked = line.case_line.line
    return ProposedRow(
        number=asked.number,
        item=item_words(asked),
        asked=amount(asked.quantity, asked.unit),
        outcome=line.outcome,
        outcome_words=OUTCOMES[line.outcome],
        granted=amount(line.quantity, line.unit) if line.quantity else "",
        differences=tuple(_differences(line)),
        conditions=tuple(line.conditions),
        refusal_reasons=tuple(line.refusal_reasons),
        assessment=line.assessment if inside else "",
        evidence=line.evidence if inside else "",
    )


def _differences(line: ProposalLine) -> Iterator[str]:
    asked = line.case_line.line
    if line.outcome == LineOutcome.REFUSED:
        yield "nothing of what was asked is granted"
    if line.outcome == LineOutcome.RETURNED:
        yield "not decided: a mended application may ask for it again"
    if line.outcome in GRANTS and line.granted_amount != asked.amount:
        yield f"less than asked: {amount(line.quantity, line.unit)} of {amount(asked.quantity, asked.unit)}"
    if line.conditions:
        yield "bound to one condition" if len(line.conditions) == 1 else f"bound to {len(line.conditions)} conditions"
