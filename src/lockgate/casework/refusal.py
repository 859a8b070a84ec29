"""An announced refusal: how long the applicant may answer before the case can be refused.

Ten working days of the regime's calendar, after the day of the announcement. The statutory clock of the case runs on
meanwhile: the time to answer is taken from the authority's own.
"""

from datetime import date, timedelta

from lockgate.core.errors import NotPossibleNow
from lockgate.regimes.working_calendar import WorkingCalendar

ANSWER_WORKING_DAYS = 10
ANSWER_DAYS_UNCOUNTED = 21
"""Calendar days where working days cannot be counted: ten working days are seldom more."""


def answer_day(announced_on: date, calendar: WorkingCalendar | None) -> date:
    """Return the last day on which the applicant may answer."""
    try:
        if calendar is not None:
            return calendar.add_working_days(announced_on, ANSWER_WORKING_DAYS)
    except NotPossibleNow:
        pass  # the calendar lacks next year; the longer time takes nothing from the applicant
    return announced_on + timedelta(days=ANSWER_DAYS_UNCOUNTED)


def check_applicant_was_heard(*, answer_by: date, answered: bool, on: date) -> None:
    """Raise NotPossibleNow while an announced refusal may still be answered and has not been."""
    if not answered and on <= answer_by:
        raise NotPossibleNow(
            f"The applicant may answer the announced refusal until {answer_by}.",
            mend="Wait for the answer or for that day to pass; a decision without a refusal can be confirmed at once.",
        )


def check_answer_in_time(*, answer_by: date, answered: bool, on: date) -> None:
    """Raise NotPossibleNow for a second answer, and for one after its day."""
    if answered:
        raise NotPossibleNow(
            "The announced refusal was answered before.", mend="An announced refusal is answered once."
        )
    if on > answer_by:
        raise NotPossibleNow(
            f"The announced refusal could be answered until {answer_by}.", mend="Against a refusal you may appeal."
        )
