"""Who may do what with accounts: the rows of this room in the table of permissions."""

from lockgate.core.permissions import Permission, Role

ADD_USER = Permission(
    "accounts.add_user",
    "Add a user",
    {Role.ADMINISTRATOR: "to any organisation", Role.OPERATOR: "to any organisation"},
)
ADD_KEY = Permission(
    "accounts.add_key",
    "Add a bearer key for a machine",
    {Role.ADMINISTRATOR: "of any user", Role.OPERATOR: "of any user"},
)
REVOKE_KEY = Permission(
    "accounts.revoke_key",
    "Revoke a bearer key",
    {Role.ADMINISTRATOR: "of any user", Role.OPERATOR: "of any user"},
)
SET_PASSWORD = Permission(
    "accounts.set_password",
    "Set a user's password",
    {Role.ADMINISTRATOR: "of any user", Role.OPERATOR: "of any user"},
)

PERMISSIONS = (ADD_USER, ADD_KEY, REVOKE_KEY, SET_PASSWORD)
