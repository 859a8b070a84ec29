"""What one waiting case may expect, put together: chances by day, likely days, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.pace.estimate import DAYS_MAX
from lockgate.insight.pace.forecast import ForecastTable
from lockgate.insight.pace.intervals import NEARLY
from lockgate.insight.pace.outcome import GRANTED
from lockgate.insight.pace.quantiles import QUANTILES
from lockgate.insight.pace.working_days import days_in_words

TOLD = (7, 14, 30, 60, 90, 180, 365)
"""The days ahead of which the sentences speak, besides the last."""


class ByDay(NamedTuple):
    """Chances within `more_days`: of a grant with its 95 % interval, of another end, of waiting still.

    None where an interval cannot be told.
    """

    more_days: int
    day: int
    granted: float
    low: float | None
    high: float | None
    otherwise: float
    pending: float


class LikelyDay(NamedTuple):
    """After how many more days the chance of a grant reaches `quantile`; None where not within `within` days."""

    quantile: float
    more_days: int | None


class Expectation(NamedTuple):
    """What a case may expect that has `waited` so many days.

    `within` is how many of the `horizon` days the table tells about (of all, where that is None), `granted` the chance
    within them, `not_within` the rest, of which `otherwise` is the chance of another end. None where nothing can be
    told: `note` says why. With `working_days` all days are such.
    """

    waited: int
    horizon: int | None
    n: int
    within: int
    granted: float | None
    low: float | None
    high: float | None
    otherwise: float | None
    not_within: float | None
    likely: tuple[LikelyDay, ...]
    by_day: tuple[ByDay, ...]
    note: str
    working_days: bool

    def as_json(self) -> dict[str, Any]:
        """Return plain values, ready for JSON, under the names of the fields."""
        return {
            **self._asdict(),
            "likely": [one._asdict() for one in self.likely],
            "by_day": [one._asdict() for one in self.by_day],
        }

    def sentences(self) -> list[str]:
        """Return the same in a few lines."""
        if self.not_within is None:
            return [f"Nothing can be told of a case that has waited {self._days(self.waited)}. {self.note}"]
        lines = [f"A case that has waited {self._days(self.waited)}, by the pace of {self.n} submitted:"]
        for one in self.by_day:
            if one.more_days in TOLD or one.more_days == self.within:
                interval = "" if one.low is None or one.high is None else f" ({one.low:.0%} to {one.high:.0%})"
                lines.append(f"  granted within {self._days(one.more_days)}: {one.granted:.0%}{interval}")
        lines += [
            f"  a chance of {one.quantile:.0%} is reached after {self._days(one.more_days)}"
            for one in self.likely
            if one.more_days is not None
        ]
        rest = f"{self.not_within:.0%}, of which {self.otherwise:.0%} end otherwise"
        lines.append(f"  not granted within {self._days(self.within)}: {rest}")
        return [*lines, self.note] if self.note else lines

    def _days(self, count: int) -> str:
        return days_in_words(count, working=self.working_days)


def forecast(
    table: pa.Table,
    waited: int,
    *,
    horizon: int | None = None,
    where: Mapping[str, str] | None = None,
    outcome: str = GRANTED,
) -> Expectation:
    """Tell what one case may expect that has `waited` so many days, by a table that `pace_table` made.

    `where` names its group, such as {"destination": "DE"}, where the table has more than one; `outcome` is the word for
    granted. Raises Invalid for a group or a word that the table lacks, and for days that cannot be.
    """
    return expectation_of(ForecastTable.from_pace_table(table, where, outcome=outcome), waited, horizon)


def expectation_of(table: ForecastTable, waited: int, horizon: int | None = None) -> Expectation:
    """Tell what a case may expect within `horizon` more days, or all of which the table tells.

    Raises Invalid for days that cannot be.
    """
    if horizon is not None and not 1 <= horizon <= DAYS_MAX:
        raise Invalid(f"A horizon of {horizon} days cannot be.", mend=f"Give 1 to {DAYS_MAX} days.")
    note = table.why_nothing(waited)
    if note:
        return Expectation(waited, horizon, table.n, 0, None, None, None, None, None, (), (), note, table.working_days)
    rest = table.followed_to - waited
    within = rest if horizon is None else min(horizon, rest)
    chance = table.chance_by_day(waited, within)
    any_end = table.chance_of_an_end_within(np.full(within, waited), np.arange(1, within + 1))
    low, high = table.limits_by_day(waited, within)
    by_day = tuple(
        ByDay(ahead, waited + ahead, float(p), _number(below), _number(above), float(end - p), float(1.0 - end))
        for ahead, (p, end, below, above) in enumerate(zip(chance, any_end, low, high, strict=True), 1)
    )
    last = by_day[-1]
    if horizon is None or within < horizon:
        followed = days_in_words(table.followed_to, working=table.working_days)
        note = f"The table tells of {followed} of waiting; what comes after is not known."
    return Expectation(
        waited,
        horizon,
        table.n,
        within,
        last.granted,
        last.low,
        last.high,
        last.otherwise,
        1.0 - last.granted,
        likely_days(chance),
        by_day,
        note,
        table.working_days,
    )


def likely_days(chance: NDArray[np.float64]) -> tuple[LikelyDay, ...]:
    """Return, from the chances within 1, 2 .. days, after how many days each quantile is reached."""
    reached = np.searchsorted(chance, np.array(QUANTILES) - NEARLY)
    return tuple(
        LikelyDay(quantile, int(place) + 1 if place < len(chance) else None)
        for quantile, place in zip(QUANTILES, reached, strict=True)
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
