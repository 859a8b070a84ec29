"""Django drops what it does not know when it builds a table anew; the next migration makes it again."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, models

from lockgate.core.permissions import Role
from lockgate.licences.ledger.guards import missing_guards
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.reconcile import reconcile
from lockgate.licences.ledger.services import draw_down
from lockgate.licences.ledger.tables import LedgerEntry
from tests.factories.licences import licence
from tests.factories.people import person


def change_office(old_length, new_length):
    """Change a column as a migration does; SQLite can only build the table anew."""
    old, new = (models.CharField(max_length=length, blank=True) for length in (old_length, new_length))
    for field in (old, new):
        field.set_attributes_from_name("office")
        field.model = LedgerEntry
    with connection.schema_editor() as editor:
        editor.alter_field(LedgerEntry, old, new)


def errors():
    return [message for message in run_checks(databases=["default"]) if message.is_serious()]


@pytest.mark.django_db(transaction=True)
def test_a_table_that_was_built_anew_is_guarded_again_after_the_migration_and_keeps_its_entries():
    licence()
    draw_down(by=person(Role.CUSTOMS), licence="HELD-1", line=1, declared=Declared("1", "KGM"), key="k")
    entries = list(LedgerEntry.objects.order_by("sequence").values())
    change_office(100, 120)
    if connection.vendor == "sqlite":
        assert missing_guards() == [
            "foreign key ledger_link",
            *(f"trigger {name}" for name in ("ledger_insert", "ledger_inserted", "ledger_update", "ledger_delete")),
        ]
        assert len(errors()) == 5
    change_office(120, 100)
    call_command("migrate", verbosity=0)
    assert missing_guards() == []
    assert errors() == []
    assert list(LedgerEntry.objects.order_by("sequence").values()) == entries
    assert reconcile().is_clean
    with pytest.raises(DatabaseError):
        LedgerEntry.objects.update(amount=1)
