"""Who may do what: roles, the person who asks, and the row of the table that answers. The mechanism; no rule.

Each room lists its permissions in its own permissions.py, one row an act, and its services ask `check_may`. Which
things a person sees at all is the room's `visible_…` query: what is not seen is not found, what is seen but not
allowed is NotAllowed. So a stranger never learns what exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from lockgate.core.actor import Actor
from lockgate.core.errors import NotAllowed


class Role(StrEnum):
    """What somebody is in an organisation. The values are stored and never renamed."""

    EXPORTER = "exporter"
    OFFICER = "officer"
    SENIOR_OFFICER = "senior_officer"
    ADVISER = "adviser"
    CUSTOMS = "customs"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"

    @property
    def words(self) -> str:
        """The role as a sentence writes it."""
        return self.value.replace("_", " ")


GRANTED_ROLES = tuple(role for role in Role if role is not Role.OPERATOR)
"""The roles that a member of an organisation can hold; the operator is whoever holds the machine."""


class Membership(NamedTuple):
    """That somebody holds a role in an organisation; no organisation for whoever holds the machine itself."""

    organisation: UUID | None
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever acts or asks, as every service and query is given them: `by`. Without memberships a stranger."""

    actor: Actor
    account: UUID | None = None
    memberships: frozenset[Membership] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, in whichever organisation."""
        return frozenset(held.role for held in self.memberships)

    def organisations_as(self, *roles: Role) -> frozenset[UUID]:
        """Return the organisations in which one of these roles is held."""
        return frozenset(held.organisation for held in self.memberships if held.role in roles and held.organisation)


STRANGER = Person(Actor("stranger", "a stranger"))
"""Whoever has not signed in."""
LOCKGATE = Person(Actor("lockgate", "Lockgate"), memberships=frozenset({Membership(None, Role.OPERATOR)}))
"""Lockgate itself, where a clock or a start acts and no person does."""
OPERATOR = Person(
    Actor("operator", "the operator of this machine"), memberships=frozenset({Membership(None, Role.OPERATOR)})
)
"""Whoever gives commands on the machine itself without naming an account."""


class Permission(NamedTuple):
    """One row of the table: an act, what it means, and for each role that may do it, on which things."""

    name: str
    sentence: str
    roles: Mapping[Role, str]


def may(person: Person, permission: Permission) -> bool:
    """Tell whether one of the person's roles may do this at all; on which things is the visible query's matter."""
    return not person.roles.isdisjoint(permission.roles)


def check_may(person: Person, permission: Permission) -> None:
    """Raise NotAllowed where none of the person's roles may do this.

    >>> own = Permission("parties.add_site", "Add a site", {Role.EXPORTER: "of its own organisation"})
    >>> check_may(STRANGER, own)
    Traceback (most recent call last):
    lockgate.core.errors.NotAllowed: You may not add a site. It is for: exporter.
    """
    if not may(person, permission):
        whose = ", ".join(role.words for role in permission.roles)
        act = permission.sentence[0].lower() + permission.sentence[1:]
        raise NotAllowed(f"You may not {act}.", mend=f"It is for: {whose}.")
