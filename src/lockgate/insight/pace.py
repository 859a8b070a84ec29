"""How fast lines move: the share of all lines submitted that came to each outcome within so many days.

Pure: arrays in, plain values out. A line that is still pending on the data's date is censored there, and outcomes
compete: a line that was refused can no longer be granted. The estimator is that of Aalen and Johansen, Scand. J.
Statist. 5 (1978) 141-150; Andersen, Borgan, Gill and Keiding, Statistical Models Based on Counting Processes (1993),
ch. IV.4. What cannot be told is None, with a note.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.core.errors import Invalid

DAYS_MAX = 36_525
"""The longest wait that is believed, a hundred years: what is longer is a wrong date."""
_Z_95 = 1.959963984540054
_NEARLY = 1e-12
"""How far a sum of shares may lie beside 0, 1/2 or 1 and still be that: the error of rounding, no more."""


class Outcome(IntEnum):
    """What became of a line. The codes stand in arrays; the names, in small letters, are the words of files."""

    PENDING = 0
    GRANTED = 1
    REFUSED = 2
    RETURNED = 3
    WITHDRAWN = 4


OUTCOMES = (Outcome.GRANTED, Outcome.REFUSED, Outcome.RETURNED, Outcome.WITHDRAWN)
"""What ends a line's waiting."""


class Estimate(NamedTuple):
    """A share on a day, its standard error and its pointwise 95 % interval; None where it cannot be told: `note` why.

    `n` lines were submitted, `at_risk` of them had waited as long as `day` and were pending at its start.
    """

    day: int
    n: int
    at_risk: int
    share: float | None
    se: float | None
    low: float | None
    high: float | None
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class Pace:
    """The curves of a set of lines, one row a day from 0 to the longest wait.

    `state` has the share still pending after the day, then the cumulative incidence of each of OUTCOMES: a row sums
    to 1. `covariance` is that of the row.
    """

    n: int
    at_risk: NDArray[np.int64]
    state: NDArray[np.float64]
    covariance: NDArray[np.float64]

    @property
    def followed_to(self) -> int | None:
        """The longest wait of any line in days, decided or not; None where there is no line."""
        return len(self.at_risk) - 1 if self.n else None

    def incidence(self, outcome: Outcome, day: int, *, carried: bool = False) -> Estimate:
        """Return the share of all lines submitted that came to this outcome within `day` days.

        Beyond follow-up it is None, or with `carried` what it was on the last day of follow-up.
        """
        return self._estimate(day, OUTCOMES.index(outcome) + 1, carried=carried)

    def incidence_of_any(self, day: int) -> Estimate:
        """Return the share of all lines submitted whose waiting ended, in whatever way, within `day` days."""
        return self._estimate(day, 0, carried=False)

    def share_of_decided(self, outcome: Outcome, day: int, *, carried: bool = False) -> Estimate:
        """Return, of what ended within `day` days, the share that came to this outcome: F_k(d) / F_any(d).

        With R the ratio, the delta method gives Var R = (Var F_k - 2 R Cov(F_k, F_any) + R^2 Var F_any) / F_any^2.
        """
        if note := self._why_nothing(day, carried=carried):
            return self._nothing(day, note)
        row, k = min(day, len(self.state) - 1), OUTCOMES.index(outcome) + 1
        any_end = 1.0 - float(self.state[row, 0])
        if any_end < _NEARLY:
            return self._nothing(day, f"No line was decided within {day} days.")
        ratio, covariance = float(self.state[row, k]) / any_end, self.covariance[row]
        # F_any is 1 - S, so its covariance with F_k is that of S with the sign turned.
        variance = (covariance[k, k] + 2 * ratio * covariance[0, k] + ratio**2 * covariance[0, 0]) / any_end**2
        return self._with_interval(day, ratio, float(variance))

    def first_day_reaching(self, share: float) -> int | None:
        """Return the first day by which this share of all lines had ended; None where that is not within follow-up."""
        reached = np.flatnonzero(1.0 - self.state[:, 0] >= share - _NEARLY)
        return int(reached[0]) if reached.size else None

    def _estimate(self, day: int, column: int, *, carried: bool) -> Estimate:
        if note := self._why_nothing(day, carried=carried):
            return self._nothing(day, note)
        row = min(day, len(self.state) - 1)
        share = float(self.state[row, column])
        return self._with_interval(day, share if column else 1.0 - share, float(self.covariance[row, column, column]))

    def _at_risk(self, day: int) -> int:
        return int(self.at_risk[day]) if 0 <= day < len(self.at_risk) else 0

    def _why_nothing(self, day: int, *, carried: bool) -> str:
        if day < 0:
            raise Invalid(f"Day {day} lies before the submission.", mend="Give a day of 0 or more.")
        if not self.n:
            return "There is no line."
        if not carried and not self._at_risk(day):
            return f"No line was followed for {day} days: the longest wait is {self.followed_to} days."
        return ""

    def _nothing(self, day: int, note: str) -> Estimate:
        return Estimate(day, self.n, self._at_risk(day), None, None, None, None, note)

    def _with_interval(self, day: int, share: float, variance: float) -> Estimate:
        """Add the interval symmetric in log(-log F): F ** exp(+-z se / (F |log F|)); at 0 and 1 there is none."""
        at_risk = self._at_risk(day)
        for edge in (0.0, 1.0):
            if abs(share - edge) < _NEARLY:
                note = f"At {edge:.0%} there is no interval of this kind."
                return Estimate(day, self.n, at_risk, edge, 0.0, None, None, note)
        se = math.sqrt(max(variance, 0.0))
        width = min(_Z_95 * se / (share * -math.log(share)), 700.0)
        low, high = share ** math.exp(width), share ** math.exp(-width)
        return Estimate(day, self.n, at_risk, share, se, low, high, "")


