"""Registers the room with Django, its tables with the journal, and what it does when an earlier room has acted."""

from django.apps import AppConfig

from lockgate.journal.reach import vouch_for


class LicencesConfig(AppConfig):
    """Room 5: licences and their ledger."""

    name = "lockgate.licences"
    label = "licences"

    def ready(self) -> None:
        """Have the journal vouch for every table of this room."""
        for model in self.get_models():
            vouch_for(model)
