"""The statutory clock of a case: how many working days have run, and on which day the authority must have decided.

Computed from the dated starts and stops, never counted up. The day of a start or a stop belongs to what went before
it: the day of acceptance is not counted, the day of a query is, the day of its answer is not. So a stop and a restart
on one day change nothing. Days are the regime's local days. What cannot be told is said with its reason.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lockgate.core.errors import NotPossibleNow
from lockgate.regimes.working_calendar import WorkingCalendar

START, STOP = "start", "stop"


class Move(NamedTuple):
    """A start or a stop of the clock on a day, with its reason."""

    kind: str
    on: date
    reason: str


class Stop(NamedTuple):
    """A time in which the clock stood still: from a day, until one, or None while it still does; and why."""

    since: date
    until: date | None
    reason: str


class Reading(NamedTuple):
    """What the clock shows on a day.

    `limit` is the statutory time in working days, None where the regime has none. `days_run`, `days_left` (below
    zero when overdue) and `due_on` are None where they cannot be told: `unknown` then says why. `due_on` is never
    told while the clock stands still, for it moves on.
    """

    limit: int | None
    running: bool
    days_run: int | None
    days_left: int | None
    due_on: date | None
    stops: tuple[Stop, ...]
    unknown: str


NO_CLOCK = "This regime sets no statutory time in working days."
NO_CALENDAR = "This regime has no working calendar, so its working days cannot be counted."
STANDS_STILL = "The clock stands still: {reason}, since {since}."


def read_clock(moves: Iterable[Move], *, limit: int | None, calendar: WorkingCalendar | None, on: date) -> Reading:
    """Read the clock at the end of a day; moves after that day are not looked at.

    Raises ValueError for moves that do not take turns, or that go back in time: services never write such.
    """
    spans, stops = _spans_and_stops([move for move in moves if move.on <= on])
    running = bool(spans) and spans[-1][1] is None
    bare = Reading(limit, running, None, None, None, stops, "")
    if limit is None:
        return bare._replace(unknown=NO_CLOCK)
    if calendar is None:
        return bare._replace(unknown=NO_CALENDAR)
    try:
        run = sum(calendar.working_days_between(since, until or on) for since, until in spans)
    except NotPossibleNow as error:
        return bare._replace(unknown=error.sentence)
    counted = bare._replace(days_run=run, days_left=limit - run)
    if not running:
        standing = stops[-1] if stops else None
        why = STANDS_STILL.format(reason=standing.reason, since=standing.since) if standing else "It has not started."
        return counted._replace(unknown=why)
    return _with_due_day(counted, spans, limit, calendar)


def _with_due_day(
    counted: Reading, spans: list[tuple[date, date | None]], limit: int, calendar: WorkingCalendar
) -> Reading:
    """Add the day on which the last of the limit's working days falls, however long ago."""
    before = sum(calendar.working_days_between(since, until) for since, until in spans if until)
    since = spans[-1][0]
    if before >= limit:
        return counted._replace(due_on=_day_used_up(spans, limit, calendar))
    try:
        return counted._replace(due_on=calendar.add_working_days(since, limit - before))
    except NotPossibleNow as error:
        return counted._replace(unknown=f"The day cannot be told: {error.sentence[0].lower()}{error.sentence[1:]}")


def _day_used_up(spans: list[tuple[date, date | None]], limit: int, calendar: WorkingCalendar) -> date:
    for since, until in spans:
        run = calendar.working_days_between(since, until) if until else limit
        if run >= limit:
            return calendar.add_working_days(since, limit)
        limit -= run
    raise AssertionError("called only where the spans before the last use up the limit")


def _spans_and_stops(moves: list[Move]) -> tuple[list[tuple[date, date | None]], tuple[Stop, ...]]:
    spans: list[tuple[date, date | None]] = []
    stops: list[Stop] = []
    wanted, last = START, date.min
    for move in moves:
        if move.kind != wanted or move.on < last:
            raise ValueError(f"A {move.kind} of the clock on {move.on} cannot follow what was before it.")
        if move.kind == START:
            spans.append((move.on, None))
            if stops:
                stops[-1] = stops[-1]._replace(until=move.on)
        else:
            spans[-1] = (spans[-1][0], move.on)
            stops.append(Stop(move.on, None, move.reason))
        wanted, last = (STOP if wanted == START else START), move.on
    return spans, tuple(stops)
