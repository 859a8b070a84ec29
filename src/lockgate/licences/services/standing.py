"""How the standing of a licence is changed: suspended, reinstated, revoked, each with a reason that is kept.

A suspension or revocation holds from the next draw-down on: the ledger reads the standing under the licence's lock.
"""

from django.db import transaction

from lockgate.core import clock
from lockgate.core.permissions import Person, check_may
from lockgate.core.texts import checked_prose
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.licences.errors import LicenceChanged
from lockgate.licences.models import Licence, StandingChange
from lockgate.licences.permissions import REINSTATE_LICENCE, REVOKE_LICENCE, SUSPEND_LICENCE
from lockgate.licences.queries import visible_licence
from lockgate.licences.validity import Standing, StandingVerb, standing_after

REASON_LENGTH_MAX = 2000


def suspend_licence(*, by: Person, licence: str, reason: str, seen: int | None = None) -> Licence:
    """Suspend the licence of a number: nothing leaves on it until it is reinstated. Records `licence.suspended`.

    Raises NotFound, NotAllowed, Invalid without a reason, LicenceChanged where it is no longer the version `seen`,
    NotPossibleNow where it is suspended or revoked already.
    """
    return _change(by, licence, reason, seen, StandingVerb.SUSPEND)


def reinstate_licence(*, by: Person, licence: str, reason: str, seen: int | None = None) -> Licence:
    """Reinstate a suspended licence; its days stay as they were. Records `licence.reinstated`.

    Raises NotFound, NotAllowed, Invalid without a reason, LicenceChanged, NotPossibleNow where it is not suspended.
    """
    return _change(by, licence, reason, seen, StandingVerb.REINSTATE)


def revoke_licence(*, by: Person, licence: str, reason: str, seen: int | None = None) -> Licence:
    """Revoke a licence, for good. Records `licence.revoked`.

    Raises NotFound, NotAllowed, Invalid without a reason, LicenceChanged, NotPossibleNow where it is revoked already.
    """
    return _change(by, licence, reason, seen, StandingVerb.REVOKE)


_ACTS = {
    StandingVerb.SUSPEND: (SUSPEND_LICENCE, Act.LICENCE_SUSPENDED),
    StandingVerb.REINSTATE: (REINSTATE_LICENCE, Act.LICENCE_REINSTATED),
    StandingVerb.REVOKE: (REVOKE_LICENCE, Act.LICENCE_REVOKED),
}


def _change(by: Person, number: str, reason: str, seen: int | None, verb: StandingVerb) -> Licence:
    permission, act = _ACTS[verb]
    found = visible_licence(by, number)
    check_may(by, permission)
    assert by.account is not None, "a member of an organisation has an account"
    said = checked_prose(reason, "reason", REASON_LENGTH_MAX)
    with transaction.atomic():
        licence = Licence.objects.select_for_update().get(pk=found.pk)
        if seen is not None and seen != licence.version:
            raise LicenceChanged(
                f"Licence {licence.number} has changed since you read it.",
                mend="Read it again, and then do what is still right.",
            )
        licence.standing = standing_after(licence.number, Standing(licence.standing), verb)
        licence.version += 1
        licence.save(update_fields=["standing", "version"])
        change = StandingChange.objects.create(
            licence=licence, standing=licence.standing, reason=said, at=clock.now(), by=by.account
        )
        record(
            act=act,
            by=by.actor,
            subject=f"licence {licence.number}",
            content={"licence": str(licence.pk), "reason": said},
            rows=[licence, change],
        )
    return licence
