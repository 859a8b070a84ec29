"""Registers the room with Django, its tables with the journal, and what it does when an earlier room has acted."""

from django.apps import AppConfig
from django.core.checks import Tags
from django.core.checks import register as register_check
from django.db.models.signals import post_migrate

from lockgate.journal.reach import vouch_for


class LicencesConfig(AppConfig):
    """Room 5: licences and their ledger."""

    name = "lockgate.licences"
    label = "licences"

    def ready(self) -> None:
        """Have the journal vouch for every table of this room, and the database guard the ledger."""
        from lockgate.licences.ledger.guards import after_migration, check_guards  # noqa: PLC0415  needs the tables

        for model in self.get_models():
            vouch_for(model)
        post_migrate.connect(after_migration, sender=self, dispatch_uid="ledger guards")
        register_check(check_guards, Tags.database)
