"""Licences with a ledger: held ones, and granted ones with the case that they came from, straight into the tables."""

from datetime import date

from django.db import transaction

from lockgate.applications.models import Application
from lockgate.casework.models import Case
from lockgate.core import clock
from lockgate.core.identifiers import new_id
from lockgate.core.permissions import OPERATOR
from lockgate.core.quantities import quantity as measured
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.licences.ledger.services import open_chain
from lockgate.licences.models import Licence, LicenceLine
from lockgate.parties.models import Organisation


def organisation(name: str) -> Organisation:
    """Return the organisation of a name, made where there is none."""
    return Organisation.objects.get_or_create(
        name=name, introduced_by=None, defaults={"country": "CN", "added_at": clock.now()}
    )[0]


def licence(
    number: str = "HELD-1",
    *lines: str,
    exporter: str = "Ganzhou Magnet Works",
    origin: str = "held",
    regime: str = "",
    days: tuple[date, date] = (date(2020, 1, 1), date(2099, 12, 31)),
) -> Licence:
    """Make a licence whose lines are quantities such as "10 KGM", with their chains, and the journal row of it."""
    home = organisation(exporter)
    with transaction.atomic():
        made = Licence.objects.create(
            number=number,
            origin=origin,
            regime=regime,
            case=_case(home) if origin == "granted" else None,
            exporter=home,
            valid_from=days[0],
            valid_to=days[1],
            issued_at=clock.now(),
        )
        rows = [row for count, text in enumerate(lines or ("10 KGM",), 1) for row in _line(made, count, text)]
        act = Act.LICENCE_ISSUED if origin == "granted" else Act.LICENCE_IMPORTED
        record(act=act, by=OPERATOR.actor, subject=f"licence {number}", rows=[made, *rows])
    return made


def _line(made: Licence, number: int, text: str):
    quantity, unit = text.split()
    amount = measured(quantity, unit)
    line = LicenceLine.objects.create(
        licence=made,
        number=number,
        destination="DE",
        consignee=organisation("Rhein Motors"),
        quantity=quantity,
        unit=unit,
        amount=amount.amount,
        dimension=amount.dimension.value,
    )
    return [line, *open_chain(by=OPERATOR, line=line)]


def _case(exporter: Organisation) -> Case:
    name, now = new_id().hex[:20], clock.now()
    application = Application.objects.create(
        reference=name,
        regime="cn-dual-use",
        exporter=exporter,
        destination="DE",
        state="submitted",
        law_on=now.date(),
        started_at=now,
        started_by=new_id(),
        submitted_at=now,
    )
    return Case.objects.create(
        reference=name,
        application=application,
        regime="cn-dual-use",
        state="decided",
        opened_at=now,
        accepted_on=now.date(),
        decided_at=now,
    )
