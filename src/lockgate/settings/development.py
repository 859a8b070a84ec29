"""A programmer's machine: as the demo, and errors are shown with their trace."""

from lockgate.settings.demo import *  # noqa: F403

DEBUG = True
