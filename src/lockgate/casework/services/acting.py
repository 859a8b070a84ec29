"""How every act on a case is done: found and permitted, locked and read again, and recorded once with all it wrote.

Called by the services of this package alone. `begin` and `finish` are the two ends of the one transaction of an act;
between them stands what the act itself checks and writes.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from lockgate.casework.errors import CaseChanged
from lockgate.casework.lifecycle import ClockEffect, Transition, follow
from lockgate.casework.models import Case, ClockMove
from lockgate.casework.queries import local_day, visible_case, visible_cases
from lockgate.core.errors import NotFound, NotPossibleNow
from lockgate.core.permissions import Permission, Person, check_may
from lockgate.journal.acts import Act
from lockgate.journal.record import record


class Begun(NamedTuple):
    """A case that is locked for an act, and the row of the life of a case that the act follows."""

    case: Case
    transition: Transition


def find(by: Person, reference: str, permission: Permission) -> Case:
    """Find a case for somebody who may do this; raise NotFound for what is not visible, then NotAllowed."""
    found = visible_case(by, reference)
    check_may(by, permission)
    return found


def begin(by: Person, found: Case, act: Act, seen: int | None) -> Begun:
    """Lock a case and read it again.

    Raises CaseChanged where it is no longer the version `seen` (None where the caller names none), NotPossibleNow
    where its state does not admit the act.
    """
    case = visible_cases(by).select_for_update(of=("self",)).filter(pk=found.pk).first()
    if case is None:
        raise NotFound(f"There is no case {found.reference}, or you may no longer know of it.")
    if seen is not None and seen != case.version:
        raise CaseChanged(
            f"Case {case.reference} has changed since you read it: it is at version {case.version}, you read {seen}.",
            mend="Read it again, and then do what is still right.",
        )
    return Begun(case, follow(case.state, act))


def account_of(by: Person) -> UUID:
    """Return the account of whoever acts; every role that may act on a case belongs to one."""
    assert by.account is not None, "a member of an organisation has an account"
    return by.account


def check_taken(by: Person, case: Case) -> None:
    """Raise NotPossibleNow where the case is not assigned to whoever acts."""
    if case.assigned_to_id is None or case.assigned_to_id != by.account:
        raise NotPossibleNow(f"Case {case.reference} is not assigned to you.", mend="Take it first.")


def finish(by: Person, begun: Begun, *, content: Mapping[str, Any] | None = None, rows: Iterable[Model] = ()) -> Case:
    """Write what the transition says of state and clock, count the act as a version, and record it with its rows."""
    case, transition = begun
    written = [case, *rows]
    case.state = transition.to.value
    case.version += 1
    case.save()
    if transition.clock is not ClockEffect.NONE and (move := move_clock(case, transition)) is not None:
        written.append(move)
    told = {"case": str(case.pk), "reference": case.reference, **(content or {})}
    record(act=transition.act, by=by.actor, subject=f"case {case.reference}", content=told, rows=written)
    return case


def move_clock(case: Case, transition: Transition) -> ClockMove | None:
    """Start or stop the clock today; None where it already does as it should."""
    last = case.clock_moves.last()
    if (last.kind if last else ClockEffect.STOP) == transition.clock:
        return None
    return ClockMove.objects.create(
        case=case, kind=transition.clock.value, on=local_day(case), reason=transition.clock_reason
    )
