"""How a licence is put into the tables: itself, its lines, a chain in the ledger for each, and the act that says so.

Called by issuing.py and importing.py inside their transaction; the journal is handed every row.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from lockgate.core.permissions import Person
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.licences.ledger.services import open_chain
from lockgate.licences.models import Licence, LicenceLine


def make_licence(
    *, by: Person, act: Act, licence: Licence, lines: Sequence[LicenceLine], content: Mapping[str, Any]
) -> None:
    """Save a licence with its lines and open their chains. Records `act` with the rows of all of them."""
    licence.save(force_insert=True)
    LicenceLine.objects.bulk_create(lines)
    opened = [row for line in lines for row in open_chain(by=by, line=line)]
    record(
        act=act,
        by=by.actor,
        subject=f"licence {licence.number}",
        content={
            "licence": str(licence.pk),
            "valid_from": licence.valid_from.isoformat(),
            "valid_to": licence.valid_to.isoformat(),
            **content,
        },
        rows=[licence, *lines, *opened],
    )
