"""One machine, reached from itself: nothing needs to be set, and no trace is shown."""

import secrets

from lockgate.core.secret_file import read_or_make_secret
from lockgate.settings import environment
from lockgate.settings.base import *  # noqa: F403
from lockgate.settings.base import DATA_DIR
from lockgate.settings.base import INSTALLED_APPS as INSTALLED_EVERYWHERE

environment.make_folder("LOCKGATE_DATA_DIR", DATA_DIR)

DEBUG = False
INSTALLED_APPS = [*INSTALLED_EVERYWHERE, "lockgate.demo.apps.DemoConfig"]
SECRET_KEY = (
    environment.secret("LOCKGATE_SECRET_KEY")
    or read_or_make_secret(DATA_DIR / "secret-key", lambda: secrets.token_urlsafe(64).encode()).decode()
)
