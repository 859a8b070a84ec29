"""What is left, and which reservations have lapsed. Pure; computed each time and stored nowhere."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from lockgate.licences.ledger.entry import Totals

LAPSES_AFTER = timedelta(days=30)
"""How long a reservation holds balance. From then on it is as if it were not, and the next act writes its expiry."""


class Reservation(NamedTuple):
    """A reservation that nothing has ended yet; the amount is of the smallest unit."""

    id: UUID
    amount: int
    at: datetime
    quantity: str
    unit: str

    def has_lapsed(self, now: datetime) -> bool:
        """Tell whether it holds balance no more."""
        return now - self.at >= LAPSES_AFTER


def without_lapsed(totals: Totals, lapsed: Iterable[Reservation]) -> Totals:
    """Return the totals as if the expiry of each lapsed reservation had been written."""
    return totals._replace(reserved=totals.reserved - sum(reservation.amount for reservation in lapsed))
