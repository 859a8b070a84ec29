"""A journal with a key of its own, and somebody who acts."""

from uuid import UUID

import pytest
from django.db import connection

from lockgate.core.actor import Actor
from lockgate.core.permissions import Membership, Person, Role
from lockgate.journal.acts import Act
from lockgate.journal.models import Row
from lockgate.journal.record import record
from lockgate.journal.seal import latest_head, seal_rows
from lockgate.journal.verify import verify_journal

AT_THE_DEPARTMENT = Membership(UUID(int=1), Role.ADMINISTRATOR)


@pytest.fixture
def officer():
    return Actor("user 1", "officer@example.org")


@pytest.fixture
def administrator():
    """Somebody who may redact."""
    return Person(Actor("user 2", "administrator@example.org"), memberships=frozenset({AT_THE_DEPARTMENT}))


@pytest.fixture
def seal_key(settings, tmp_path):
    """A folder for the seal key; the key is made when the first seal is."""
    settings.LOCKGATE_SEAL_KEY_FILE = tmp_path / "seal-key.pem"
    return settings.LOCKGATE_SEAL_KEY_FILE


@pytest.fixture
def rows(db, officer):
    """Record so many acts on numbered subjects."""
    numbers = iter(range(1, 10**6))

    def make(count):
        content = {"note": "for a test"}
        acts = [
            record(act=Act.PACK_ADOPTED, by=officer, subject=f"pack {next(numbers)}", content=content)
            for _ in range(count)
        ]
        return list(Row.objects.filter(pk__in=[act.row for act in acts]).order_by("pk"))

    return make


@pytest.fixture
def sealed(rows, seal_key):
    """Three seals, of 4, 3 and 5 rows: the rows of each."""

    def seal(count):
        made = rows(count)
        assert len(seal_rows()) == 1
        return made

    return [seal(4), seal(3), seal(5)]


@pytest.fixture
def head(sealed):
    """The head of those three seals, as it was published."""
    published = latest_head()
    assert published
    return published


@pytest.fixture
def tamper(db):
    """Run SQL as somebody does who opens the file: no foreign key is checked, and on SQLite no CHECK."""

    def run(sql, *values):
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute(sql, values)
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")

    # The tables are emptied again so that the end of the test finds no dangling key.
    yield run
    for table in ("journal_sealleaf", "journal_seal", "journal_row"):
        run(f"DELETE FROM {table}")


@pytest.fixture
def only_fault(sealed):
    """Verify, and give back the one fault that there is."""

    def find():
        (fault,) = verify_journal().faults
        return fault

    return find
