"""The tests: as the demo, but nothing is kept outside the tests' own folders, and passwords are cheap."""

from pathlib import Path

from lockgate.settings.base import *  # noqa: F403
from lockgate.settings.with_demo import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

__all__ = ["INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES"]

DEBUG = False
DATA_DIR = Path("/nonexistent/lockgate-tests-play-no-episode")
SECRET_KEY = "only-for-tests-" * 4
# No test may write here: one that seals rows names a key file of its own.
LOCKGATE_SEAL_KEY_FILE = Path("/nonexistent/lockgate-tests-name-their-own-seal-key.pem")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
