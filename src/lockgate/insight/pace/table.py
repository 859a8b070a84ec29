"""The table of pace: for every group, outcome and day the two figures with their uncertainty, or the plain shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lockgate.core.errors import Invalid
from lockgate.insight.own_file.set_aside import SetAside, set_aside_table
from lockgate.insight.pace.bands import DRAWS
from lockgate.insight.pace.cases import cases_of
from lockgate.insight.pace.columns import WORKING_DAYS
from lockgate.insight.pace.curves import pace_of
from lockgate.insight.pace.groups import group_numbers, group_text, groups_of
from lockgate.insight.pace.outcome import GRANTED
from lockgate.insight.pace.rows import Rows, pace_rows, quantile_rows, share_rows
from lockgate.insight.pace.waits import Waits, waits_of
from lockgate.regimes.working_calendar import WorkingCalendar

PACE: Final = {
    "measure": pa.string(),
    "outcome": pa.string(),
    "day": pa.int64(),
    "n": pa.int64(),
    "at_risk": pa.int64(),
    "incidence": pa.float64(),
    "se": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "band_low": pa.float64(),
    "band_high": pa.float64(),
    "note": pa.string(),
}
"""The columns of the table of pace after those by which it is grouped. What cannot be told is null."""
QUANTILE: Final = {
    "outcome": pa.string(),
    "quantile": pa.float64(),
    "n": pa.int64(),
    "day": pa.int64(),
    "low": pa.int64(),
    "high": pa.int64(),
    "note": pa.string(),
}
LINE: Final = "line"
"""The column that says where a row stood in its file."""
NO_CASE: Final = "It has no id, which would say of which case it is a line."
Unit = Literal["line", "case"]


class PaceTables(NamedTuple):
    """The columns of PACE and of QUANTILE, each after the columns of the groups; and `line,id,reason`."""

    pace: pa.Table
    quantiles: pa.Table
    set_aside: pa.Table


def pace_table(
    rows: pa.Table,
    *,
    by: Sequence[str] = (),
    at: Iterable[int] = (),
    until: date | None = None,
    calendar: WorkingCalendar | None = None,
    unit: Unit = "line",
    draws: int = DRAWS,
) -> PaceTables:
    """Estimate the pace of the lines of a table, group by group.

    `rows` has the columns of `columns.LINES`, as text or as dates and whole numbers; a column `line` names a row in
    the set aside, else its place from 1 does. `at` are the days to tell of: without them every day on which a line
    ended, and the longest wait. With `unit="case"` the rows of one `id` are one case. A column `submitted_on` that is
    not there makes it a table of shares, with Wilson's interval. `draws` are those of the bands; 0 leaves them out.

    Raises Invalid for a column, a day or a unit that cannot be, for `at` and `calendar` without days of submission, and
    where a row is pending and `until` is not given.
    """
    by, days = list(dict.fromkeys(by)), sorted(set(at))
    if unit not in get_args(Unit):
        raise Invalid(f"There is no unit {unit!r}.", mend=f"Give one of {', '.join(get_args(Unit))}.")
    _check(rows, by, days)
    check_has_days(rows.column_names, {"--at": bool(days), "--calendar": calendar is not None})
    waits = waits_of(rows, until=until, calendar=calendar)
    if unit == "case":
        waits = _by_case(rows, by, waits)
    held = np.full(rows.num_rows, -1)
    held[waits.place] = np.arange(len(waits.place))
    pace, quantiles = Rows(PACE), Rows(QUANTILE)
    for group in groups_of(rows, by):  # a group whose rows were all set aside is told of, as one without a line
        place = held[group.rows]
        place = place[place >= 0]
        codes = waits.codes[place]
        if waits.days is None:
            pace.add(group.values, share_rows(codes, waits.words))
            continue
        curves = pace_of(waits.days[place], codes, kinds=len(waits.words))
        pace.add(group.values, pace_rows(curves, waits.words, np.array(days, np.int64), draws=draws))
        quantiles.add(group.values, quantile_rows(curves, waits.words))
    told = PaceTables(pace.table(by), quantiles.table(by), set_aside_table(waits.set_aside))
    if calendar is None or waits.days is None:
        return told
    return told._replace(pace=_in_working_days(told.pace), quantiles=_in_working_days(told.quantiles))


def _in_working_days(table: pa.Table) -> pa.Table:
    """Begin every note with what the days of the table are: whoever reads it later would take them for all days."""
    note = pc.utf8_trim_whitespace(pc.binary_join_element_wise(WORKING_DAYS, pc.fill_null(table["note"], ""), " "))
    return table.set_column(table.column_names.index("note"), "note", note)


def _check(rows: pa.Table, by: Sequence[str], days: Sequence[int]) -> None:
    check_groups(by)
    for name in ("outcome", *by):
        if name not in rows.column_names:
            raise Invalid(f"There is no column {name!r}.", mend=f"There is: {', '.join(rows.column_names)}.")
    if days and days[0] < 0:
        raise Invalid(f"Day {days[0]} lies before the submission.", mend="Give a day of 0 or more.")


def check_has_days(columns: Iterable[str], asked: Mapping[str, bool]) -> None:
    """Raise Invalid where one of the options was given that needs days, and there is no day of submission."""
    given = " and ".join(option for option, is_given in asked.items() if is_given)
    if given and "submitted_on" not in columns:
        raise Invalid(
            f"Without a column submitted_on there are no days, of which {given} would tell.",
            mend=f"Add the column, or leave out {given}.",
        )


def check_groups(by: Iterable[str]) -> None:
    """Raise Invalid for a column whose name means something else in the files of the answer."""
    for name in by:
        if name in {*PACE, *QUANTILE, LINE}:
            raise Invalid(f"{name!r} is a column of the answer.", mend="Rename it, and group by the other name.")


def _by_case(rows: pa.Table, by: Sequence[str], waits: Waits) -> Waits:
    """Keep for each case the line that says how it stands; a case with a line set aside is set aside whole."""
    if "id" not in rows.column_names:
        raise Invalid("There is no column 'id', which says to which case a line belongs.", mend="Add it.")
    case = group_numbers(rows, [*by, "id"])
    ids = group_text(rows, "id")
    nameless = np.asarray(pc.equal(ids, "").to_numpy()).astype(bool)
    used = np.zeros(rows.num_rows, dtype=bool)
    used[waits.place] = True
    spoilt = np.isin(case, case[~used])
    good = ~(spoilt | nameless)[waits.place]
    place, codes = waits.place[good], waits.codes[good]
    days = np.zeros(len(place), np.int64) if waits.days is None else waits.days[good]
    granted = 1 if waits.words[:1] == (GRANTED,) else None
    chosen = cases_of(case[place], days, codes, granted=granted).line
    lines = rows[LINE].to_numpy() if LINE in rows.column_names else np.arange(rows.num_rows) + 1
    also = [
        SetAside(
            int(lines[row]), ids[row].as_py(), NO_CASE if nameless[row] else "Another line of its case was set aside."
        )
        for row in np.flatnonzero((spoilt | nameless) & used).tolist()
    ]
    return Waits(
        place[chosen],
        None if waits.days is None else days[chosen],
        codes[chosen],
        waits.words,
        [*waits.set_aside, *also],
    )
