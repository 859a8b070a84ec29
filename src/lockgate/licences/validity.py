"""What holds of a licence on a day: its standing and how that changes, its days, and whether anything is left.

Pure. Read by the services, by queries and by the ledger. Exhausted, expired and not yet valid are computed here each
time and stored nowhere.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from lockgate.core import clock
from lockgate.core.errors import Invalid, NotPossibleNow
from lockgate.regimes.shelf import codes, law_of


class Standing(StrEnum):
    """What the authority has said of a licence. The values are stored and never renamed."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class State(StrEnum):
    """What a reader is shown; where several are the case, the one that stands first here."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"
    IN_FORCE = "in_force"

    @property
    def words(self) -> str:
        """The state as a sentence writes it."""
        return self.value.replace("_", " ")


class StandingVerb(StrEnum):
    """What may be done to a standing."""

    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"


STANDING_TABLE: Mapping[tuple[Standing, StandingVerb], Standing] = MappingProxyType(
    {
        (Standing.IN_FORCE, StandingVerb.SUSPEND): Standing.SUSPENDED,
        (Standing.SUSPENDED, StandingVerb.REINSTATE): Standing.IN_FORCE,
        (Standing.IN_FORCE, StandingVerb.REVOKE): Standing.REVOKED,
        (Standing.SUSPENDED, StandingVerb.REVOKE): Standing.REVOKED,
    }
)
"""Every step that a standing may take. What is not here is not possible; revoked is final."""

_MENDS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.IN_FORCE: "Only a suspended licence is reinstated.",
        Standing.SUSPENDED: "Reinstate it, or revoke it.",
        Standing.REVOKED: "A revocation is final: a new licence is a new application.",
    }
)


def standing_after(number: str, standing: Standing, verb: StandingVerb) -> Standing:
    """Return the standing that a verb leads to; raise NotPossibleNow where the table has no such step.

    >>> standing_after("LI-1", Standing.SUSPENDED, StandingVerb.REINSTATE).value
    'in_force'
    """
    after = STANDING_TABLE.get((standing, verb))
    if after is None:
        now = standing.value.replace("_", " ")
        raise NotPossibleNow(f"Licence {number} is {now}.", mend=_MENDS[standing])
    return after


def state_of(standing: Standing, valid_from: date, valid_to: date, *, on: date, used_up: bool) -> State:
    """Return what holds on a day. Both days of validity are included; `used_up` says that all of it has left.

    >>> day = date(2026, 3, 1)
    >>> state_of(Standing.IN_FORCE, day, day, on=day, used_up=False).value
    'in_force'
    """
    if standing is not Standing.IN_FORCE:
        return State(standing.value)
    if on < valid_from:
        return State.NOT_YET_VALID
    if on > valid_to:
        return State.EXPIRED
    return State.EXHAUSTED if used_up else State.IN_FORCE


def local_day(regime: str) -> date:
    """Return today as a licence of this regime counts it: the regime's own day, or that of UTC where it is not held."""
    return clock.today(_time_zone(regime))


@lru_cache
def _time_zone(regime: str) -> str:
    return law_of(regime).regime.time_zone if regime in codes() else "UTC"


def last_day(valid_from: date, months: int) -> date:
    """Return the last day of so many months: the day before the same day, or a shorter month's last.

    >>> last_day(date(2026, 3, 1), 12).isoformat(), last_day(date(2026, 8, 31), 6).isoformat()
    ('2027-02-28', '2027-02-28')
    """
    if months < 1:
        raise Invalid(f"A licence cannot be valid for {months} months.", mend="Give one month or more.")
    year, month = divmod(valid_from.year * 12 + valid_from.month - 1 + months, 12)
    days = monthrange(year, month + 1)[1]
    if valid_from.day > days:
        return date(year, month + 1, days)
    return date(year, month + 1, valid_from.day) - timedelta(days=1)
