"""One machine, reached from itself, that may hold the synthetic episode; no trace is shown."""

from lockgate.settings.one_machine import *  # noqa: F403
from lockgate.settings.with_demo import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

__all__ = ["INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES"]

DEBUG = False
