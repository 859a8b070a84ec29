"""What may be done with accounts: add a user."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from lockgate.accounts.models import User
from lockgate.core.errors import Conflict, Invalid
from lockgate.journal.actor import Actor
from lockgate.journal.acts import Act
from lockgate.journal.record import record


def add_user(*, by: Actor, email: str, password: str | None = None) -> User:
    """Add a user who signs in with this address; without a password nobody can sign in until one is set.

    Raises Invalid for an address or a password that cannot be accepted, Conflict where the address has an
    account. Records `user.added`.
    """
    user = User(email=_checked_email(email))
    if password is None:
        user.set_unusable_password()
    else:
        _check_password(password, user)
        user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            record(act=Act.USER_ADDED, by=by, subject=f"user {user.pk}", content={"email": user.email})
    except IntegrityError as error:
        if not User.objects.filter(email=user.email).exists():
            raise
        raise Conflict(
            f"{user.email} has an account already.", mend="Give another address, or use the account that is there."
        ) from error
    return user


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
