"""Registers the demo with Django, only where an installation may be one: settings `demo` and `test`."""

from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    """The synthetic episode and its site; it has no tables."""

    name = "lockgate.demo"
    label = "demo"

    def ready(self) -> None:
        """Have this process live in the episode that was played into its data folder, if one was."""
        from lockgate.demo.episode_file import start_clock  # noqa: PLC0415  settings are ready only now

        start_clock(settings.DATA_DIR)
