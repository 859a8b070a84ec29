"""An act that has been recorded, as services and reactions of other rooms see it. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from lockgate.core.actor import Actor
from lockgate.journal.acts import Act


class RecordedAct(NamedTuple):
    """What was done, by whom, on which subject, when; `content` as it was recorded, `row` its id in the journal."""

    row: int
    act: Act
    by: Actor
    subject: str
    at: datetime
    content: Mapping[str, Any]
