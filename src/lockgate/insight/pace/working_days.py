"""How many working days lie between two days, for columns of days at once."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

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
