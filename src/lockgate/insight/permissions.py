"""Who may read what the gate sees: the rows of this room in the table of permissions."""

from lockgate.core.permissions import Permission, Role

READ_INSIGHT = Permission(
    "insight.read_insight",
    "Read what the gate sees: pace, dependence, run-out, what hangs on open cases",
    {Role.ANALYST: "all of it, by name", Role.SENIOR_OFFICER: "all of it, by name"},
)
REFRESH_INSIGHT = Permission(
    "insight.refresh_insight",
    "Reckon what the gate sees anew, and note on open cases what hangs on them",
    {Role.ANALYST: "all of it", Role.OPERATOR: "all of it"},
)

PERMISSIONS = (READ_INSIGHT, REFRESH_INSIGHT)
