"""A service that others rely on: secrets are given, never made, and every page travels under TLS."""

from lockgate.settings import environment
from lockgate.settings.base import *  # noqa: F403
from lockgate.settings.base import DATA_DIR, LOCKGATE_BEHIND_PROXY
from lockgate.settings.base import SILENCED_SYSTEM_CHECKS as SILENCED_EVERYWHERE

environment.require_for_production()
environment.make_folder("LOCKGATE_DATA_DIR", DATA_DIR)

DEBUG = False
SECRET_KEY = environment.secret("LOCKGATE_SECRET_KEY")
LOCKGATE_SEAL_KEY_MAY_BE_MADE = False

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # what watches a process asks it directly, beside the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
# Whether other hosts of the domain are TLS only, and may be listed so in browsers, is for their owner to say.
SILENCED_SYSTEM_CHECKS = [*SILENCED_EVERYWHERE, "security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if LOCKGATE_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
