"""Who may do what with licences: the rows of this room in the table of permissions."""

from lockgate.core.permissions import Permission, Role

READ_LICENCES = Permission(
    "licences.read_licences",
    "Read licences and what is left on them",
    {
        Role.EXPORTER: "of its own organisation",
        Role.OFFICER: "any",
        Role.SENIOR_OFFICER: "any",
        Role.CUSTOMS: "any",
        Role.ANALYST: "any",
        Role.ADMINISTRATOR: "any",
    },
)
ISSUE_LICENCE = Permission(
    "licences.issue_licence",
    "Issue a licence",
    {Role.SENIOR_OFFICER: "by confirming a decision that grants a line"},
)
IMPORT_LICENCES = Permission(
    "licences.import_licences",
    "Import licences that are held from elsewhere",
    {
        Role.EXPORTER: "of its own organisation",
        Role.OFFICER: "of any exporter",
        Role.SENIOR_OFFICER: "of any exporter",
        Role.ADMINISTRATOR: "of any exporter",
    },
)
SUSPEND_LICENCE = Permission(
    "licences.suspend_licence",
    "Suspend a licence",
    {Role.OFFICER: "any", Role.SENIOR_OFFICER: "any"},
)
REINSTATE_LICENCE = Permission("licences.reinstate_licence", "Reinstate a licence", {Role.SENIOR_OFFICER: "any"})
REVOKE_LICENCE = Permission("licences.revoke_licence", "Revoke a licence", {Role.SENIOR_OFFICER: "any"})

PERMISSIONS = (
    READ_LICENCES,
    ISSUE_LICENCE,
    IMPORT_LICENCES,
    SUSPEND_LICENCE,
    REINSTATE_LICENCE,
    REVOKE_LICENCE,
)
