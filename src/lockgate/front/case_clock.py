"""The statutory clock of a case as a page shows it: a cell in a list, a bar with its stops on the case's own page."""

from typing import NamedTuple

from lockgate.casework.case_text import clock_text
from lockgate.casework.lifecycle import CLOSED
from lockgate.casework.statutory_clock import Reading
from lockgate.web.data_table import Cell
from lockgate.web.days_in_words import written_day

SOON_DAYS = 10
"""Working days left from which a case is told as due soon."""
WHOLE = 100


class ClockShown(NamedTuple):
    """A clock in words, with the share that has run in percent of the width, "" where it cannot be told."""

    words: str
    share: str
    is_late: bool
    stops: tuple[str, ...]


def days_cell(state: str, reading: Reading) -> Cell:
    """Return how many working days are left, or why that cannot be told."""
    left = reading.days_left
    if state in CLOSED:
        return Cell("closed", tone="quiet")
    if reading.limit is None:
        return Cell("no limit", note="the regime sets none")
    if left is None:
        return Cell("not known", note="the calendar lacks the days")
    if not reading.running:
        return Cell("stopped", tone="waiting", note=f"{_days(left)} left" if left >= 0 else f"{_days(-left)} late")
    due = f"due {written_day(reading.due_on)}" if reading.due_on else "the calendar lacks the due day"
    if left < 0:
        return Cell(f"{_days(-left)} late", tone="fault", note=due)
    return Cell(f"{_days(left)} left", tone="waiting" if left <= SOON_DAYS else "", note=due)


def clock_shown(state: str, reading: Reading) -> ClockShown:
    """Lay out a clock for the page of its case; in a closed case it only tells how long that took."""
    run, limit = reading.days_run, reading.limit
    share = f"{min(WHOLE, WHOLE * run / limit):.1f}%" if run is not None and limit else ""
    stops = tuple(
        f"Stood still from {written_day(stop.since)}"
        + (f" to {written_day(stop.until)}" if stop.until else ", and still does")
        + f": {stop.reason}."
        for stop in reading.stops
        if stop.until or state not in CLOSED
    )
    words = clock_text(reading)
    if state in CLOSED and run is not None:
        words = f"The case was closed after {run} of {limit} working days."
    return ClockShown(words, share, (reading.days_left or 0) < 0, stops)


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
