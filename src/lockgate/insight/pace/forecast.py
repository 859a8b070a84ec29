"""What one waiting case may expect: its chance of a grant within so many more days, given the days it has waited.

Pure, on the table that `pace` writes (docs/methods/forecast.md). `ForecastTable.from_pace_table(table, where)` reads
one group of that table; then `chance_by_day(waited, horizon)` is P(granted within 1, 2 .. horizon more days), and
`chance_within(waited, more)` the same for many cases at once, each with its own days, in arrays of one length. Both
rest on

    P(granted at wait t | pending after D days) = (F_granted(t) - F_granted(D)) / S(D),   S = 1 - F_any.

Beyond the table's last day nothing is known: the curves stay flat there, so that what is left is "not within", never
"never". `why_nothing(waited)` says why a case cannot be told about at all; its chances are nan then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.own_file.parsing import numbers_of, wholes_of
from lockgate.insight.pace.curves import Pace
from lockgate.insight.pace.estimate import DAYS_MAX
from lockgate.insight.pace.intervals import NEARLY, log_log_limits
from lockgate.insight.pace.outcome import ANY, GRANTED
from lockgate.insight.pace.working_days import days_in_words, is_in_working_days

SHOWN = 5
ROUNDED = 1e-9
"""How far a share of a table may be off: it was written with twelve digits."""
AS_WRITTEN = "Give the table as `lockgate insight pace` wrote it."
NOT_GROUPS = frozenset(
    "measure outcome day n at_risk incidence se low high band_low band_high note line".split()  # noqa: SIM905
)
"""The columns of a pace table that are not those by which it was grouped."""


@dataclass(frozen=True, slots=True, eq=False)
class ForecastTable:
    """One group's curves by day, from 0 to `followed_to`, the last day about which the pace table tells anything.

    `granted` and `ended` are cumulative shares of all lines submitted; between the table's days they stay as they
    were. `at_risk` is the number at risk on a day of the table, 0 on the days between. `n` lines were submitted. With
    `working_days` all days are such, those waited and those ahead among them.
    """

    n: int
    granted: NDArray[np.float64]
    ended: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    working_days: bool = False

    @property
    def followed_to(self) -> int:
        """The last day of the table; -1 where it tells nothing."""
        return len(self.ended) - 1

    @property
    def nothing_ended(self) -> bool:
        """Tell whether no line of the table had ended, in any way: that none ever will is not said by it."""
        return not self.ended.size or bool(self.ended[-1] < NEARLY)

    @classmethod
    def from_pace_table(
        cls, table: pa.Table, where: Mapping[str, str] | None = None, *, outcome: str = GRANTED
    ) -> ForecastTable:
        """Read one group of a pace table, with numbers or still as text, such as `where={"destination": "DE"}`.

        `outcome` is the word for granted. Raises Invalid where more than one group is left, where there is none, where
        lines ended but none with that word, and where a number is none or more was granted than had ended.
        """
        rows = _one_group(table, dict(where or {}))
        any_day, any_share, any_at_risk, n = _curve(rows, ANY)
        day, share, _, _ = _curve(rows, outcome)
        if any_share.size and any_share.max() > NEARLY and not day.size:
            words = sorted(set(rows["outcome"].to_pylist()) - {ANY})
            raise Invalid(
                f"The table has no outcome {outcome!r}; it has {', '.join(words) or 'no other word than any'}.",
                mend="Name the word that means granted there.",
            )
        length = int(any_day.max()) + 1 if any_day.size else 0
        at_risk = np.zeros(length, np.int64)
        at_risk[any_day] = any_at_risk
        granted, ended = _dense(day, share, length), _dense(any_day, any_share, length)
        if (granted > ended + ROUNDED).any():
            group = f"the group of line {rows['line'][0]}" if "line" in rows.column_names else "the table"
            raise Invalid(f"In {group} more was granted than had ended.", mend=AS_WRITTEN)
        return cls(n, granted, ended, at_risk, is_in_working_days(table))

    @classmethod
    def from_pace(cls, pace: Pace, outcome: int = 1) -> ForecastTable:
        """Take the curves as they were estimated; `outcome` is the code of granted, 0 where nothing was granted."""
        ended = 1.0 - pace.state[:, 0]
        granted = pace.state[:, outcome] if outcome else np.zeros_like(ended)
        return cls(pace.n, granted, ended, pace.at_risk)

    def why_nothing(self, waited: int) -> str:
        """Say why nothing can be told of a case that has waited so long; "" where something can."""
        if waited < 0:
            raise Invalid(f"A case cannot have waited {waited} days.", mend="Give the days waited, 0 or more.")
        if self.followed_to < 0:
            return "The table tells of no line."
        followed, since = (days_in_words(each, working=self.working_days) for each in (self.followed_to, waited))
        if self.nothing_ended:
            return f"No line of the table had ended within {followed}, the longest wait."
        if waited >= self.followed_to:
            return f"No line of the table was followed for more than {followed}."
        if 1.0 - self.ended[waited] < NEARLY:
            return f"Every line of the table had ended within {since}: none waited longer."
        return ""

    def chance_by_day(self, waited: int, horizon: int) -> NDArray[np.float64]:
        """Return the chance of a grant within 1 .. `horizon` more days; nan where `why_nothing(waited)` says why."""
        return self.chance_within(np.full(horizon, waited), np.arange(1, horizon + 1))

    def chance_within(self, waited: ArrayLike, more: ArrayLike) -> NDArray[np.float64]:
        """Return for each case the chance of a grant within `more` days, given the days it has `waited`; nan as above.

        Two arrays of whole numbers that broadcast, `waited` 0 or more.
        """
        return self._given(self.granted, waited, more)

    def chance_of_an_end_within(self, waited: ArrayLike, more: ArrayLike) -> NDArray[np.float64]:
        """Return for each case the chance that its waiting ends within `more` days, in whatever way; nan as above."""
        return self._given(self.ended, waited, more)

    def limits_by_day(self, waited: int, horizon: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the pointwise 95 % limits, log-log, of `chance_by_day`; nan where the chance is 0, 1 or nan.

        The variance is that of `pace_of` for lines that enter on day `waited`: with h, h_g the conditional chances of
        an end and of a grant on a day of the table and n at risk on it,
        V = sum [(P(t) - P(j))^2 h / (n (1 - h)) + S^2 h_g (1 - h_g) / n - 2 (P(t) - P(j)) S h_g / n], S and P being
        those of the case. Where the table leaves days out, n is the number at risk on the later day, which is smaller:
        the interval is rather too wide.
        """
        chance = self.chance_by_day(waited, horizon)
        if self.why_nothing(waited):
            return chance, chance
        last = min(waited + horizon, self.followed_to)
        days = np.arange(waited + 1, last + 1)
        days = days[self.at_risk[days] > 0]
        left = 1.0 - self.ended[waited]
        before = (1.0 - self.ended[days - 1]) / left
        told = (self.granted[days] - self.granted[waited]) / left
        with np.errstate(divide="ignore", invalid="ignore"):
            h = np.where(before > NEARLY, (self.ended[days] - self.ended[days - 1]) / left / before, 0.0)
            h_granted = np.where(before > NEARLY, (self.granted[days] - self.granted[days - 1]) / left / before, 0.0)
            odds = np.where(h < 1 - NEARLY, h / (1 - h), 0.0)
        n = self.at_risk[days]
        weight, own = before * h_granted / n, before**2 * h_granted * (1 - h_granted) / n
        sums = [np.concatenate([[0.0], np.cumsum(each)]) for each in _terms(odds / n, weight, own, told)]
        place = np.searchsorted(days, waited + np.arange(1, horizon + 1), side="right")
        now = np.concatenate([[0.0], told])[place]
        g, g_p, g_pp, w, w_p, o = (each[place] for each in sums)
        variance = now**2 * g - 2 * now * g_p + g_pp + o - 2 * (now * w - w_p)
        return log_log_limits(chance, np.sqrt(np.maximum(variance, 0.0)))

    def _given(self, curve: NDArray[np.float64], waited: ArrayLike, more: ArrayLike) -> NDArray[np.float64]:
        since, ahead = np.broadcast_arrays(np.asarray(waited, np.int64), np.asarray(more, np.int64))
        if since.size and since.min() < 0:
            raise Invalid("A case cannot have waited less than 0 days.", mend="Give the days waited, 0 or more.")
        if self.nothing_ended:
            return np.full(since.shape, np.nan)
        start = np.minimum(since, self.followed_to)
        end = np.minimum(start + np.maximum(ahead, 0), self.followed_to)
        left = 1.0 - self.ended[start]
        can_tell = (since < self.followed_to) & (left > NEARLY)
        chance = (curve[end] - curve[start]) / np.where(can_tell, left, 1.0)
        return np.where(can_tell, np.clip(chance, 0.0, 1.0), np.nan)


