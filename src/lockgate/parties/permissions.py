"""Who may do what with organisations: the rows of this room in the table of permissions."""

from lockgate.core.permissions import Permission, Role

ADD_ORGANISATION = Permission(
    "parties.add_organisation",
    "Add an organisation",
    {Role.ADMINISTRATOR: "any", Role.OPERATOR: "any"},
)
ADD_MEMBER = Permission(
    "parties.add_member",
    "Give a user a role in an organisation",
    {Role.ADMINISTRATOR: "in any organisation", Role.OPERATOR: "in any organisation"},
)
REMOVE_MEMBER = Permission(
    "parties.remove_member",
    "Take a role in an organisation from a user",
    {Role.ADMINISTRATOR: "in any organisation", Role.OPERATOR: "in any organisation"},
)
REGISTER_EXPORTER = Permission(
    "parties.register_exporter",
    "Register the exporter of a licence",
    {
        Role.EXPORTER: "its own organisation, which is there already",
        Role.OFFICER: "any",
        Role.SENIOR_OFFICER: "any",
        Role.ADMINISTRATOR: "any",
    },
)
INTRODUCE_ORGANISATION = Permission(
    "parties.introduce_organisation",
    "Introduce a foreign party",
    {
        Role.EXPORTER: "for its own organisation",
        Role.OFFICER: "for the exporter of a licence that is imported",
        Role.SENIOR_OFFICER: "for the exporter of a licence that is imported",
        Role.ADMINISTRATOR: "for the exporter of a licence that is imported",
    },
)
ADD_SITE = Permission(
    "parties.add_site",
    "Add a site",
    {Role.EXPORTER: "of its own organisation and of the parties that it introduced"},
)

PERMISSIONS = (ADD_ORGANISATION, ADD_MEMBER, REMOVE_MEMBER, REGISTER_EXPORTER, INTRODUCE_ORGANISATION, ADD_SITE)
