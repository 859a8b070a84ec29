"""Which account is it? Found by the address, or by a bearer key; an account that is closed is never found."""

from hashlib import sha256

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from lockgate.accounts.models import User
from lockgate.core.actor import Actor
from lockgate.core.errors import NotFound


def user_at(email: str) -> User:
    """Return the open account under an address; raise NotFound where there is none."""
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise NotFound(
            f"There is no account under {email.strip()[:100]!r}.",
            mend="`lockgate user add EMAIL --role ROLE --organisation NAME` makes one.",
        )
    return found


def actor_of(user: AbstractBaseUser | AnonymousUser) -> Actor | None:
    """Tell the journal who a signed-in user is; None for whoever has not signed in."""
    return user.actor() if isinstance(user, User) else None


def user_of_key(key: str) -> User | None:
    """Return the open account whose bearer key this is, or None for a key that is unknown or revoked."""
    return User.objects.filter(keys__digest=key_digest(key), keys__revoked_at=None, is_active=True).first()


def key_digest(key: str) -> str:
    """Hash a bearer key as it is kept: SHA-256 suffices, for a key is 256 random bits and not a person's choice."""
    return sha256(key.encode()).hexdigest()
