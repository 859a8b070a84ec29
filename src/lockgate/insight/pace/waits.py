"""From rows of dates to waits: how long each line waited, how that ended, and which rows say neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lockgate.core.errors import Invalid
from lockgate.insight.own_file.parsing import Parsed, days_of, wholes_of
from lockgate.insight.own_file.set_aside import SetAside
from lockgate.insight.pace.estimate import DAYS_MAX
from lockgate.insight.pace.outcome import ANY, GRANTED, GRANTED_WITH_CONDITIONS, STILL_PENDING
from lockgate.insight.pace.working_days import working_days_between
from lockgate.regimes.working_calendar import WorkingCalendar

OUTCOMES_MAX = 100
NO_DAY = np.datetime64("1970-01-01", "D")
Mask = NDArray[np.bool_]


class Waits(NamedTuple):
    """The rows that tell something: their place in the table, days waited and the code of their outcome.

    Code 0 is pending, k is `words[k - 1]`; "granted" stands first where it occurs, and a grant with
    conditions is one too: what is granted is told in one way, of the facts and of a firm's file. Where the rows have
    no day of submission `days` is None. `set_aside` has all other rows with the reason.
    """

    place: NDArray[np.int64]
    days: NDArray[np.int64] | None
    codes: NDArray[np.int64]
    words: tuple[str, ...]
    set_aside: list[SetAside]


def waits_of(rows: pa.Table, *, until: date | None = None, calendar: WorkingCalendar | None = None) -> Waits:
    """Read the waits of rows with the columns of `columns.LINES`, as text or as dates and numbers, "" or null = empty.

    A row without a day of decision is pending and has waited to `until`, as has one decided later; with a calendar
    working days count, those after the submission up to and with the last day. Raises Invalid where a row is pending
    and `until` is not given, and for more than a hundred different outcomes.
    """
    return _Reading(rows, until, calendar).waits()


class _Reading:
    """One table being read. `why` holds, for each row, the first reason to set it aside."""

    def __init__(self, rows: pa.Table, until: date | None, calendar: WorkingCalendar | None) -> None:
        self.rows, self.calendar = rows, calendar
        self.until = None if until is None else np.datetime64(until, "D")
        self.why: dict[int, str] = {}
        self.good = np.ones(rows.num_rows, dtype=bool)

    def waits(self) -> Waits:
        outcome = self._outcome()
        pending, decided = self._pending(outcome)
        days = None
        if "submitted_on" in self.rows.column_names:
            if decided is None:
                raise Invalid("There is submitted_on but no decided_on.", mend="Give both columns, or neither.")
            days = self._waited(pending, decided)
        place = np.flatnonzero(self.good)
        ended = self.good & ~pending
        found = pc.unique(outcome.filter(pa.array(ended))).to_pylist()
        words = tuple(sorted(found, key=lambda word: (word != GRANTED, word)))
        if len(words) > OUTCOMES_MAX:
            raise Invalid(
                f"The column outcome has {len(words)} different words, such as {words[0]!r} and {words[1]!r}.",
                mend=f"An outcome is one of at most {OUTCOMES_MAX} words: check that it is the right column.",
            )
        code = pc.fill_null(pc.index_in(outcome, pa.array(words, pa.string())), -1).to_numpy().astype(np.int64) + 1
        codes = np.where(pending, 0, code)[place]
        return Waits(place, None if days is None else days[place], codes, words, self._set_aside())

    def _outcome(self) -> pa.ChunkedArray:
        """Return the outcomes, the words that mean something here in small letters, however they were written."""
        text = self._text("outcome")
        small = pc.utf8_lower(text)
        small = pc.if_else(pc.equal(small, GRANTED_WITH_CONDITIONS), GRANTED, small)
        return pc.if_else(pc.is_in(small, pa.array([GRANTED, STILL_PENDING, ANY])), small, text)

    def _pending(self, outcome: pa.ChunkedArray) -> tuple[Mask, Parsed | None]:
        """Say which rows are pending; set aside those whose outcome and day of decision contradict each other."""
        empty = _mask(pc.equal(outcome, ""))
        reserved = _mask(pc.is_in(outcome, pa.array([ANY])))
        self._aside(reserved, lambda _: f"The outcome cannot be called {ANY!r}: that is the word for all that ended.")
        waiting = _mask(pc.equal(outcome, STILL_PENDING))
        if "decided_on" not in self.rows.column_names:
            return empty | waiting, None
        decided = self._days("decided_on")
        later = np.zeros(len(empty), dtype=bool) if self.until is None else decided.values > self.until
        no_outcome = ~decided.empty & ~later & (empty | waiting)
        self._aside(no_outcome, lambda _: "It has a day of decision and no outcome.")
        # Of no other word is it known that it ends waiting: "refused" does, "in review" does not.
        granted = _mask(pc.equal(outcome, GRANTED))
        self._aside(decided.empty & granted, lambda _: f"It is {GRANTED} and has no day of decision.")
        return decided.empty | later, decided

    def _waited(self, pending: Mask, decided: Parsed) -> NDArray[np.int64]:
        submitted = self._days("submitted_on")
        self._aside(submitted.empty, lambda _: "It has no day of submission.")
        start = submitted.values.astype("datetime64[D]")
        if self.until is not None:
            self._aside(
                start > self.until, lambda row: f"It was submitted on {start[row]}, after {self.until}, the last day."
            )
        end = decided.values.astype("datetime64[D]")
        self._aside(
            ~pending & (end < start), lambda row: f"Decided on {end[row]}, before its submission on {start[row]}."
        )
        waiting = np.flatnonzero(pending & self.good)
        if self.until is None and waiting.size:
            raise Invalid(
                f"Line {self._line(int(waiting[0]))} is pending, so that the day matters until which the data tell.",
                mend="Give it with --until, such as --until 2025-06-30.",
            )
        end = np.where(pending, self.until if self.until is not None else NO_DAY, end)
        return self._counted(np.where(self.good, start, NO_DAY), np.where(self.good, end, NO_DAY))

    def _counted(self, start: NDArray[np.datetime64], end: NDArray[np.datetime64]) -> NDArray[np.int64]:
        """Count the days from start to end, take off those on which the clock was stopped, believe no wrong date."""
        days = (end - start).astype(np.int64)
        self._aside(days > DAYS_MAX, lambda row: f"A wait of {days[row]} days is a wrong date.")
        if self.calendar is not None:
            start, end = (np.where(self.good, each, NO_DAY) for each in (start, end))
            at = np.flatnonzero(self.good)
            days, missing = days * 0, np.full(len(days), np.datetime64("NaT", "D"))
            days[at], missing[at] = working_days_between(self.calendar, start[at], end[at])
            self._aside(
                ~np.isnat(missing),
                lambda row: f"The working calendar does not know {missing[row].astype('datetime64[Y]')}.",
            )
        if "stopped_days" in self.rows.column_names:
            stopped = wholes_of(self._text("stopped_days"))
            off = stopped.values.astype(np.int64)
            self._aside(
                stopped.wrong, lambda row: f"stopped_days is no whole number: {self._shown('stopped_days', row)}."
            )
            self._aside(off > days, lambda row: f"The clock was stopped for {off[row]} days of a wait of {days[row]}.")
            days = days - off
        return days

    def _days(self, name: str) -> Parsed:
        column = self.rows[name]
        if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
            empty = _mask(pc.is_null(column))
            held = pc.fill_null(column.cast(pa.date32()), date(1970, 1, 1))
            return Parsed(held.to_numpy().astype("datetime64[D]"), empty, np.zeros(len(empty), dtype=bool))
        read = days_of(self._text(name))
        self._aside(read.wrong, lambda row: f"{name} is no date: {self._shown(name, row)}. Write it as 2025-04-30.")
        return read

    def _text(self, name: str) -> pa.ChunkedArray:
        return pc.utf8_trim_whitespace(pc.fill_null(self.rows[name].cast(pa.string()), ""))

    def _shown(self, name: str, row: int) -> str:
        return repr(str(self.rows[name][row])[:40])

    def _aside(self, rows: Mask, reason: Callable[[int], str]) -> None:
        for row in np.flatnonzero(rows & self.good).tolist():
            self.why[row] = reason(row)
        self.good &= ~rows

    def _line(self, row: int) -> int:
        return int(self.rows["line"][row].as_py()) if "line" in self.rows.column_names else row + 1

    def _set_aside(self) -> list[SetAside]:
        ids = self._text("id") if "id" in self.rows.column_names else None
        return [
            SetAside(self._line(row), "" if ids is None else ids[row].as_py(), reason)
            for row, reason in sorted(self.why.items())
        ]


def _mask(column: pa.ChunkedArray) -> Mask:
    return np.asarray(column.to_numpy()).astype(bool)
