"""What an installation on one machine, reached from itself, shares: nothing needs to be set. Never chosen itself."""

import secrets

from lockgate.core.secret_file import read_or_make_secret
from lockgate.settings import environment
from lockgate.settings.base import *  # noqa: F403
from lockgate.settings.base import DATA_DIR

environment.make_folder("LOCKGATE_DATA_DIR", DATA_DIR)

SECRET_KEY = (
    environment.secret("LOCKGATE_SECRET_KEY")
    or read_or_make_secret(DATA_DIR / "secret-key", lambda: secrets.token_urlsafe(64).encode()).decode()
)
