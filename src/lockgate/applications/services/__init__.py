"""What may be done with applications: write one, have its end user sign, submit it, withdraw it."""

from lockgate.applications.services.dependence import declare_dependence, remove_dependence
from lockgate.applications.services.draft import apply_at_once, draft_application
from lockgate.applications.services.end_use import state_end_use
from lockgate.applications.services.lines import add_line, remove_line
from lockgate.applications.services.start import start_application
from lockgate.applications.services.statements import request_statement, sign_statement
from lockgate.applications.services.submit import submit_application, withdraw_application
from lockgate.applications.services.taking_part import add_party, change_party, remove_party

__all__ = [
    "add_line",
    "add_party",
    "apply_at_once",
    "change_party",
    "declare_dependence",
    "draft_application",
    "remove_dependence",
    "remove_line",
    "remove_party",
    "request_statement",
    "sign_statement",
    "start_application",
    "state_end_use",
    "submit_application",
    "withdraw_application",
]
