"""What may be done with accounts: add a user, set a password, add and revoke the keys of machines."""

import secrets
from typing import NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from lockgate.accounts.models import MachineKey, User
from lockgate.accounts.permissions import ADD_KEY, ADD_USER, REVOKE_KEY, SET_PASSWORD
from lockgate.accounts.queries import key_digest, user_at
from lockgate.core import clock
from lockgate.core.errors import Conflict, Invalid, NotFound
from lockgate.core.permissions import Person, check_may
from lockgate.journal.acts import Act
from lockgate.journal.record import record

KEY_PREFIX = "lgk_"
"""What a bearer key begins with, so that a scanner for leaked secrets knows one."""


class NewKey(NamedTuple):
    """A key just made: `key` is the only copy of it there will ever be."""

    id: str
    key: str


def add_user(*, by: Person, email: str, password: str | None = None) -> User:
    """Add a user who signs in with this address; without a password nobody can sign in until one is set.

    Raises NotAllowed, Invalid for an address or a password that cannot be accepted, Conflict where the address has
    an account. Records `user.added`.
    """
    check_may(by, ADD_USER)
    user = User(email=_checked_email(email))
    if password is None:
        user.set_unusable_password()
    else:
        _check_password(password, user)
        user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            content = {"email": user.email}
            record(act=Act.USER_ADDED, by=by.actor, subject=f"user {user.pk}", content=content, rows=[user])
    except IntegrityError as error:
        if not User.objects.filter(email=user.email).exists():
            raise
        raise Conflict(
            f"{user.email} has an account already.", mend="Give another address, or use the account that is there."
        ) from error
    return user


def set_password(*, by: Person, email: str, password: str) -> None:
    """Set a user's password. Raises NotAllowed, NotFound, Invalid for a weak one. Records `password.set`."""
    check_may(by, SET_PASSWORD)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_at(email).pk)
        _check_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
        record(act=Act.PASSWORD_SET, by=by.actor, subject=f"user {user.pk}")


def add_key(*, by: Person, email: str) -> NewKey:
    """Make a bearer key for a user's machine; it can be read now and never again. Records `key.added`.

    Raises NotAllowed, NotFound where there is no such user.
    """
    check_may(by, ADD_KEY)
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = MachineKey.objects.create(user=user_at(email), digest=key_digest(key), added_at=clock.now())
        record(
            act=Act.KEY_ADDED, by=by.actor, subject=f"key {made.pk}", content={"user": str(made.user_id)}, rows=[made]
        )
    return NewKey(str(made.pk), key)


def revoke_key(*, by: Person, key_id: str) -> None:
    """Revoke a bearer key: from now on it opens nothing. Revoking it again changes nothing. Records `key.revoked`.

    Raises NotAllowed, NotFound where there is no such key.
    """
    check_may(by, REVOKE_KEY)
    with transaction.atomic():
        try:
            key = MachineKey.objects.select_for_update().get(pk=key_id)
        except (MachineKey.DoesNotExist, ValidationError):
            raise NotFound(
                f"There is no key {key_id[:60]!r}.", mend="`lockgate key list EMAIL` shows a user's keys."
            ) from None
        if key.revoked_at is None:
            key.revoked_at = clock.now()
            key.save(update_fields=["revoked_at"])
            record(act=Act.KEY_REVOKED, by=by.actor, subject=f"key {key.pk}", rows=[key])


def _checked_email(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(
            f"{email!r} is no e-mail address.",
            mend="Write it like name@example.org.",
            fields={"email": "is no e-mail address"},
        ) from None
    return address


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(
            "The password cannot be accepted.",
            mend=" ".join(error.messages),
            fields={"password": " ".join(error.messages)},
        ) from None
