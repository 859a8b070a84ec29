"""The token of the link that opens an end-use statement: signed, guessable by nobody, kept as its digest only.

It holds the statement's id and 256 random bits under the installation's secret key, so that a forged one is known
before the tables are asked.
"""

import secrets
from hashlib import sha256
from uuid import UUID

from django.core.signing import BadSignature, Signer

_SALT = "lockgate.applications.statement"
_LENGTH_MAX = 400


def new_token(statement: UUID) -> str:
    """Make the token of a statement's link; it can be read now and never again."""
    return Signer(salt=_SALT).sign_object([str(statement), secrets.token_urlsafe(32)])


def token_digest(token: str) -> str:
    """Hash a token as it is kept."""
    return sha256(token.encode()).hexdigest()


def is_genuine(token: str) -> bool:
    """Say whether this installation signed the token."""
    if len(token) > _LENGTH_MAX:
        return False
    try:
        Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError):
        return False
    return True
