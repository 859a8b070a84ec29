"""What hangs on open cases, as insight has reckoned it, is noted on them, so that the queue can be ordered by it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from lockgate.casework.lifecycle import OPEN
from lockgate.casework.models import Case, SupplyReckoning, SupplyRisk
from lockgate.casework.permissions import NOTE_SUPPLY_RISK
from lockgate.core.errors import Invalid
from lockgate.core.permissions import Person, check_may
from lockgate.journal.acts import Act
from lockgate.journal.record import record

KEYS_AT_ONCE = 500
FACTS = ("low", "high", "late_low", "late_high", "late_days", "lines", "undeclared", "reason")
"""What is noted on a case, by the names that it has in a FoundRisk and in its row."""


class FoundRisk(NamedTuple):
    """What hangs on a case, in thousandths of production-days, at least and at most; None where nobody can tell.

    If it is refused, and if it is `late_days` late. The figures leave out `undeclared` of its `lines`.
    """

    case: str
    low: int | None
    high: int | None
    late_low: int | None
    late_high: int | None
    late_days: int
    lines: int
    undeclared: int
    reason: str


class NotedRisks(NamedTuple):
    """How many cases have another figure now, how many the same, how many were closed or gone meanwhile.

    From `removed` open cases the note was taken off, for the reckoning does not name them any more.
    """

    changed: int
    unchanged: int
    left_out: int
    removed: int


def note_supply_risk(*, by: Person, noted_on: date, risks: Iterable[FoundRisk]) -> NotedRisks:
    """Note what hangs on all open cases by the data of a day; one act, `supply_risk.noted`, for all of them.

    Written are those of which anything is another than before; the day of the reckoning is kept for all. Raises
    NotAllowed, and Invalid for a case that is named twice or figures that cannot be.
    """
    check_may(by, NOTE_SUPPLY_RISK)
    wanted = _checked(risks)
    with transaction.atomic():
        cases = _open_cases(list(wanted))
        former = {held.case_id: held for held in SupplyRisk.objects.filter(case__state__in=OPEN)}
        rows = [
            SupplyRisk(case=case, noted_on=noted_on, **_facts(wanted[case.reference]))
            for case in cases
            if (held := former.pop(case.pk, None)) is None or not _is_same(held, wanted[case.reference])
        ]
        SupplyRisk.objects.bulk_create(
            rows,
            batch_size=KEYS_AT_ONCE,
            update_conflicts=True,
            unique_fields=["case"],
            update_fields=[*FACTS, "noted_on"],
        )
        is_known_day = SupplyReckoning.objects.filter(on=noted_on).exists()
        days = [] if is_known_day else [SupplyReckoning.objects.create(on=noted_on)]
        gone = list(former.values())
        told = NotedRisks(len(rows), len(cases) - len(rows), len(wanted) - len(cases), len(gone))
        content = {"noted_on": noted_on.isoformat(), **told._asdict()}
        written = [*rows, *days]
        record(
            act=Act.SUPPLY_RISK_NOTED,
            by=by.actor,
            subject="the open cases",
            content=content,
            rows=written,
            removed=gone,
        )
        for start in range(0, len(gone), KEYS_AT_ONCE):
            some = [held.pk for held in gone[start : start + KEYS_AT_ONCE]]
            SupplyRisk.objects.filter(pk__in=some).delete()
    return told


def _facts(risk: FoundRisk) -> dict[str, Any]:
    return {name: getattr(risk, name) for name in FACTS}


def _is_same(held: SupplyRisk, risk: FoundRisk) -> bool:
    return all(getattr(held, name) == getattr(risk, name) for name in FACTS)


def _checked(risks: Iterable[FoundRisk]) -> dict[str, FoundRisk]:
    found: dict[str, FoundRisk] = {}
    for risk in risks:
        if risk.case in found:
            raise Invalid(f"Case {risk.case} is named twice.", mend="Name each case once.")
        if not (_are_bounds(risk.low, risk.high) and _are_bounds(risk.late_low, risk.late_high)):
            raise Invalid(f"What hangs on case {risk.case} has bounds that cannot be.", mend="Reckon it again.")
        if not (0 <= risk.undeclared <= risk.lines and risk.late_days >= 1):
            raise Invalid(f"What hangs on case {risk.case} has counts that cannot be.", mend="Reckon it again.")
        found[risk.case] = risk
    return found


def _are_bounds(low: int | None, high: int | None) -> bool:
    return low is high is None or (low is not None and high is not None and 0 <= low <= high)


def _open_cases(references: list[str]) -> list[Case]:
    """Lock those that are open, so that none is decided between this and its note."""
    found: list[Case] = []
    for start in range(0, len(references), KEYS_AT_ONCE):
        some = references[start : start + KEYS_AT_ONCE]
        found += Case.objects.select_for_update(of=("self",)).filter(reference__in=some, state__in=OPEN)
    return sorted(found, key=lambda case: case.reference)
