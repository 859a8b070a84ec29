"""The share granted of civil end uses, where not every end use is known: sharp bounds over all that it could be.

Pure: arrays in, plain values out. A line that is assessed as undetermined, or not assessed yet, may be civil or not.
Each choice of the civil ones among these open lines gives an estimate by `pace`; the bounds are the least and the
greatest of all. They are sharp: each is the estimate of a choice, found exactly without trying all.

Why that is possible. Let n_j be at risk on the j-th day with decisions, d_j be decided on it, and phi_j estimate the
value of a line that still waits then (1 where it is granted within the days asked for, else 0). Then

    n_j phi_j = (sum of the values decided on j) + (n_j - d_j) phi_(j+1),   phi = 0 after the last such day,

and phi of the first day is the estimate. By induction from the last day, one more line granted in time never lowers
phi, and one more decided otherwise never raises it: so the greatest share takes every open line of the first kind and
none of the second, the least the reverse.
A line that is censored, or decided later, takes on the value of those that wait longer, so that either may be better.
But what comes before depends on what comes after through n_j alone: for each number of them taken from day j on, the
best phi_j follows from the best phi_(j+1). The share of those decided, F_granted / F_any, exceeds r where
F_granted - r F_any > 0, which is the same problem with the values 1 - r, -r and 0 (Dinkelbach, Management Science 13
(1967) 492-498).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.casework.decision import Assessment
from lockgate.core.errors import Invalid
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.estimate import Estimate
from lockgate.insight.pace.outcome import Outcome

_BETTER = 1e-12
"""By how much a ratio must improve to be another one: the error of rounding, no more."""


class CivilShare(NamedTuple):
    """The least and the greatest share; None where none can be told: `note` says why.

    `civil` lines are known to be civil, `open_lines` may be. `taken_as_civil` is the share where all of these are,
    as their applicants say: one of the choices, so between the bounds. The interval reaches from the lower limit of
    the least estimate to the upper limit of the greatest: pointwise 95 %, each as if its choice were the truth; an
    end is None where the estimate is 0 or 1 and has no interval.
    """

    day: int
    civil: int
    open_lines: int
    low: float | None
    high: float | None
    taken_as_civil: float | None
    interval_low: float | None
    interval_high: float | None
    note: str


def civil_incidence(days: ArrayLike, outcomes: ArrayLike, assessments: Sequence[str | None], day: int) -> CivilShare:
    """Bound the share of all civil lines submitted that was granted within `day` days.

    `days` and `outcomes` are those of `pace_of`; `assessments` has civil, military, mixed or undetermined for each
    line, None where it was not assessed yet. Mixed is not civil. A choice that leaves nobody who was followed that
    long counts with its value on the last day of its own follow-up. Raises Invalid for another word.
    """
    return _bounds(_may_be_civil(days, outcomes, assessments), day, of_decided=False)


def civil_share_of_decided(
    days: ArrayLike, outcomes: ArrayLike, assessments: Sequence[str | None], day: int
) -> CivilShare:
    """Bound the share granted of the civil lines decided within `day` days; otherwise as `civil_incidence`.

    Choices in which nothing was decided by then have no such share and are left out.
    """
    return _bounds(_may_be_civil(days, outcomes, assessments), day, of_decided=True)


class _Lines(NamedTuple):
    """Lines that are or may be civil."""

    waited: NDArray[np.int64]
    codes: NDArray[np.int64]
    is_open: NDArray[np.bool_]

    def ended(self, day: int) -> NDArray[np.bool_]:
        return np.asarray((self.codes != Outcome.PENDING) & (self.waited <= day))

    def settled(self, day: int, *, up: bool) -> NDArray[np.bool_]:
        """Tell which lines any best choice takes among the known ones and those decided in time."""
        alike = (self.codes == Outcome.GRANTED) == up
        return np.asarray(~self.is_open | (self.ended(day) & alike))

    def estimate(self, chosen: NDArray[np.bool_], day: int, *, of_decided: bool) -> Estimate:
        pace = pace_of(self.waited[chosen], self.codes[chosen])
        ask = pace.share_of_decided if of_decided else pace.incidence
        return ask(Outcome.GRANTED, day, carried=True)


def _may_be_civil(days: ArrayLike, outcomes: ArrayLike, assessments: Sequence[str | None]) -> _Lines:
    waited, codes = np.asarray(days), np.asarray(outcomes)
    if not len(assessments) == waited.size == codes.size:
        raise Invalid(
            "There is not one outcome and one assessment for each line.", mend="Give None where none was made."
        )
    for word in set(assessments) - {None, *Assessment}:
        raise Invalid(f"{word!r} is no assessment.", mend=f"Give one of: {', '.join(Assessment)}.")
    is_open = np.array([word in {None, Assessment.UNDETERMINED} for word in assessments], dtype=bool)
    kept = is_open | np.array([word == Assessment.CIVIL for word in assessments], dtype=bool)
    return _Lines(waited[kept], codes[kept], is_open[kept])


def _bounds(lines: _Lines, day: int, *, of_decided: bool) -> CivilShare:
    n_open = int(lines.is_open.sum())
    nothing = CivilShare(day, len(lines.codes) - n_open, n_open, None, None, None, None, None, "")
    everybody = pace_of(lines.waited, lines.codes).incidence(Outcome.GRANTED, day)
    if everybody.share is None:
        return nothing._replace(note=f"Of what is or may be civil: {everybody.note}")
    find = _extreme_ratio if of_decided else _extreme_incidence
    low, high = find(lines, day, up=False), find(lines, day, up=True)
    if low.share is None or high.share is None:
        return nothing._replace(note=f"Of what is or may be civil: {low.note}")
    note = "" if nothing.civil else "No line is known to be civil: the bounds leave out that none is."
    return nothing._replace(
        low=low.share,
        high=high.share,
        taken_as_civil=lines.estimate(np.ones_like(lines.is_open), day, of_decided=of_decided).share,
        interval_low=low.low,
        interval_high=high.high,
        note=note,
    )


def _extreme_incidence(lines: _Lines, day: int, *, up: bool) -> Estimate:
    chosen = _best_choice(lines, day, 1.0, 0.0, up=up)
    if not chosen.any():  # none is known to be civil, so that some open line must be: better one that waits
        waiting = ~lines.ended(day)
        chosen = waiting if waiting.any() else np.ones_like(waiting)
    return lines.estimate(chosen, day, of_decided=False)


def _extreme_ratio(lines: _Lines, day: int, *, up: bool) -> Estimate:
    chosen = lines.settled(day, up=up)
    if not (chosen & lines.ended(day)).any():  # then all that was decided in time was decided alike
        return lines.estimate(np.ones_like(chosen), day, of_decided=True)
    best = lines.estimate(chosen, day, of_decided=True)
    while True:
        ratio = best.share or 0.0
        better = lines.estimate(_best_choice(lines, day, 1 - ratio, -ratio, up=up), day, of_decided=True)
        if ((better.share or 0.0) - ratio) * (1 if up else -1) <= _BETTER:
            return best
        best = better


def _best_choice(lines: _Lines, day: int, granted: float, otherwise: float, *, up: bool) -> NDArray[np.bool_]:
    """Choose the open lines so that the mean value is the most (or least): `granted`, `otherwise`, 0 if not by then."""
    chosen = lines.settled(day, up=up)
    free = np.flatnonzero(lines.is_open & ~lines.ended(day))
    decided = chosen & lines.ended(day)
    event_days, place = np.unique(lines.waited[decided], return_inverse=True)
    worth = np.where(lines.codes[decided] == Outcome.GRANTED, granted, otherwise)
    values = np.bincount(place, weights=worth, minlength=len(event_days))
    leaving = np.bincount(place, minlength=len(event_days))
    waits = np.sort(lines.waited[chosen])
    staying = len(waits) - np.searchsorted(waits, event_days) - leaving
    # A free line is at risk on the first `seen` of these days: only that number matters, not which line it is.
    seen = np.searchsorted(event_days, np.minimum(lines.waited[free], day), side="right")
    room = np.bincount(seen, minlength=len(event_days) + 1)
    best = [np.zeros(1)]  # from the last day to the first: the best phi by how many free ones are at risk
    for j in reversed(range(len(event_days))):
        after = _best_within(best[-1], int(room[j + 1]), up=up)
        taken = np.arange(len(after))
        best.append((values[j] + (staying[j] + taken) * after) / (staying[j] + leaving[j] + taken))
    find = np.argmax if up else np.argmin
    taken_from = int(find(best[-1]))
    for j in range(len(event_days)):
        after, first = best[-2 - j], max(0, taken_from - int(room[j + 1]))
        next_taken = first + int(find(after[first : taken_from + 1]))
        chosen[free[seen == j + 1][: taken_from - next_taken]] = True
        taken_from = next_taken
    return chosen


def _best_within(values: NDArray[np.float64], width: int, *, up: bool) -> NDArray[np.float64]:
    """Return, for each i, the best of values[i - width] to values[i], as far as they are there.

    >>> _best_within(np.array([3.0, 1.0, 2.0]), 1, up=True).tolist()
    [3.0, 3.0, 2.0, 2.0]
    """
    better = np.maximum if up else np.minimum
    edge = np.full(width, -np.inf if up else np.inf)
    window, span = np.concatenate([edge, values, edge]), 1
    while span < width + 1:
        step = min(span, width + 1 - span)
        window, span = better(window[step:], window[:-step]), span + step
    return window