def pace_of(days: ArrayLike, outcomes: ArrayLike) -> Pace:
    """Estimate the curves from the days that each line waited and the code of its Outcome.

    A line that is decided has waited from its submission to its decision, a pending one to the data's date: whole
    days, 0 allowed. On one day decisions come before censoring: at risk are all with a time of that day or more.

    With n at risk on a day and d_k decided as k, h_k = d_k / n, h = sum h_k, S what was pending before:

        S' = S (1 - h),   F_k' = F_k + S h_k.

    The variance is that of the delta method, the decisions of a day being multinomial among those at risk:
    Cov(h_k, h_l) = (h_k [k = l] - h_k h_l) / n, and independent from day to day given who is at risk. With
    p = (S, F_1 .. F_4), m = (-h, h_1 .. h_4) and C / n the covariance of m, a day does

        p' = p + S m,   V' = J V J^T + S^2 C / n,   J = I + m e_0^T.

    Written out for one outcome this is sum_j [(F_k(t) - F_k(t_j))^2 d / (n (n - d)) + S^2 d_k (n - d_k) / n^3
    - 2 (F_k(t) - F_k(t_j)) S d_k / n^2], for S that of Greenwood. It equals the infinitesimal jackknife that R's
    `survfit` gives by default, with ties too. Raises Invalid for what is no wait and no code.
    """
    waited, codes = _checked(days, outcomes)
    length = int(waited.max()) + 1 if waited.size else 0
    counts = np.bincount(codes * length + waited, minlength=5 * length).reshape(5, length)
    at_risk = waited.size - (np.cumsum(counts.sum(axis=0)) - counts.sum(axis=0))
    moves = np.zeros((length, 5))
    moves[:, 1:] = (counts[1:] / at_risk).T
    moves[:, 0] = -moves[:, 1:].sum(axis=1)
    pending_after = np.cumprod(1.0 + moves[:, 0])
    pending_before = np.concatenate([[1.0], pending_after])[:length]
    state = np.cumsum(pending_before[:, None] * moves, axis=0) + np.array([1.0, 0, 0, 0, 0])
    state[:, 0] = pending_after
    return Pace(int(waited.size), at_risk, state, _covariances(moves, pending_before, at_risk))


def _covariances(
    moves: NDArray[np.float64], pending_before: NDArray[np.float64], at_risk: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return V of each day from m, S and n, in the names of `pace_of`."""
    carry = np.tile(np.eye(5), (len(moves), 1, 1))
    carry[:, :, 0] += moves
    added = -moves[:, :, None] * moves[:, None, :]
    outcome = np.arange(1, 5)
    added[:, outcome, outcome] += moves[:, 1:]
    added[:, 0, :] -= moves  # m_0 is -h, and so this adds h to C of m_0 with itself, and takes h_k from that with m_k
    added[:, 1:, 0] -= moves[:, 1:]
    added *= (pending_before**2 / at_risk)[:, None, None]
    covariance, v = np.zeros((len(moves), 5, 5)), np.zeros((5, 5))
    for day in range(len(moves)):
        v = carry[day] @ v @ carry[day].T + added[day]
        covariance[day] = v
    return covariance


def _checked(days: ArrayLike, outcomes: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    waited, codes = np.asarray(days), np.asarray(outcomes)
    if waited.shape != codes.shape or waited.ndim != 1:
        raise Invalid("Days and outcomes are not of one length.", mend="Give one day and one outcome for each line.")
    if waited.size and not (np.issubdtype(waited.dtype, np.integer) and np.issubdtype(codes.dtype, np.integer)):
        raise Invalid("Days and outcomes must be whole numbers.", mend="Give whole days and codes of Outcome.")
    wrong = (waited < 0) | (waited > DAYS_MAX)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise Invalid(f"Line {row + 1} waited {waited[row]} days.", mend=f"Give 0 to {DAYS_MAX} days.")
    wrong = (codes < 0) | (codes > max(Outcome))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise Invalid(f"{codes[row]} (line {row + 1}) is no outcome.", mend="Give a code of Outcome.")
    return waited.astype(np.int64), codes.astype(np.int64)


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
    waited, codes = _checked(days, outcomes)
    ended = codes != Outcome.PENDING
    whole = pace_of(waited, codes)
    naive = pace_of(waited[ended], codes[ended]).first_day_reaching(0.5)
    return DaysToDecision(whole.first_day_reaching(0.5), naive, whole.n, int((~ended).sum()), whole.followed_to)
