"""What an entry of the ledger is, and what each kind of entry does to the totals of its chain.

Pure. A chain counts whole micrograms, micro-litres or pieces. The database holds the same arithmetic (lawful.py): an
entry that was worked out wrongly here cannot be stored.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Kind(StrEnum):
    """What an entry states. The values are stored and never renamed."""

    AMOUNT = "amount"
    DRAW_DOWN = "draw_down"
    RESERVE = "reserve"
    CONFIRM = "confirm"
    VOID = "void"
    EXPIRE = "expire"
    REVERSE = "reverse"

    @property
    def words(self) -> str:
        """An entry of the kind, as a sentence names it."""
        return _WORDS[self]


_WORDS = {
    Kind.AMOUNT: "an amount",
    Kind.DRAW_DOWN: "a draw-down",
    Kind.RESERVE: "a reservation",
    Kind.CONFIRM: "a confirmation",
    Kind.VOID: "a voiding",
    Kind.EXPIRE: "an expiry",
    Kind.REVERSE: "a reversal",
}


RESOLVING = (Kind.CONFIRM, Kind.VOID, Kind.EXPIRE)
"""The kinds that end a reservation; each reservation is ended once."""
REVERSIBLE = (Kind.DRAW_DOWN, Kind.CONFIRM)
"""The kinds of which a reversal takes something back."""


class Totals(NamedTuple):
    """What has left, what is reserved, and what may leave in all, in the smallest unit."""

    drawn: int
    reserved: int
    allowed: int

    @property
    def free(self) -> int:
        """What neither has left nor is reserved."""
        return self.allowed - self.drawn - self.reserved

    def after(self, kind: Kind, amount: int, *, reserved: int = 0) -> "Totals":
        """Return the totals after an entry; `reserved` is the whole amount of the reservation that it ends.

        >>> Totals(drawn=2, reserved=5, allowed=10).after(Kind.CONFIRM, 3, reserved=5)
        Totals(drawn=5, reserved=0, allowed=10)
        """
        match kind:
            case Kind.AMOUNT:
                return self._replace(allowed=amount)
            case Kind.DRAW_DOWN:
                return self._replace(drawn=self.drawn + amount)
            case Kind.RESERVE:
                return self._replace(reserved=self.reserved + amount)
            case Kind.CONFIRM:
                return self._replace(drawn=self.drawn + amount, reserved=self.reserved - reserved)
            case Kind.VOID | Kind.EXPIRE:
                return self._replace(reserved=self.reserved - reserved)
            case Kind.REVERSE:
                return self._replace(drawn=self.drawn - amount)


NOTHING = Totals(drawn=0, reserved=0, allowed=0)
"""The totals before the first entry of a chain."""


class Position(NamedTuple):
    """Where a chain stands: the number of its last entry (0 before the first), and the totals after it."""

    sequence: int
    totals: Totals


class Entry(NamedTuple):
    """One entry as it is stored; `before` and `after` are the totals on either side of it."""

    id: UUID
    chain: UUID
    sequence: int
    kind: Kind
    amount: int
    before: Totals
    after: Totals
    resolves: UUID | None
    quantity: str
    unit: str
    declaration: str
    office: str
    at: datetime
    by: UUID | None

    @property
    def previous_sequence(self) -> int | None:
        """The number of the entry before, none for the first."""
        return self.sequence - 1 or None
