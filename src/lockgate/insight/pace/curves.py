"""How fast lines move: the share of all lines submitted that came to each outcome within so many days.

Pure: arrays in, plain values out. A line that is still pending on the data's date is censored there, and outcomes
compete: a line that was refused can no longer be granted. The estimator is that of Aalen and Johansen, Scand. J.
Statist. 5 (1978) 141-150; Andersen, Borgan, Gill and Keiding, Statistical Models Based on Counting Processes (1993),
ch. IV.4. What cannot be told is None, with a note.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.pace.estimate import (
    DAYS_MAX,
    NO_LINE,
    Estimate,
    beyond_note,
    estimate_of,
    none_decided_note,
)
from lockgate.insight.pace.intervals import NEARLY, incidence_limits, log_log_limits
from lockgate.insight.pace.outcome import OUTCOMES

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pace:
    """The curves of a set of lines, one row a day from 0 to the longest wait.

    `ended` counts the lines that came to each outcome on the day, `at_risk` those that had waited as long and were
    pending at its start. `state` has the share still pending after the day, then the cumulative incidence of each
    outcome: a row sums to 1. `variance` is that of each column of `state`; the first is also that of F_any = 1 - S.
    `covariance` is that of each column with F_any, the first again its variance.
    """

    n: int
    at_risk: NDArray[np.int64]
    ended: NDArray[np.int64]
    state: Floats
    variance: Floats
    covariance: Floats

    @property
    def followed_to(self) -> int | None:
        """The longest wait of any line in days, decided or not; None where there is no line."""
        return len(self.at_risk) - 1 if self.n else None

    def incidence(self, outcome: int, day: int, *, carried: bool = False) -> Estimate:
        """Return the share of all lines submitted that came to this outcome (its code) within `day` days.

        Beyond follow-up it is None, or with `carried` what it was on the last day of follow-up.
        """
        return self._estimate(outcome, day, carried=carried, of_decided=False)

    def incidence_of_any(self, day: int) -> Estimate:
        """Return the share of all lines submitted whose waiting ended, in whatever way, within `day` days."""
        return self._estimate(0, day, carried=False, of_decided=False)

    def share_of_decided(self, outcome: int, day: int, *, carried: bool = False) -> Estimate:
        """Return, of what ended within `day` days, the share that came to this outcome: F_k(d) / F_any(d)."""
        return self._estimate(outcome, day, carried=carried, of_decided=True)

    def first_day_reaching(self, share: float) -> int | None:
        """Return the first day by which this share of all lines had ended; None where that is not within follow-up."""
        reached = np.flatnonzero(1.0 - self.state[:, 0] >= share - NEARLY)
        return int(reached[0]) if reached.size else None

    def shares(self, outcome: int, rows: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return incidence and standard error on days within follow-up; outcome 0 is any end."""
        share = self.state[rows, outcome] if outcome else 1.0 - self.state[rows, 0]
        return share, np.sqrt(np.maximum(self.variance[rows, outcome], 0.0))

    def shares_of_decided(self, outcome: int, rows: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return F_k / F_any and its standard error on days within follow-up; nan where none had ended by then.

        With R the ratio, the delta method gives Var R = (Var F_k - 2 R Cov(F_k, F_any) + R^2 Var F_any) / F_any^2.
        """
        any_end = 1.0 - self.state[rows, 0]
        some = any_end > NEARLY
        whole = np.where(some, any_end, 1.0)
        share = (self.state[rows, outcome] if outcome else any_end) / whole
        own, joint, all_ends = self.variance[rows, outcome], self.covariance[rows, outcome], self.variance[rows, 0]
        se = np.sqrt(np.maximum(own - 2 * share * joint + share**2 * all_ends, 0.0)) / whole
        return np.where(some, share, np.nan), np.where(some, se, np.nan)

    def _estimate(self, outcome: int, day: int, *, carried: bool, of_decided: bool) -> Estimate:
        if day < 0:
            raise Invalid(f"Day {day} lies before the submission.", mend="Give a day of 0 or more.")
        at_risk = int(self.at_risk[day]) if day < len(self.at_risk) else 0
        nothing = Estimate(day, self.n, at_risk, None, None, None, None, "")
        if self.followed_to is None:
            return nothing._replace(note=NO_LINE)
        if not carried and not at_risk:
            return nothing._replace(note=beyond_note(day, self.followed_to))
        row = np.array([min(day, self.followed_to)])
        share, se = self.shares_of_decided(outcome, row) if of_decided else self.shares(outcome, row)
        if np.isnan(share[0]):
            return nothing._replace(note=none_decided_note(day))
        limits = log_log_limits if of_decided else incidence_limits(outcome)
        return estimate_of(day, self.n, at_risk, float(share[0]), float(se[0]), limits)


def pace_of(days: ArrayLike, outcomes: ArrayLike, *, kinds: int = len(OUTCOMES)) -> Pace:
    """Estimate the curves from the days that each line waited and the code of its outcome, 1 .. `kinds`; 0 is pending.

    A line that is decided has waited from its submission to its decision, a pending one to the data's date: whole
    days, 0 allowed. On one day decisions come before censoring: at risk are all with a time of that day or more.

    With n at risk on a day and d_k decided as k, h_k = d_k / n, h = sum h_k, S what was pending before:

        S' = S (1 - h),   F_k' = F_k + S h_k.

    The variance is that of the delta method, the decisions of a day being multinomial among those at risk:
    Cov(h_k, h_l) = (h_k [k = l] - h_k h_l) / n, and independent from day to day given who is at risk. For two sums of
    outcomes A and B, with D_A(j) = F_A(t) - F_A(j) what comes after day j,

        Cov(F_A, F_B)(t) = sum_j [ D_A D_B h / (n (1 - h)) + S^2 (h_AB - h_A h_B) / n - (D_A h_B + D_B h_A) S / n ],

    for F_any that of Greenwood. It equals the infinitesimal jackknife that R's `survfit` gives by default, with ties
    too. Raises Invalid for what is no wait and no code.
    """
    waited, codes = checked(days, outcomes, kinds)
    length = int(waited.max()) + 1 if waited.size else 0
    counts = np.bincount(codes * length + waited, minlength=(kinds + 1) * length).reshape(kinds + 1, length)
    leaving = counts.sum(axis=0)
    at_risk = waited.size - (np.cumsum(leaving) - leaving)
    ended = np.ascontiguousarray(counts[1:].T)
    hazards = ended / at_risk[:, None]
    pending = np.cumprod((at_risk - ended.sum(axis=1)) / at_risk)
    before = np.concatenate([[1.0], pending])[:length]
    state = np.column_stack([pending, np.cumsum(before[:, None] * hazards, axis=0)])
    return Pace(int(waited.size), at_risk, ended, state, *_variances(state, hazards, before, at_risk))


def _variances(state: Floats, hazards: Floats, before: Floats, at_risk: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return Var F and Cov(F, F_any) by day, of F_any and of each outcome, in the names of `pace_of`.

    D_A(j) is written as a(j) - a(t), a what comes after a day until the last: the sums over j are then running sums,
    and small where their terms are.
    """
    h = np.column_stack([hazards.sum(axis=1), hazards])
    after = np.column_stack([state[:, 0], -state[:, 1:]])
    after = after - after[-1:]
    stays = 1.0 - h[:, :1]
    some_stay = stays > NEARLY
    odds = np.where(some_stay, h[:, :1] / np.where(some_stay, stays, 1.0), 0.0) / at_risk[:, None]
    weight, square = (before / at_risk)[:, None], (before**2 / at_risk)[:, None]
    run_odds, run_odds_after = np.cumsum(odds, axis=0), np.cumsum(odds * after, axis=0)
    run_h, run_h_after = np.cumsum(weight * h, axis=0), np.cumsum(weight * h * after, axis=0)
    any_after, run_any_after = after[:, :1], run_odds_after[:, :1]
    own = np.cumsum(square * h * (1 - h) + odds * after**2, axis=0)
    own += after**2 * run_odds - 2 * after * run_odds_after - 2 * (run_h_after - after * run_h)
    joint = np.cumsum(square * h * stays + odds * after * any_after, axis=0)
    joint += after * any_after * run_odds - after * run_any_after - any_after * run_odds_after
    joint -= np.cumsum(weight * h * any_after, axis=0) - any_after * run_h
    joint -= np.cumsum(weight * h[:, :1] * after, axis=0) - after * run_h[:, :1]
    return own, joint


def checked(days: ArrayLike, outcomes: ArrayLike, kinds: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return both as whole numbers; raise Invalid for what is no wait of 0 .. DAYS_MAX and no code of 0 .. `kinds`."""
    waited, codes = np.asarray(days), np.asarray(outcomes)
    if waited.shape != codes.shape or waited.ndim != 1:
        raise Invalid("Days and outcomes are not of one length.", mend="Give one day and one outcome for each line.")
    if not waited.size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    if not (np.issubdtype(waited.dtype, np.integer) and np.issubdtype(codes.dtype, np.integer)):
        raise Invalid("Days and outcomes must be whole numbers.", mend="Give whole days and codes of Outcome.")
    if waited.min() < 0 or waited.max() > DAYS_MAX:
        row = int(np.argmax((waited < 0) | (waited > DAYS_MAX)))
        raise Invalid(f"Line {row + 1} waited {waited[row]} days.", mend=f"Give 0 to {DAYS_MAX} days.")
    if codes.min() < 0 or codes.max() > kinds:
        row = int(np.argmax((codes < 0) | (codes > kinds)))
        raise Invalid(f"{codes[row]} (line {row + 1}) is no outcome.", mend="Give a code of Outcome.")
    return waited.astype(np.int64, copy=False), codes.astype(np.int64, copy=False)