def _terms(
    g: NDArray[np.float64], weight: NDArray[np.float64], own: NDArray[np.float64], told: NDArray[np.float64]
) -> tuple[NDArray[np.float64], ...]:
    return g, g * told, g * told**2, weight, weight * told, own


def _one_group(table: pa.Table, where: dict[str, str]) -> pa.Table:
    groups = [name for name in table.column_names if name not in NOT_GROUPS]
    for name, value in where.items():
        if name not in groups:
            raise Invalid(f"The table is not grouped by {name!r}.", mend=f"Its groups: {', '.join(groups) or 'none'}.")
        table = table.filter(pc.equal(table[name].cast(pa.string()), value))
        if not table.num_rows:
            raise Invalid(f"No row of the table has {name}={value}.", mend="Name a group that the table has.")
    held = table.select(groups).group_by(groups).aggregate([]).to_pylist() if groups else []
    if len(held) > 1:
        shown = "; ".join(", ".join(f"{name}={value}" for name, value in one.items()) for one in held[:SHOWN])
        raise Invalid(f"The table has {len(held)} groups, such as {shown}.", mend="Name one with --where COLUMN=VALUE.")
    rows = table.filter(pc.equal(table["measure"], "incidence"))
    if table.num_rows and not rows.num_rows:
        raise Invalid("The table has shares without days.", mend="A forecast needs a file with days of submission.")
    return rows


