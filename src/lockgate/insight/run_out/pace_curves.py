"""Reads the curves of all groups of a pace table: what was granted, and what had ended, by day of waiting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.own_file.parsing import numbers_of, wholes_of
from lockgate.insight.pace.columns import PACE_TABLE
from lockgate.insight.pace.forecast import NOT_GROUPS, ForecastTable
from lockgate.insight.pace.groups import groups_of
from lockgate.insight.pace.outcome import ANY, GRANTED
from lockgate.insight.pace.working_days import is_in_working_days
from lockgate.insight.run_out.arrivals import NOTHING_LEFT, Curves
from lockgate.insight.run_out.texts import joined, lines_of, text_of

DAYS_MAX: Final = 36_525
_MEND = "Give the table that `lockgate insight pace` wrote."


class PaceCurves(NamedTuple):
    """`keys` has the groups for which a case's chance can be told, `names` the columns that they are told by.

    The place of a key is the row of `curves`.
    """

    names: tuple[str, ...]
    keys: pa.Array
    curves: Curves


def group_names(pace: pa.Table) -> list[str]:
    """Return the columns by which a pace table was grouped."""
    return [name for name in pace.column_names if name not in NOT_GROUPS]


def curves_of(pace: pa.Table) -> PaceCurves:
    """Read the curves; raises Invalid where a number is none, where it has no row, no days, no grants, or more
    grants than ends. Working days are refused: a line uses its stock on every day.
    """
    _check_days(pace)
    if not pace.num_rows:
        raise Invalid("PACE has no row: it tells of no line.", mend=_MEND)
    names = group_names(pace)
    columns = {name: text_of(pace, name, "PACE") for name in (*names, *(column.name for column in PACE_TABLE))}
    told = pa.table({**columns, "line": lines_of(pace)})
    if not pc.any(pc.equal(told["measure"], "incidence")).as_py():
        raise Invalid("PACE has shares without days.", mend="Make it of a file with days of submission.")
    told = told.filter(pc.and_(pc.equal(told["measure"], "incidence"), pc.not_equal(told["incidence"], "")))
    _check(told)
    keys = joined([told[name] for name in names], told.num_rows)
    held = {keys[int(rows[0])].as_py(): _forecast(told.take(rows)) for _, rows in groups_of(told, names) if rows.size}
    known = {key: one for key, one in held.items() if one is not None}
    return PaceCurves(tuple(names), pa.array(known, pa.string()), _stacked(list(known.values())))


def _check_days(pace: pa.Table) -> None:
    if is_in_working_days(pace):
        raise Invalid(
            "PACE counts working days, and a stock is used on all days.",
            mend="Make the table without --calendar, then run it again.",
        )


def _check(told: pa.Table) -> None:
    day, share = wholes_of(told["day"]), numbers_of(told["incidence"])
    shares = share.values.astype(np.float64)
    outside = (shares < 0) | (shares > 1 + NOTHING_LEFT)
    wrong = day.empty | day.wrong | (day.values.astype(np.int64) > DAYS_MAX) | share.wrong | outside
    for name in ("n", "at_risk"):
        wrong |= wholes_of(told[name]).wrong
    if wrong.any():
        line = lines_of(told)[wrong][0]
        raise Invalid(
            f"Line {line} of PACE has no day from 0 to {DAYS_MAX}, no incidence from 0 to 1, or no whole n or at_risk.",
            mend=_MEND,
        )
    words = set(told["outcome"].to_pylist())
    if GRANTED not in words and shares.max(initial=0.0) > 0:
        others = ", ".join(sorted(words - {ANY}))
        raise Invalid(f"PACE has no outcome {GRANTED}; it has {others}.", mend="Name grants so where pace reads them.")


def _forecast(rows: pa.Table) -> ForecastTable | None:
    """Read one group; None where what was granted, or what had ended, is not told of it, or nothing had ended."""
    if not {ANY, GRANTED} <= set(rows["outcome"].to_pylist()):
        return None
    told = ForecastTable.from_pace_table(rows)
    # That none was granted so far is no chance of 0 %: the forecast tells nothing of such a group either.
    return None if told.nothing_ended else told


def _stacked(tables: Sequence[ForecastTable]) -> Curves:
    last = np.array([one.followed_to for one in tables], np.int64)
    length = int(last.max(initial=0)) + 1

    def carried_on(curve: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.pad(curve, (0, length - len(curve)), mode="edge")

    empty = np.zeros((0, length))
    return Curves(
        np.stack([carried_on(one.granted) for one in tables]) if tables else empty,
        np.stack([carried_on(one.ended) for one in tables]) if tables else empty,
        last,
    )
