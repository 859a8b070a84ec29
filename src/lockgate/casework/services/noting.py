"""What hangs on open cases, as insight has reckoned it, is noted on them, so that the queue can be ordered by it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import transaction

from lockgate.casework.lifecycle import OPEN
from lockgate.casework.models import Case, SupplyRisk
from lockgate.casework.permissions import NOTE_SUPPLY_RISK
from lockgate.core.errors import Invalid
from lockgate.core.permissions import Person, check_may
from lockgate.journal.acts import Act
from lockgate.journal.record import record

KEYS_AT_ONCE = 500


class FoundRisk(NamedTuple):
    """What hangs on a case, in thousandths of production-days, at least and at most; None where nobody can tell."""

    case: str
    low: int | None
    high: int | None
    reason: str


class NotedRisks(NamedTuple):
    """How many cases have another figure now, how many the same, and how many were closed or gone meanwhile."""

    changed: int
    unchanged: int
    left_out: int


def note_supply_risk(*, by: Person, noted_on: date, risks: Iterable[FoundRisk]) -> NotedRisks:
    """Note what hangs on open cases by the data of a day; one act, `supply_risk.noted`, for all of them.

    Written are those whose figure or reason is another than before. Raises NotAllowed, and Invalid for a case that is
    named twice or bounds that cannot be.
    """
    check_may(by, NOTE_SUPPLY_RISK)
    wanted = _checked(risks)
    with transaction.atomic():
        cases = _open_cases(list(wanted))
        former = {held.case_id: held for held in _held(cases)}
        rows = [
            SupplyRisk(case=case, low=risk.low, high=risk.high, reason=risk.reason, noted_on=noted_on)
            for case in cases
            for risk in [wanted[case.reference]]
            if (held := former.get(case.pk)) is None or (held.low, held.high, held.reason) != risk[1:]
        ]
        SupplyRisk.objects.bulk_create(
            rows,
            batch_size=KEYS_AT_ONCE,
            update_conflicts=True,
            unique_fields=["case"],
            update_fields=["low", "high", "reason", "noted_on"],
        )
        told = NotedRisks(len(rows), len(cases) - len(rows), len(wanted) - len(cases))
        content = {"noted_on": noted_on.isoformat(), **told._asdict()}
        record(act=Act.SUPPLY_RISK_NOTED, by=by.actor, subject="the open cases", content=content, rows=rows)
    return told


def _checked(risks: Iterable[FoundRisk]) -> dict[str, FoundRisk]:
    found: dict[str, FoundRisk] = {}
    for risk in risks:
        if risk.case in found:
            raise Invalid(f"Case {risk.case} is named twice.", mend="Name each case once.")
        if (risk.low is None) != (risk.high is None) or not 0 <= (risk.low or 0) <= (risk.high or 0):
            raise Invalid(f"What hangs on case {risk.case} has bounds that cannot be.", mend="Reckon it again.")
        found[risk.case] = risk
    return found


def _open_cases(references: list[str]) -> list[Case]:
    """Lock those that are open, so that none is decided between this and its note."""
    found: list[Case] = []
    for start in range(0, len(references), KEYS_AT_ONCE):
        some = references[start : start + KEYS_AT_ONCE]
        found += Case.objects.select_for_update(of=("self",)).filter(reference__in=some, state__in=OPEN)
    return sorted(found, key=lambda case: case.reference)


def _held(cases: list[Case]) -> list[SupplyRisk]:
    found: list[SupplyRisk] = []
    for start in range(0, len(cases), KEYS_AT_ONCE):
        found += SupplyRisk.objects.filter(case__in=[case.pk for case in cases[start : start + KEYS_AT_ONCE]])
    return found
