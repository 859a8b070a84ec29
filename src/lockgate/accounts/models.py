"""The tables of users, of the keys of their machines, and of the answers given to machines.

A user signs in with an e-mail address; there is no other name for the login.
"""

from typing import ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from lockgate.core import clock
from lockgate.core.actor import Actor
from lockgate.core.identifiers import new_id


class UserManager(BaseUserManager["User"]):
    """Finds users; services.py makes them."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by the address typed at sign-in, whatever the case of its letters."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who may sign in. `email` is kept in small letters, so that one address has one account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        """No account under an address with capital letters, whoever writes it."""

        constraints = (
            models.CheckConstraint(name="accounts_user_email_small", condition=models.Q(email=Lower("email"))),
        )

    def __str__(self) -> str:
        return self.email

    def actor(self) -> Actor:
        """Tell the journal who acts."""
        return account_actor(self.pk, self.email)


def account_actor(account: UUID, email: str) -> Actor:
    """Tell the journal who acts with an account."""
    return Actor(id=f"user {account}", label=email)


class MachineKey(models.Model):
    """A bearer key of a user's machine. The key itself is shown once and kept nowhere: only its SHA-256 is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    added_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"key {self.pk}"


class GivenAnswer(models.Model):
    """The first answer to an act under an idempotency key: a repeat is given it again. Kept for ever.

    `body_digest` is the SHA-256 of what was asked, `status` and `answer` are what was answered, also a refusal.
    """

    account = models.UUIDField()
    act = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """An account uses a key once for an act."""

        constraints = (models.UniqueConstraint(fields=["account", "act", "key"], name="accounts_answer_once"),)

    def __str__(self) -> str:
        return f"answer to {self.act} under {self.key}"
