"""Which machine is asking over REST: a bearer key opens the account it was made for, and nothing else does.

api.py of every room that is not public names `bearer` as its auth; a request without a good key is answered 401.
"""

from django.http import HttpRequest
from ninja.security import HttpBearer

from lockgate.accounts.queries import account_of_key
from lockgate.core.permissions import Person
from lockgate.parties.queries import person_with


class KeyBearer(HttpBearer):
    """`Authorization: Bearer lgk_…`."""

    def authenticate(self, _request: HttpRequest, token: str) -> Person | None:
        """Return whoever holds the key, or None where it opens nothing."""
        account = account_of_key(token)
        return person_with(account) if account else None


bearer = KeyBearer()
