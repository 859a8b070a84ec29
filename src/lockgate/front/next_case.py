"""The next case worth doing: the first in its queue that asks something of this person now, and why it does."""

from collections.abc import Iterable
from typing import NamedTuple

from lockgate.applications.pages.choosing import country_name
from lockgate.casework.lifecycle import CLOSED, State
from lockgate.casework.pages.proposed import item_words
from lockgate.casework.queries import QueueRow, queue
from lockgate.casework.queues import Whose
from lockgate.core.permissions import Person, Role
from lockgate.front.case_clock import SOON_DAYS
from lockgate.web.days_in_words import written_day

OFFICERS = frozenset({Role.OFFICER, Role.SENIOR_OFFICER})


class NextCase(NamedTuple):
    """A case in a few words: what is asked for, to where, and why it is this person's turn."""

    row: QueueRow
    item: str
    destination: str
    why: str


def next_case(by: Person) -> NextCase | None:
    """Return the next case for somebody, part by part of the queue; None where none asks anything of them."""
    parts = [Whose.ALL]
    if by.roles & OFFICERS:
        parts = [Whose.MINE, Whose.UNASSIGNED]
    if Role.SENIOR_OFFICER in by.roles:
        parts.insert(0, Whose.TO_CONFIRM)
    return next(filter(None, (first_to_do(by, queue(by, whose=part).rows) for part in parts)), None)


def first_to_do(by: Person, rows: Iterable[QueueRow]) -> NextCase | None:
    """Return the first of these cases that asks something of this person now; None where none does."""
    row = next((row for row in rows if _can_be_done(by, row)), None)
    if row is None:
        return None
    item = item_words(row.first.line, row.lines - 1)
    return NextCase(row, item, country_name(row.destination), _why(by, row))


def is_own(by: Person, row: QueueRow) -> bool:
    """Tell whether somebody's own organisation is the applicant."""
    return row.case.application.exporter_id in by.organisations_as(Role.EXPORTER)


def _can_be_done(by: Person, row: QueueRow) -> bool:
    if row.case.state in CLOSED:
        return False
    if not by.roles & OFFICERS:
        asked = row.review is not None and not row.review.given_at
        return asked or (is_own(by, row) and (row.case.state == State.QUERIED or row.answer_by is not None))
    if row.case.state == State.QUERIED:
        return False
    if row.proposed_by is not None:
        return Role.SENIOR_OFFICER in by.roles and row.proposed_by != by.account
    return row.case.assigned_to_id in (None, by.account)


def _why(by: Person, row: QueueRow) -> str:
    if not by.roles & OFFICERS:
        return _why_asked(row)
    if row.proposed_by is not None:
        what = "Its proposal waits for your confirmation"
    elif row.case.assigned_to_id is None:
        what = "Nobody has it yet"
    else:
        what = "It is yours"
    left = row.clock.days_left
    if left is None or not row.clock.running:
        return f"{what}."
    days = "1 working day" if abs(left) == 1 else f"{abs(left)} working days"
    said = f"it is {days} late" if left < 0 else f"{days} are left" if left != 1 else "1 working day is left"
    return f"{what}; {said}{', which is soon' if 0 <= left <= SOON_DAYS else ''}."


def _why_asked(row: QueueRow) -> str:
    if row.review and not row.review.given_at:
        return f"Your body is asked until {written_day(row.review.due_on)}."
    if row.answer_by:
        return f"The authority intends to refuse; you may answer until {written_day(row.answer_by)}."
    return "The authority asks you; the clock stands still."
