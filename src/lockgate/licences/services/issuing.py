"""How a granted case becomes a licence: a line for each line that was granted, with its amount and conditions.

Called by the reaction to a decision, in its transaction. The licence counts from the regime's own day of that moment.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from lockgate.casework.queries import visible_cases
from lockgate.core import clock
from lockgate.core.errors import NotFound, NotPossibleNow
from lockgate.core.permissions import Person, check_may
from lockgate.journal.acts import Act
from lockgate.journal.numbering import next_reference
from lockgate.licences.models import Licence, LicenceLine
from lockgate.licences.permissions import ISSUE_LICENCE
from lockgate.licences.services.making import make_licence
from lockgate.licences.validity import last_day, local_day


class GrantedLine(NamedTuple):
    """What was granted of a line of the application: as it was written, and counted in the smallest unit."""

    number: int
    quantity: str
    unit: str
    amount: int
    conditions: tuple[str, ...] = ()


def issue_licence(*, by: Person, case: UUID, valid_months: int, lines: Sequence[GrantedLine]) -> Licence:
    """Issue the licence of a case that was just decided. Records `licence.issued`.

    Raises NotFound, NotAllowed, NotPossibleNow for a case that is not decided or has its licence.
    """
    found = visible_cases(by).filter(pk=case).first()
    if found is None:
        raise NotFound("There is no such case, or you may not know of it.")
    check_may(by, ISSUE_LICENCE)
    with transaction.atomic():
        decided = visible_cases(by).select_for_update(of=("self",)).select_related("application").get(pk=case)
        if decided.state != "decided" or Licence.objects.filter(case=decided).exists():
            raise NotPossibleNow(f"Case {decided.reference} is not decided, or its licence was issued before.")
        valid_from = local_day(decided.regime)
        licence = Licence(
            number=_next_number(),
            origin="granted",
            regime=decided.regime,
            case=decided,
            exporter_id=decided.application.exporter_id,
            valid_from=valid_from,
            valid_to=last_day(valid_from, valid_months),
            issued_at=clock.now(),
        )
        make_licence(
            by=by,
            act=Act.LICENCE_ISSUED,
            licence=licence,
            lines=_lines(decided, licence, lines),
            content={"case": decided.reference},
        )
    return licence


def _next_number() -> str:
    """Return the next number of the series that no imported licence has."""
    number = next_reference("LI")
    while Licence.objects.filter(number=number).exists():
        number = next_reference("LI")
    return number


def _lines(decided: Any, licence: Licence, granted: Sequence[GrantedLine]) -> list[LicenceLine]:
    asked = {held.line.number: held for held in decided.lines.select_related("line")}
    parties = decided.application.parties.filter(role="consignee").select_related("organisation").order_by("pk")
    consignees = [party.organisation for party in parties]
    others = [f"May also go to {other.name} ({other.country})." for other in consignees[1:]]
    return [_line(licence, asked[line.number].line, line, consignees[0], others) for line in granted]


def _line(licence: Licence, asked: Any, granted: GrantedLine, consignee: Any, others: list[str]) -> LicenceLine:
    return LicenceLine(
        licence=licence,
        number=granted.number,
        case_line=asked.case_line,
        entry=asked.entry,
        goods_code=asked.goods_code,
        description=asked.description,
        destination=asked.application.destination,
        consignee=consignee,
        quantity=granted.quantity,
        unit=granted.unit,
        amount=granted.amount,
        dimension=asked.dimension,
        # The value asked was that of the whole quantity: what was granted has its share of it, rounded down.
        value_minor=asked.value_minor * granted.amount // asked.amount,
        currency=asked.currency,
        conditions=[*others, *granted.conditions],
    )
