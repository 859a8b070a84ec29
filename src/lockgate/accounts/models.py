"""The table of users. A user signs in with an e-mail address; there is no other name for the login."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from lockgate.core import clock
from lockgate.core.identifiers import new_id
from lockgate.journal.actor import Actor


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
        return Actor(id=f"user {self.pk}", label=self.email)
