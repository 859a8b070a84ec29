"""May it move, and what moves? The policy of each act on a chain: values in, a movement or a refusal out. Pure."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from lockgate.core.identifiers import new_id
from lockgate.licences.ledger.balance import Reservation, without_lapsed
from lockgate.licences.ledger.entry import Entry, Kind, Position, Totals
from lockgate.licences.ledger.refusals import (
    BalanceExceeded,
    InvalidQuantity,
    ReservationLapsed,
    ReservationResolved,
    check_may_leave,
    check_within,
)
from lockgate.licences.ledger.units import check_unit, declared_amount, told


class Line(NamedTuple):
    """A licence line as the ledger needs it: what never changes of it."""

    licence: str
    number: int
    chain: UUID
    unit: str
    dimension: str
    exporter: UUID
    origin: str
    regime: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"licence line {self.licence}/{self.number}"


class Declared(NamedTuple):
    """What was declared at the border: how much, in a unit of Recommendation 20, on which declaration, where."""

    quantity: str
    unit: str
    declaration: str = ""
    office: str = ""


class Named(NamedTuple):
    """The entry that an act names: a reservation, or what was drawn down; `taken_back` is what reversals took of it."""

    id: UUID
    kind: Kind
    amount: int
    at: datetime
    declared: Declared
    ended_by: Kind | None = None
    taken_back: int = 0

    @property
    def reservation(self) -> Reservation:
        """It as a reservation."""
        return Reservation(self.id, self.amount, self.at, self.declared.quantity, self.declared.unit)


class ChainState(NamedTuple):
    """What was read under the lock: the licence's standing and days, where the chain stands, what has lapsed."""

    standing: str
    valid_from: date
    valid_to: date
    on: date
    now: datetime
    position: Position
    lapsed: tuple[Reservation, ...] = ()

    @property
    def totals(self) -> Totals:
        """The totals once the lapsed reservations have been expired."""
        return without_lapsed(self.position.totals, self.lapsed)


class Movement(NamedTuple):
    """What an act writes: an entry of this kind and amount; `ends` is the whole amount of the reservation it ends."""

    kind: Kind
    amount: int
    declared: Declared
    resolves: UUID | None = None
    ends: int = 0


def entry_after(position: Position, movement: Movement, *, chain: UUID, at: datetime, by: UUID | None) -> Entry:
    """Make the entry of a movement that goes on from a position."""
    return Entry(
        new_id(),
        chain,
        position.sequence + 1,
        movement.kind,
        movement.amount,
        position.totals,
        position.totals.after(movement.kind, movement.amount, reserved=movement.ends),
        movement.resolves,
        *movement.declared,
        at,
        by,
    )


def leaving(kind: Kind, line: Line, declared: Declared, state: ChainState) -> Movement:
    """Draw down or reserve what was declared; raise the first refusal."""
    check_may_leave(line.licence, state.standing, state.valid_from, state.valid_to, state.on)
    amount = declared_amount(declared.quantity, declared.unit, line.dimension)
    if not state.totals.free:
        raise BalanceExceeded(
            f"Nothing is left on line {line.number} of licence {line.licence}.", mend="Use another licence."
        )
    left = f"{told(state.totals.free, line.unit)} {line.unit} left on line {line.number} of licence {line.licence}"
    mend = "Declare no more than that, or use another licence as well."
    check_within(amount, state.totals.free, asked=f"{declared.quantity} {declared.unit}", available=left, mend=mend)
    return Movement(kind, amount, declared)


def confirming(line: Line, named: Named, declared: Declared, state: ChainState) -> Movement:
    """Draw down a reservation, or less than it (the rest is freed); an empty quantity is all of it."""
    check_may_leave(line.licence, state.standing, state.valid_from, state.valid_to, state.on)
    _check_open(named, state.now, lapsed="Reserve or draw down again.")
    mend = "Confirm no more than that, and draw down the rest by itself."
    amount, declared = _part_of(named, named.amount, declared, line, whole="reservation", mend=mend)
    return Movement(Kind.CONFIRM, amount, declared, named.id, named.amount)


def voiding(line: Line, named: Named, declared: Declared, state: ChainState) -> Movement:
    """Free a reservation, all of it: a quantity may be named to be sure. The licence's standing and days don't matter.

    A part is not freed alone: a reservation is ended once, and what is confirmed for less frees the rest.
    """
    _check_open(named, state.now, lapsed="There is nothing to void: what it held is free again.")
    mend = "Leave the quantity out to void all of it."
    amount, declared = _part_of(named, named.amount, declared, line, whole="reservation", mend=mend)
    if amount < named.amount:
        sentence = f"A reservation is voided whole, and this one holds {told(named.amount, line.unit)} {line.unit}."
        mend = f"{mend[:-1]}; or confirm the part that has left, and the rest is freed."
        raise InvalidQuantity(sentence, mend=mend, fields={"quantity": sentence})
    return Movement(Kind.VOID, amount, declared, named.id, amount)


def reversing(line: Line, named: Named, declared: Declared) -> Movement:
    """Take back what was drawn down, or a part of it; the licence's standing and days do not matter."""
    left = named.amount - named.taken_back
    if not left:
        raise BalanceExceeded("All of that draw-down has been reversed before.", mend="There is nothing to take back.")
    whole, mend = "draw-down that is not reversed yet", "Take back no more than that."
    amount, declared = _part_of(named, left, declared, line, whole=whole, mend=mend)
    return Movement(Kind.REVERSE, amount, declared, named.id)


def _check_open(named: Named, now: datetime, *, lapsed: str) -> None:
    if named.ended_by is Kind.EXPIRE or (named.ended_by is None and named.reservation.has_lapsed(now)):
        raise ReservationLapsed("The reservation has lapsed: it held its balance for 30 days.", mend=lapsed)
    if named.ended_by:
        done = {Kind.CONFIRM: "confirmed", Kind.VOID: "voided"}[named.ended_by]
        raise ReservationResolved(f"The reservation was {done} before.", mend="A reservation is ended once.")


def _part_of(named: Named, left: int, declared: Declared, line: Line, *, whole: str, mend: str) -> tuple[int, Declared]:
    """Return how much of an entry is meant, in its unit where none is declared; what was not declared is as it was."""
    unit = declared.unit or named.declared.unit
    if not declared.quantity:
        check_unit(unit, line.dimension)
        is_as_before = left == named.amount and unit == named.declared.unit
        return left, _as_before(named, declared, named.declared.quantity if is_as_before else told(left, unit))
    amount = declared_amount(declared.quantity, unit, line.dimension)
    available = f"{told(left, line.unit)} {line.unit} of the {whole}"
    check_within(amount, left, asked=f"{declared.quantity} {unit}", available=available, mend=mend)
    return amount, _as_before(named, declared, declared.quantity)


def _as_before(named: Named, declared: Declared, quantity: str) -> Declared:
    before = named.declared
    return Declared(
        quantity,
        declared.unit or before.unit,
        declared.declaration or before.declaration,
        declared.office or before.office,
    )
