"""What hangs on a case, as its page shows it: if it is refused, if it is late, what that leaves out, and its age."""

from typing import NamedTuple

from lockgate.casework.lifecycle import OPEN
from lockgate.casework.queries import CaseSheet, supply_reckoned_on
from lockgate.casework.supply_risk_text import late_words, left_out_words, refused_words
from lockgate.front.figure_age import age_words


class HangingShown(NamedTuple):
    """The figures in words, `refused` "" where there is none, `late_days` None where only a refusal was reckoned."""

    refused: str
    late: str
    late_days: int | None
    left_out: str
    reason: str
    age: str


def hanging_shown(sheet: CaseSheet) -> HangingShown | None:
    """Put into words what is noted on an open case; None where nothing is, and for a case that is closed."""
    risk = sheet.supply_risk
    if risk is None or sheet.case.state not in OPEN:
        return None
    return HangingShown(
        refused_words(risk) if risk.low is not None else "",
        late_words(risk) if risk.late_low is not None else "",
        risk.late_days if risk.late_low is not None else None,
        left_out_words(risk),
        risk.reason,
        age_words(risk.noted_on, supply_reckoned_on()),
    )
