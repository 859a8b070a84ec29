"""Who may do what with the ledger, and who sees a licence's line: the ledger's rows in the table of permissions."""

from lockgate.core.permissions import Permission, Role

_ROLES = {Role.CUSTOMS: "on every licence", Role.EXPORTER: "on licences that its own organisation holds from elsewhere"}

DRAW_DOWN = Permission("licences.draw_down", "Draw down on a licence line", _ROLES)
RESERVE = Permission("licences.reserve", "Reserve on a licence line", _ROLES)
CONFIRM_RESERVATION = Permission("licences.confirm_reservation", "Confirm a reservation", _ROLES)
VOID_RESERVATION = Permission("licences.void_reservation", "Void a reservation", _ROLES)
REVERSE_DRAW_DOWN = Permission("licences.reverse_draw_down", "Reverse a draw-down, or a part of it", _ROLES)

PERMISSIONS = (DRAW_DOWN, RESERVE, CONFIRM_RESERVATION, VOID_RESERVATION, REVERSE_DRAW_DOWN)
