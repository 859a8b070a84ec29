"""Which account is it? Found by the address, or by a bearer key; an account that is closed is never found."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet

from lockgate.accounts.models import MachineKey, User, account_actor
from lockgate.core.actor import Actor
from lockgate.core.errors import NotFound
from lockgate.core.identifiers import stored_id
from lockgate.core.permissions import Person, Role
from lockgate.core.texts import sought_text

# Plain SQL, for each request of a machine asks it.
_OF_KEY = f"""
SELECT account.id, account.email FROM {MachineKey._meta.db_table} AS held
JOIN {User._meta.db_table} AS account ON account.id = held.user_id
WHERE held.digest = %s AND held.revoked_at IS NULL AND account.is_active"""  # noqa: S608  the tables' own names


class Account(NamedTuple):
    """An open account, and as whom it acts."""

    id: UUID
    actor: Actor


def user_at(email: str) -> User:
    """Return the open account under an address; raise NotFound where there is none."""
    found = User.objects.filter(email=sought_text(email).lower(), is_active=True).first()
    if found is None:
        raise NotFound(
            f"There is no account under {email.strip()[:100]!r}.",
            mend="`lockgate user add EMAIL --role ROLE --organisation NAME` makes one.",
        )
    return found


def all_users() -> QuerySet[User]:
    """Return every account, also those that are closed; whoever calls this decides who may see which."""
    return User.objects.all()


def has_accounts_of(domain: str) -> bool:
    """Tell whether any account, open or closed, has an address of a domain."""
    return User.objects.filter(email__endswith=f"@{domain}").exists()


def visible_keys(person: Person, email: str) -> list[MachineKey]:
    """Return the bearer keys of the account under an address, the oldest first.

    Its owner sees them, an administrator and the operator. Raises NotFound to anybody else, whether there is such an
    account or not.
    """
    users = User.objects.filter(email=email.strip().lower())
    if not person.roles & {Role.ADMINISTRATOR, Role.OPERATOR}:
        users = users.filter(pk=person.account) if person.account else users.none()
    user = users.first()
    if user is None:
        raise NotFound(
            f"There is no account under {email.strip()[:100]!r}, or you may not know of it.",
            mend="`lockgate user list` shows the accounts that you see.",
        )
    return list(user.keys.order_by("added_at", "pk"))


def account_of(user: AbstractBaseUser | AnonymousUser) -> Account | None:
    """Return the account of a signed-in user; None for whoever has not signed in."""
    return Account(user.pk, user.actor()) if isinstance(user, User) else None


def addresses_of(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """Return the address of each account, also of a closed one; one query."""
    return dict(User.objects.filter(pk__in=set(accounts)).values_list("pk", "email"))


def account_of_actor(actor_id: str) -> UUID | None:
    """Return the account of an actor, as the journal names it; None for Lockgate itself."""
    kind, _, pk = actor_id.partition(" ")
    return UUID(pk) if kind == "user" else None


def user_of_actor(actor: Actor) -> User | None:
    """Return the open account that acted, as the journal names it; None for Lockgate itself or a closed account."""
    kind, _, pk = actor.id.partition(" ")
    return User.objects.filter(pk=pk, is_active=True).first() if kind == "user" else None


def account_of_key(key: str) -> Account | None:
    """Return the open account whose bearer key this is, or None for a key that is unknown or revoked."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_KEY, [key_digest(key)])
        found = cursor.fetchone()
    if found is None:
        return None
    account = stored_id(found[0])
    return Account(account, account_actor(account, found[1]))


def key_digest(key: str) -> str:
    """Hash a bearer key as it is kept: SHA-256 suffices, for a key is 256 random bits and not a person's choice."""
    return sha256(key.encode()).hexdigest()
