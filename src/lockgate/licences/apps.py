"""Registers the room with Django, its tables with the journal, and what it does when an earlier room has acted."""

from django.apps import AppConfig
from django.core.checks import Tags
from django.core.checks import register as register_check
from django.db.models.signals import post_migrate

from lockgate.journal.acts import Act
from lockgate.journal.reach import vouch_for
from lockgate.journal.reactions import react_to


class LicencesConfig(AppConfig):
    """Room 5: licences and their ledger."""

    name = "lockgate.licences"
    label = "licences"

    def ready(self) -> None:
        """Have the journal vouch for the tables, the database guard the ledger, and grants become licences."""
        from lockgate.licences.ledger.guards import after_migration, check_guards  # noqa: PLC0415  needs the tables
        from lockgate.licences.reactions import issue_on_grant  # noqa: PLC0415  needs the tables

        for model in self.get_models():
            vouch_for(model)
        react_to(Act.CASE_DECIDED, "licences", issue_on_grant)
        post_migrate.connect(after_migration, sender=self, dispatch_uid="ledger guards")
        register_check(check_guards, Tags.database)
