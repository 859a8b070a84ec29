"""Who may do what with applications: the rows of this room in the table of permissions.

The end user signs by a link that works once and has no account: that needs no role, and so stands in no row.
"""

from lockgate.core.permissions import Permission, Role

_OWN = {Role.EXPORTER: "of its own organisation"}

START_APPLICATION = Permission(
    "applications.start_application", "Start an application", {Role.EXPORTER: "for its own organisation"}
)
ADD_LINE = Permission("applications.add_line", "Add a line to an application", _OWN)
REMOVE_LINE = Permission("applications.remove_line", "Remove a line from an application", _OWN)
ADD_PARTY = Permission("applications.add_party", "Add a party to an application", _OWN)
CHANGE_PARTY = Permission("applications.change_party", "Change what is said of a party", _OWN)
REMOVE_PARTY = Permission("applications.remove_party", "Remove a party from an application", _OWN)
STATE_END_USE = Permission("applications.state_end_use", "State the end use of an application", _OWN)
DECLARE_DEPENDENCE = Permission("applications.declare_dependence", "Declare a dependence on a line", _OWN)
REMOVE_DEPENDENCE = Permission("applications.remove_dependence", "Remove a declaration of dependence", _OWN)
REQUEST_STATEMENT = Permission(
    "applications.request_statement", "Request an end user's statement for an application", _OWN
)
SUBMIT_APPLICATION = Permission("applications.submit_application", "Submit an application", _OWN)
WITHDRAW_APPLICATION = Permission("applications.withdraw_application", "Withdraw an application", _OWN)
READ_APPLICATIONS = Permission(
    "applications.read_applications",
    "Read applications",
    {
        Role.EXPORTER: "of its own organisation",
        Role.OFFICER: "any that was submitted",
        Role.SENIOR_OFFICER: "any that was submitted",
        Role.ANALYST: "any that was submitted",
    },
)

PERMISSIONS = (
    START_APPLICATION,
    ADD_LINE,
    REMOVE_LINE,
    ADD_PARTY,
    CHANGE_PARTY,
    REMOVE_PARTY,
    STATE_END_USE,
    DECLARE_DEPENDENCE,
    REMOVE_DEPENDENCE,
    REQUEST_STATEMENT,
    SUBMIT_APPLICATION,
    WITHDRAW_APPLICATION,
    READ_APPLICATIONS,
)
