"""Working days: how many lie between two days, for columns of days at once, and which tables are in them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.insight.pace.columns import NOTE, WORKING_DAYS
from lockgate.regimes.working_calendar import WorkingCalendar

Days = NDArray[np.datetime64]


def working_days_between(calendar: WorkingCalendar, start: Days, end: Days) -> tuple[NDArray[np.int64], Days]:
    """Return how many working days lie after `start`, up to and with `end`, row by row.

    Beside them the first of these days whose year the calendar lacks, NaT where it lacks none: a row with one has no
    count, and its number means nothing. No `end` lies before its `start`.
    """
    if not start.size:
        return np.zeros(0, np.int64), np.zeros(0, "datetime64[D]")
    first, last = start.min().astype("datetime64[D]"), end.max().astype("datetime64[D]")
    days = np.arange(first, last + 1)
    known = np.isin(days.astype("datetime64[Y]").astype(np.int64) + 1970, sorted(calendar.years))
    works = np.zeros(len(days), np.int64)
    works[known] = [calendar.is_working_day(day) for day in days[known].astype(date)]
    counted, unknown = np.cumsum(works), np.cumsum(~known)
    begins, ends = ((each - first).astype(np.int64) for each in (start, end))
    lacks = unknown[ends] > unknown[begins]
    # The first day after `begins` at which the count of unknown days rises.
    place = np.searchsorted(unknown, unknown[begins] + 1)
    missing = np.where(lacks, days[np.minimum(place, len(days) - 1)], np.datetime64("NaT"))
    return counted[ends] - counted[begins], missing


def is_in_working_days(table: pa.Table) -> bool:
    """Tell whether the days of a table of pace are working days: its notes say so."""
    if NOTE.name not in table.column_names:
        return False
    return bool(pc.any(pc.starts_with(table[NOTE.name].cast(pa.string()), WORKING_DAYS)).as_py())


def days_in_words(count: int, *, working: bool) -> str:
    """Say how many days it is, and whether they are working days."""
    return f"{count} {'working ' if working else ''}{'day' if count == 1 else 'days'}"
