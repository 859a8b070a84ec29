"""Registers with Django what knows every room: the check whether an installation may be served."""

from django.apps import AppConfig
from django.core.checks import register


class InstallationConfig(AppConfig):
    """The installation as a whole; it has no tables."""

    name = "lockgate"
    label = "installation"

    def ready(self) -> None:
        """Have `check` name what keeps this installation from being served."""
        from lockgate.installation import check_installation  # noqa: PLC0415  needs the tables

        register(check_installation)
