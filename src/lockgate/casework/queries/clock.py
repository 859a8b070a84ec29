"""What does the statutory clock of a case show? Read from its moves, by the regime's own days and calendar."""

from datetime import date

from lockgate.casework.models import Case
from lockgate.casework.statutory_clock import Move, Reading, read_clock
from lockgate.core import clock
from lockgate.regimes.queries import working_calendar
from lockgate.regimes.shelf import law_of
from lockgate.regimes.working_calendar import WorkingCalendar


def local_day(case: Case) -> date:
    """Return the day that it is now where the case is decided."""
    return clock.today(law_of(case.regime).regime.time_zone)


def calendar_of(case: Case) -> WorkingCalendar | None:
    """Return the working days of the case's regime; None where it has no calendar."""
    return working_calendar(law_of(case.regime))


def clock_of(case: Case) -> Reading:
    """Read the clock of a case today. No query where `clock_moves` was fetched before."""
    limit = law_of(case.regime).regime.statutory_working_days
    moves = [Move(move.kind, move.on, move.reason) for move in case.clock_moves.all()]
    return read_clock(moves, limit=limit, calendar=calendar_of(case), on=local_day(case))
