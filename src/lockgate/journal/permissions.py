"""Who may do what with the journal itself: the rows of this room in the table of permissions."""

from lockgate.core.permissions import Permission, Role

REDACT_ROW = Permission(
    "journal.redact_row",
    "Redact a row of the journal",
    {Role.ADMINISTRATOR: "any", Role.OPERATOR: "any"},
)

PERMISSIONS = (REDACT_ROW,)