def _curve(rows: pa.Table, outcome: str) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64], int]:
    """Return days, shares and numbers at risk of the rows that tell something; and how many lines there were."""
    held = rows.filter(pc.equal(rows["outcome"], outcome))
    n, day, at_risk = (wholes_of(_text(held, name)) for name in ("n", "day", "at_risk"))
    share = numbers_of(_text(held, "incidence"))
    shares, days = share.values.astype(np.float64), day.values.astype(np.int64)
    told = ~share.empty
    no_number = day.wrong | day.empty | (days > DAYS_MAX) | at_risk.wrong | at_risk.empty
    wrong = n.wrong | share.wrong | (shares < 0) | (shares > 1 + ROUNDED) | (told & no_number)
    if wrong.any():
        row = int(np.argmax(wrong))
        where = f"Line {held['line'][row]}" if "line" in held.column_names else f"Row {row + 1} of {outcome!r}"
        raise Invalid(
            f"{where} of the table has no day from 0 to {DAYS_MAX}, no share from 0 to 1, or no whole n or at_risk.",
            mend=AS_WRITTEN,
        )
    order = np.argsort(days[told], kind="stable")
    counts = at_risk.values.astype(np.int64)[told]
    return days[told][order], shares[told][order], counts[order], int(n.values.astype(np.int64).max(initial=0))


def _text(rows: pa.Table, name: str) -> pa.ChunkedArray:
    return pc.fill_null(rows[name].cast(pa.string()), "")


def _dense(day: NDArray[np.int64], share: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Carry the shares on to every day from 0; 0 before the first."""
    place = np.searchsorted(day, np.arange(length), side="right")
    return np.concatenate([[0.0], np.maximum.accumulate(share)])[place] if length else np.zeros(0)
