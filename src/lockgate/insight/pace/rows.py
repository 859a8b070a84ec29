"""The rows that a group has in the tables of pace."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lockgate.insight.pace.bands import LEAST_AT_RISK, band_widths
from lockgate.insight.pace.curves import Pace
from lockgate.insight.pace.estimate import NO_LINE, beyond_note, edge_note, none_decided_note
from lockgate.insight.pace.intervals import at_an_edge, incidence_limits, wilson_limits
from lockgate.insight.pace.outcome import ANY
from lockgate.insight.pace.quantiles import QUANTILES, quantile_days

Floats = NDArray[np.float64]
Parts = Mapping[str, Sequence[Any] | NDArray[Any]]
"""Columns of one length; nan in a column of floats is what cannot be told."""


class Rows:
    """A table that grows by the rows of one group after another."""

    def __init__(self, schema: Mapping[str, pa.DataType]) -> None:
        self._schema = schema
        self._groups: list[tuple[tuple[str, ...], int]] = []
        self._parts: dict[str, list[pa.Array]] = {name: [] for name in schema}

    def add(self, group: tuple[str, ...], parts: Parts) -> None:
        """Add columns of one length, all under the values of one group."""
        for name, kind in self._schema.items():
            column = parts[name]
            if isinstance(column, np.ndarray) and column.dtype.kind == "f":
                missing = np.isnan(column)
                held = np.where(missing, 0.0, column).astype(kind.to_pandas_dtype())
                self._parts[name].append(pa.array(held, kind, mask=missing))
            else:
                self._parts[name].append(pa.array(column, kind))
        self._groups.append((group, len(self._parts[next(iter(self._schema))][-1])))

    def table(self, by: Sequence[str]) -> pa.Table:
        """Return all rows, the columns of the groups first."""
        counts = [count for _, count in self._groups]
        named = {
            name: pa.array(
                np.repeat(np.array([group[place] for group, _ in self._groups], object), counts), pa.string()
            )
            for place, name in enumerate(by)
        }
        held = {name: pa.chunked_array(self._parts[name], kind) for name, kind in self._schema.items()}
        return pa.table({**named, **held})


def pace_rows(curves: Pace, words: Sequence[str], at: NDArray[np.int64], *, draws: int) -> Parts:
    """Return incidence and share of decided of every outcome and of any end; `at` is empty for the days of the data."""
    days = at if at.size else _days_of_the_data(curves)
    widths = band_widths(curves, draws=draws) if draws and curves.n else None
    codes = {**{word: code for code, word in enumerate(words, 1)}, ANY: 0}
    blocks = []
    for measure in ("incidence", "share_of_decided"):
        for word, code in codes.items():
            width = float("nan") if widths is None else float(getattr(widths, measure)[code])
            blocks.append(_block(curves, measure, word, code, days, width))
    return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}


def _days_of_the_data(curves: Pace) -> NDArray[np.int64]:
    if not curves.n:
        return np.zeros(1, np.int64)
    return np.union1d(np.flatnonzero(curves.ended.sum(axis=1)), [len(curves.at_risk) - 1])


def _block(curves: Pace, measure: str, word: str, code: int, days: NDArray[np.int64], width: float) -> dict[str, Any]:
    """Return the rows of one curve; `width` is that of its band in standard errors, nan where it has none."""
    followed = days < len(curves.at_risk)
    share, se, at_risk = np.full(len(days), np.nan), np.full(len(days), np.nan), np.zeros(len(days), np.int64)
    at_risk[followed] = curves.at_risk[days[followed]]
    ask = curves.shares if measure == "incidence" else curves.shares_of_decided
    share[followed], se[followed] = ask(code, days[followed])
    edge = at_an_edge(share)
    share, se = np.where(edge, np.round(share), share), np.where(edge, 0.0, se)
    limits = incidence_limits(code)
    low, high = limits(share, se)
    told_days = zip(days.tolist(), at_risk.tolist(), share.tolist(), strict=True)
    banded = np.where(at_risk >= LEAST_AT_RISK, width, np.nan)
    band_low, band_high = limits(share, se, banded)
    return {
        "measure": np.full(len(days), measure, object),
        "outcome": np.full(len(days), word, object),
        "day": days,
        "n": np.full(len(days), curves.n),
        "at_risk": at_risk,
        "incidence": share,
        "se": se,
        "low": low,
        "high": high,
        "band_low": np.where(np.isnan(banded), np.nan, band_low),
        "band_high": np.where(np.isnan(banded), np.nan, band_high),
        "note": np.array([_note(curves, *told) for told in told_days], object),
    }


def _note(curves: Pace, day: int, at_risk: int, share: float) -> str:
    if curves.followed_to is None:
        return NO_LINE
    if day > curves.followed_to:
        return beyond_note(day, curves.followed_to)
    if math.isnan(share):
        return none_decided_note(day)
    if at_risk < LEAST_AT_RISK and not edge_note(share):
        return f"A band ends where fewer than {LEAST_AT_RISK} are at risk."
    return edge_note(share)


def share_rows(codes: NDArray[np.int64], words: Sequence[str]) -> Parts:
    """Return the share of all rows that came to each outcome, without days, by counting: Wilson's interval."""
    n = len(codes)
    counts = np.bincount(codes, minlength=len(words) + 1)
    counts = np.append(counts[1:], n - counts[0])
    pending = n - int(counts[-1])
    share = counts / n if n else np.full(len(counts), np.nan)
    low, high = wilson_limits(counts, n)
    nothing = np.full(len(counts), np.nan)
    note = NO_LINE if not n else f"{pending} of {n} are pending: so far." if pending else ""
    return {
        "measure": ["share"] * len(counts),
        "outcome": [*words, ANY],
        "day": nothing,
        "n": np.full(len(counts), n),
        "at_risk": nothing,
        "incidence": share,
        "se": np.sqrt(share * (1 - share) / n) if n else nothing,
        "low": low,
        "high": high,
        "band_low": nothing,
        "band_high": nothing,
        "note": [note] * len(counts),
    }


def quantile_rows(curves: Pace, words: Sequence[str]) -> Parts:
    """Return the days by which 10, 25, 50, 75 and 90 % of all lines had come to each outcome, and ended at all."""
    codes = {**{word: code for code, word in enumerate(words, 1)}, ANY: 0}
    found = [(word, one) for word, code in codes.items() for one in quantile_days(curves, code, QUANTILES)]
    names = ("quantile", "n", "day", "low", "high", "note")
    return {
        "outcome": [word for word, _ in found],
        **{name: [getattr(one, name) for _, one in found] for name in names},
    }
