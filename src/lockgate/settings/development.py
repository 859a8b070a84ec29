"""A programmer's machine: errors are shown with their trace, and it is never a demo."""

from lockgate.settings.one_machine import *  # noqa: F403

DEBUG = True
