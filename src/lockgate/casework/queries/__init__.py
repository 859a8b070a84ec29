"""What is read of cases: who sees which, the queue, one case whole, its history, its clock, its law."""

from lockgate.casework.queries.clock import calendar_of, clock_of, local_day
from lockgate.casework.queries.history import HistoryItem, history
from lockgate.casework.queries.law import outcomes_now
from lockgate.casework.queries.queue import PAGE, QueuePage, QueueRow, queue
from lockgate.casework.queries.sheet import CaseSheet, LineSheet, case_sheet
from lockgate.casework.queries.visibility import View, view_of, visible_case, visible_cases

__all__ = [
    "PAGE",
    "CaseSheet",
    "HistoryItem",
    "LineSheet",
    "QueuePage",
    "QueueRow",
    "View",
    "calendar_of",
    "case_sheet",
    "clock_of",
    "history",
    "local_day",
    "outcomes_now",
    "queue",
    "view_of",
    "visible_case",
    "visible_cases",
]
