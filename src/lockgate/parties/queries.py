"""Who is asking, and which organisations does somebody see? Read by every room's edges."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from lockgate.accounts.queries import Account, account_of, all_users, user_at, user_of_actor
from lockgate.core.actor import Actor
from lockgate.core.identifiers import stored_id
from lockgate.core.permissions import GRANTED_ROLES, STRANGER, Membership, Person, Role, check_may
from lockgate.core.texts import sought_text
from lockgate.parties.models import Member, Organisation
from lockgate.parties.permissions import ADD_MEMBER

SEEING_ALL = frozenset({Role.OFFICER, Role.SENIOR_OFFICER, Role.ANALYST, Role.ADMINISTRATOR, Role.OPERATOR})
"""The roles within the authority that see every organisation."""
# Plain SQL, for each request asks it.
_ROLES = f"SELECT organisation_id, role FROM {Member._meta.db_table} WHERE user_id = %s"  # noqa: S608


class HeldRoles(NamedTuple):
    """The roles that somebody holds in one organisation."""

    organisation: str
    roles: tuple[Role, ...]


class AccountSeen(NamedTuple):
    """An account as whoever looks after accounts sees it; `is_open` is False for one that nobody can use."""

    email: str
    is_open: bool
    added_at: datetime
    held: tuple[HeldRoles, ...]


def person_of(user: AbstractBaseUser | AnonymousUser) -> Person:
    """Return a user with the roles it holds; whoever has not signed in is a stranger."""
    account = account_of(user)
    return person_with(account) if account else STRANGER


def person_with(account: Account) -> Person:
    """Return who acts with an account, and the roles that it holds."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [account.id.hex])
        held = cursor.fetchall()
    memberships = frozenset(Membership(stored_id(organisation), Role(role)) for organisation, role in held)
    return Person(account.actor, account.id, memberships)


def person_at(email: str) -> Person:
    """Return whoever acts under this address, as `--as EMAIL` names them; raise NotFound where there is nobody."""
    return person_of(user_at(email))


def person_acting(actor: Actor) -> Person:
    """Return whoever did an act, for what follows from it in a later room; a stranger where no open account did it."""
    user = user_of_actor(actor)
    return person_of(user) if user else STRANGER


def person_asking(request: HttpRequest) -> Person:
    """Return whoever sent a request: signed in by a session or by a bearer key, else a stranger.

    A request is asked once, however often its page does.
    """
    bearer = getattr(request, "auth", None)
    if isinstance(bearer, Person):
        return bearer
    kept = getattr(request, "person", None)
    if not isinstance(kept, Person):
        kept = person_of(request.user) if hasattr(request, "user") else STRANGER
        request.person = kept  # type: ignore[attr-defined]
    return kept


def roles_held(account: UUID) -> tuple[HeldRoles, ...]:
    """Return the roles of an account, organisation by organisation."""
    return _grouped(Member.objects.filter(user=account).select_related("organisation"))


def visible_accounts(person: Person) -> list[AccountSeen]:
    """Return the accounts that somebody sees: an administrator and the operator all, anybody else the own one."""
    users = all_users().prefetch_related("memberships__organisation").order_by("email")
    if not person.roles & {Role.ADMINISTRATOR, Role.OPERATOR}:
        users = users.filter(pk=person.account) if person.account else users.none()
    return [AccountSeen(user.email, user.is_active, user.added_at, _grouped(user.memberships.all())) for user in users]


def accounts_by_role(person: Person) -> dict[Role, int]:
    """Return how many open accounts hold each role, to whoever gives roles; raise NotAllowed to anybody else."""
    check_may(person, ADD_MEMBER)
    held = Member.objects.filter(user__is_active=True).order_by().values_list("role")
    counted = dict(held.annotate(Count("user", distinct=True)))
    return {role: counted.get(role.value, 0) for role in GRANTED_ROLES}


def accounts_without_role(person: Person, *, limit: int) -> list[tuple[str, datetime]]:
    """Return the address of open accounts that hold no role, and when each was added, the newest first."""
    check_may(person, ADD_MEMBER)
    held = all_users().filter(is_active=True, memberships=None).order_by("-added_at", "email")
    return list(held.values_list("email", "added_at")[:limit])


def organisation_called(name: str) -> Organisation | None:
    """Return the organisation of this name that can have members, or None where there is none."""
    return Organisation.objects.filter(name=sought_text(name), introduced_by=None).first()


def people_with(*roles: Role) -> list[str]:
    """Return the addresses of the open accounts that hold one of these roles, to whoever may choose among them."""
    held = Member.objects.filter(role__in=roles, user__is_active=True)
    return list(held.order_by("user__email").values_list("user__email", flat=True).distinct())


def organisations_with(role: Role) -> list[str]:
    """Return the names of the organisations in which somebody holds a role, to whoever may choose among them."""
    held = Organisation.objects.filter(introduced_by=None, members__role=role)
    return list(held.order_by("name").values_list("name", flat=True).distinct())


def visible_organisations(person: Person) -> QuerySet[Organisation]:
    """Return the organisations that somebody sees.

    Those within the authority see all; an exporter sees its own, and the parties that it introduced.
    """
    if person.roles & SEEING_ALL:
        return Organisation.objects.all()
    own = person.organisations_as(Role.EXPORTER)
    return Organisation.objects.filter(Q(pk__in=own) | Q(introduced_by__in=own))


def _grouped(members: Iterable[Member]) -> tuple[HeldRoles, ...]:
    held: dict[str, list[Role]] = {}
    for member in members:
        held.setdefault(member.organisation.name, []).append(Role(member.role))
    return tuple(HeldRoles(name, tuple(sorted(held[name]))) for name in sorted(held))
