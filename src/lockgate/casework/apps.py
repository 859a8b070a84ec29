"""Registers the room with Django, its tables with the journal, and what it does when an earlier room has acted."""

from django.apps import AppConfig

from lockgate.journal.acts import Act
from lockgate.journal.reach import vouch_for
from lockgate.journal.reactions import react_to

ADDED_COLUMNS = {"SupplyRisk": ("late_low", "late_high", "late_days", "lines", "undeclared")}
"""Columns that came after rows of their tables had been written."""


class CaseworkConfig(AppConfig):
    """Room 4: cases and decisions."""

    name = "lockgate.casework"
    label = "casework"

    def ready(self) -> None:
        """Have the journal vouch for every table of this room, and register its reactions."""
        from lockgate.casework import reactions  # noqa: PLC0415 - tables can be imported only now

        for model in self.get_models():
            vouch_for(model, added=ADDED_COLUMNS.get(model.__name__, ()))
        react_to(Act.APPLICATION_SUBMITTED, "casework", reactions.open_case)
        react_to(Act.APPLICATION_WITHDRAWN, "casework", reactions.close_case)
