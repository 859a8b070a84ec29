"""Who may do what with the ledger, and who sees a licence's line: the ledger's rows in the table of permissions."""

from uuid import UUID

from lockgate.core.errors import NotAllowed
from lockgate.core.permissions import Permission, Person, Role, check_may

_ROLES = {Role.CUSTOMS: "on every licence", Role.EXPORTER: "on licences that its own organisation holds from elsewhere"}

DRAW_DOWN = Permission("licences.draw_down", "Draw down on a licence line", _ROLES)
RESERVE = Permission("licences.reserve", "Reserve on a licence line", _ROLES)
CONFIRM_RESERVATION = Permission("licences.confirm_reservation", "Confirm a reservation", _ROLES)
VOID_RESERVATION = Permission("licences.void_reservation", "Void a reservation", _ROLES)
REVERSE_DRAW_DOWN = Permission("licences.reverse_draw_down", "Reverse a draw-down, or a part of it", _ROLES)

PERMISSIONS = (DRAW_DOWN, RESERVE, CONFIRM_RESERVATION, VOID_RESERVATION, REVERSE_DRAW_DOWN)


def keeps_ledger(by: Person, *, origin: str, exporter: UUID) -> bool:
    """Tell who writes in the ledger of a licence: customs in each, the exporter in those it holds from elsewhere."""
    return Role.CUSTOMS in by.roles or (origin == "held" and exporter in by.organisations_as(Role.EXPORTER))


def check_keeps_ledger(by: Person, permission: Permission, licence: str, *, origin: str, exporter: UUID) -> None:
    """Raise NotAllowed for who may not do this in the ledger of this licence."""
    check_may(by, permission)
    if not keeps_ledger(by, origin=origin, exporter=exporter):
        raise NotAllowed(
            f"On licence {licence} it is customs that draws down.",
            mend="An exporter keeps the ledger of licences that it holds from elsewhere.",
        )
