"""How a proposal is written, in a request and in a TOML file alike: reasons, months of validity, and each line.

Read by api.py and commands.py. It says what has which form; what a proposal must hold is decision.py's question.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from lockgate.casework.decision import (
    EVIDENCE_LENGTH_MAX,
    REASONS_LENGTH_MAX,
    TEXT_LENGTH_MAX,
    TEXTS_MAX,
    ProposedLine,
)

LINES_MAX = 100

Word = Annotated[str, Field(max_length=40)]
Texts = Annotated[list[Annotated[str, Field(max_length=TEXT_LENGTH_MAX)]], Field(max_length=TEXTS_MAX)]


class LineForm(BaseModel):
    """What is proposed for one line; an empty quantity grants all that was asked."""

    model_config = ConfigDict(extra="forbid")

    line: Annotated[StrictInt, Field(ge=1, le=9999)]
    outcome: Word
    assessment: Word
    quantity: Word = ""
    unit: Word = ""
    conditions: Texts = []
    refusal_reasons: Texts = []
    evidence: Annotated[str, Field(max_length=EVIDENCE_LENGTH_MAX)] = ""


class ProposalForm(BaseModel):
    """A whole proposal."""

    model_config = ConfigDict(extra="forbid")

    reasons: Annotated[str, Field(max_length=REASONS_LENGTH_MAX)]
    valid_months: StrictInt = 12
    lines: Annotated[list[LineForm], Field(max_length=LINES_MAX)]

    def proposed(self) -> list[ProposedLine]:
        """Return the lines as the service takes them."""
        return [ProposedLine(**line.model_dump()) for line in self.lines]
