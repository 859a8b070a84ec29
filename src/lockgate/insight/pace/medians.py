"""The day by which half of the lines had ended, with pending ones counted, and beside it the median that misleads."""

from __future__ import annotations

from typing import NamedTuple

from numpy.typing import ArrayLike

from lockgate.insight.pace.curves import checked, pace_of
from lockgate.insight.pace.outcome import OUTCOMES, Outcome


class DaysToDecision(NamedTuple):
    """The day by which half of the lines had ended: `counted` of all, `naive` of those alone that had ended.

    None where half is not reached within `followed_to` days (`counted`), or where none had ended (`naive`).
    """

    counted: int | None
    naive: int | None
    n: int
    pending: int
    followed_to: int | None

    @property
    def sentence(self) -> str:
        """Both medians, and what is wrong with the second."""
        if not self.n:
            return "There is no line, so no median."
        if self.counted is None:
            said = (
                f"Fewer than half of {self.n} lines were decided within {self.followed_to} days: no median is reached"
            )
        else:
            said = f"Half of {self.n} lines were decided within {self.counted} days"
        if not self.pending:
            return f"{said}; none is pending."
        if self.naive is None:
            return f"{said}; all {self.pending} are pending."
        return (
            f"{said}, with the {self.pending} pending ones counted. Of the {self.n - self.pending} decided ones alone "
            f"half were decided within {self.naive} days, which misleads: it leaves out whoever still waits."
        )


def days_to_decision(days: ArrayLike, outcomes: ArrayLike) -> DaysToDecision:
    """Return the median days to decision with pending lines counted, and beside it the naive one.

    "Decided" is any end of waiting here, withdrawal among them. The median is the first day by which at least half
    had ended, in both cases.
    """
    waited, codes = checked(days, outcomes, len(OUTCOMES))
    ended = codes != Outcome.PENDING
    whole = pace_of(waited, codes)
    naive = pace_of(waited[ended], codes[ended]).first_day_reaching(0.5)
    return DaysToDecision(whole.first_day_reaching(0.5), naive, whole.n, int((~ended).sum()), whole.followed_to)
