"""People with roles in organisations, made through the services that make them in life."""

from lockgate.accounts.models import User
from lockgate.accounts.services import add_user
from lockgate.core.permissions import OPERATOR, Person, Role
from lockgate.parties.models import Organisation
from lockgate.parties.queries import person_of
from lockgate.parties.services import add_member, add_organisation

PASSWORD = "correct horse battery staple"
ORGANISATIONS = {
    Role.EXPORTER: "Ganzhou Magnet Works",
    Role.OFFICER: "Licensing Department",
    Role.SENIOR_OFFICER: "Licensing Department",
    Role.ADVISER: "Ministry of Industry",
    Role.CUSTOMS: "Customs, Shanghai",
    Role.ANALYST: "Licensing Department",
    Role.ADMINISTRATOR: "Licensing Department",
}


def person(role: Role, name: str = "", organisation: str = "", *, password: str | None = None) -> Person:
    """Add a user with a role; `name` comes before the @, the organisation is made where there is none of its name."""
    email = f"{name or role.value}@example.org"
    home = organisation or ORGANISATIONS[role]
    if not Organisation.objects.filter(name=home, introduced_by=None).exists():
        add_organisation(by=OPERATOR, name=home, country="CN")
    user = User.objects.filter(email=email).first() or add_user(by=OPERATOR, email=email, password=password)
    add_member(by=OPERATOR, email=email, organisation=home, role=role.value)
    return person_of(user)


def organisation_of(someone: Person) -> Organisation:
    """Return the one organisation that somebody belongs to."""
    (home,) = {membership.organisation for membership in someone.memberships if membership.organisation}
    return Organisation.objects.get(pk=home)
