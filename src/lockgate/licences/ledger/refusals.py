"""Why is it refused? Each reason is an error of its own with a stable code, and they are asked in one order.

Pure. The order, tested: revoked, suspended, not yet valid, expired (`check_may_leave`); the reservation or draw-down
that is named cannot be resolved; the unit, the quantity (units.py); more than there is. So a licence that must not be
used says that before anything about the declaration. Voiding and reversing skip the first four: they give back.
"""

from datetime import date

from lockgate.core.errors import Invalid, LockgateError, NotPossibleNow
from lockgate.licences.validity import Standing, State, state_of


class LicenceRevoked(NotPossibleNow):
    """The licence was revoked, for good."""

    code = "licence.licence_revoked"


class LicenceSuspended(NotPossibleNow):
    """The licence is suspended."""

    code = "licence.licence_suspended"


class NotYetValid(NotPossibleNow):
    """The first day of the licence has not come."""

    code = "licence.not_yet_valid"


class LicenceExpired(NotPossibleNow):
    """The last day of the licence is over."""

    code = "licence.licence_expired"


class ReservationResolved(NotPossibleNow):
    """The reservation was confirmed, voided or has expired before."""

    code = "licence.reservation_resolved"


class ReservationLapsed(NotPossibleNow):
    """The reservation is older than it may be."""

    code = "licence.reservation_lapsed"


class UnitMismatch(Invalid):
    """The unit is unknown, or measures something else than the licence line."""

    code = "licence.unit_mismatch"


class InvalidQuantity(Invalid):
    """The quantity is no amount above zero that can be kept."""

    code = "licence.invalid_quantity"


class BalanceExceeded(NotPossibleNow):
    """More was asked for than is left on the line, of the reservation, or of the draw-down."""

    code = "licence.balance_exceeded"


REFUSALS: tuple[type[LockgateError], ...] = (
    LicenceRevoked,
    LicenceSuspended,
    NotYetValid,
    LicenceExpired,
    ReservationResolved,
    ReservationLapsed,
    UnitMismatch,
    InvalidQuantity,
    BalanceExceeded,
)
"""Every reason, in the order in which they are asked."""
_ANEW = "and ask again, over REST or by command under a new key."


def check_may_leave(number: str, standing: str, valid_from: date, valid_to: date, on: date) -> None:
    """Raise the first reason why nothing may leave on this licence on a day; both days of validity are included."""
    state = state_of(Standing(standing), valid_from, valid_to, on=on, used_up=False)
    match state:
        case State.REVOKED:
            raise LicenceRevoked(f"Licence {number} was revoked.", mend="Nothing may leave on it any more.")
        case State.SUSPENDED:
            raise LicenceSuspended(
                f"Licence {number} is suspended.", mend=f"Wait until the authority reinstates it, {_ANEW}"
            )
        case State.NOT_YET_VALID:
            raise NotYetValid(
                f"Licence {number} is valid from {valid_from}; today is {on}.", mend=f"Wait until then, {_ANEW}"
            )
        case State.EXPIRED:
            raise LicenceExpired(
                f"Licence {number} was valid until {valid_to}; today is {on}.", mend="Use another licence."
            )


def check_within(wanted: int, left: int, *, asked: str, available: str, mend: str) -> None:
    """Raise BalanceExceeded where more is wanted than is left; the words are those of the answer, with their units."""
    if wanted > left:
        raise BalanceExceeded(f"{asked} is more than the {available}.", mend=mend)
