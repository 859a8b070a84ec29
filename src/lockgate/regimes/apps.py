"""Registers the room with Django, and its tables with the journal."""

from django.apps import AppConfig

from lockgate.journal.reach import vouch_for


class RegimesConfig(AppConfig):
    """Room 1: control lists and determination."""

    name = "lockgate.regimes"
    label = "regimes"

    def ready(self) -> None:
        """Have the journal vouch for every table of this room."""
        for model in self.get_models():
            vouch_for(model)
