"""What is read of cases: who sees which, the queue, one case whole, its history, its clock, its law; and notices."""

from lockgate.casework.queries.changes import acts_since
from lockgate.casework.queries.clock import calendar_of, clock_of, local_day
from lockgate.casework.queries.history import HistoryItem, history
from lockgate.casework.queries.law import outcomes_now
from lockgate.casework.queries.next_acts import PERMISSION_OF, NextAct, next_acts, waiting_proposal
from lockgate.casework.queries.notice import NoticeSheet, latest_notices, notice_of_application, notice_sheet
from lockgate.casework.queries.of_application import CaseStanding, case_of_application
from lockgate.casework.queries.queue import PAGE, QueuePage, QueueRow, queue, queue_counts, state_counts
from lockgate.casework.queries.ripe import hindrances
from lockgate.casework.queries.sheet import CaseSheet, LineSheet, case_sheet
from lockgate.casework.queries.supply_reckoning import supply_reckoned_on
from lockgate.casework.queries.visibility import View, view_of, visible_case, visible_cases

__all__ = [
    "PAGE",
    "PERMISSION_OF",
    "CaseSheet",
    "CaseStanding",
    "HistoryItem",
    "LineSheet",
    "NextAct",
    "NoticeSheet",
    "QueuePage",
    "QueueRow",
    "View",
    "acts_since",
    "calendar_of",
    "case_of_application",
    "case_sheet",
    "clock_of",
    "hindrances",
    "history",
    "latest_notices",
    "local_day",
    "next_acts",
    "notice_of_application",
    "notice_sheet",
    "outcomes_now",
    "queue",
    "queue_counts",
    "state_counts",
    "supply_reckoned_on",
    "view_of",
    "visible_case",
    "visible_cases",
    "waiting_proposal",
]
