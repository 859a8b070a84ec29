"""What does the law of today say of the lines of a case? Asked inside the deciding act."""

from dataclasses import replace

from lockgate.applications.determining import determine_lines
from lockgate.applications.queries import draft_of
from lockgate.casework.models import Case
from lockgate.core.errors import Invalid
from lockgate.regimes.queries import legal_day
from lockgate.regimes.shelf import law_of

INVALID = "invalid"
"""What a determination is where the law of the day no longer knows the item, as lists of determinations call it."""


def outcomes_now(case: Case) -> dict[int, str]:
    """Return the outcome of each line of the application today, by number; `invalid` where none can be told."""
    law = law_of(case.regime)
    draft, on = draft_of(case.application_id), legal_day(law)
    found = {}
    for number, line in draft.lines.items():
        try:
            answered = determine_lines(law, replace(draft, lines={number: line}), on)
            found[number] = answered[number].outcome.word
        except Invalid:
            found[number] = INVALID
    return found
