"""How an act on the ledger is done: lock, policy, entry, journal, answer; once for its key, and in one transaction.

Called by services.py, which has found the line and asked for the permission. A refusal by policy is kept as the first
answer under its key, so that a repeat is refused alike; it writes nothing else.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, NamedTuple

from lockgate.accounts.idempotency import Answer, answered_once
from lockgate.core import clock
from lockgate.core.errors import Invalid, LockgateError
from lockgate.core.permissions import LOCKGATE, Person
from lockgate.journal.acts import Act
from lockgate.journal.record import record
from lockgate.journal.seal import published_head
from lockgate.licences.ledger import store
from lockgate.licences.ledger.answer import (
    LedgerAnswer,
    dry_body,
    entry_body,
    read_refusal,
    written_body,
    written_refusal,
)
from lockgate.licences.ledger.balance import Reservation
from lockgate.licences.ledger.entry import Entry, Kind, Position
from lockgate.licences.ledger.movement import ChainState, Declared, Line, Movement, entry_after
from lockgate.licences.validity import local_day


class Asked(NamedTuple):
    """An act that somebody asks for; `body` is what the key stands for, `reason` goes into the journal."""

    by: Person
    act: Act
    line: Line
    key: str
    body: Mapping[str, Any]
    reason: str = ""


Policy = Callable[[ChainState], Movement]


def tried(line: Line, policy: Policy) -> LedgerAnswer:
    """Answer a dry run: the policy's refusal is raised, or what would be is told. Nothing is written."""
    state = _read(line)
    movement = policy(state)
    after = state.totals.after(movement.kind, movement.amount, reserved=movement.ends)
    return LedgerAnswer(written_body(dry_body(movement.declared, after, line, published_head())), is_dry_run=True)


def performed(asked: Asked, policy: Policy) -> LedgerAnswer:
    """Do an act once: a repeat under the same key is given the first answer again, also a refusal.

    Raises what the policy raises, Invalid without a key, and IdempotencyConflict for a key that was used before to
    ask for something else.
    """
    if asked.by.account is None:
        raise RuntimeError("An act on the ledger is done by an account.")
    answer = answered_once(
        account=asked.by.account,
        act=asked.act.value,
        key=asked.key,
        asked=asked.body,
        do=lambda: _done(asked, policy),
    )
    if answer.status != HTTPStatus.CREATED:
        raise read_refusal(answer.body)
    return LedgerAnswer(answer.body, repeated=answer.repeated)


def _done(asked: Asked, policy: Policy) -> Answer:
    """Do the act in the transaction that is open; a refusal is returned, so that its being kept is not undone."""
    store.lock(asked.line.chain)
    state = _read(asked.line)
    try:
        movement = policy(state)
    except LockgateError as refusal:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(refusal, Invalid) else HTTPStatus.CONFLICT
        return Answer(status, written_refusal(refusal))
    return Answer(HTTPStatus.CREATED, written_body(_write(asked, movement, state)))


def _read(line: Line) -> ChainState:
    standing, position = store.state_of(line.chain)
    now = clock.now()
    lapsed: list[Reservation] = []
    if position.totals.reserved:
        held = store.open_reservations(line.chain, position.totals.reserved)
        lapsed = [reservation for reservation in reversed(held) if reservation.has_lapsed(now)]
    return ChainState(*standing, local_day(line.regime), now, position, tuple(lapsed))


def _write(asked: Asked, movement: Movement, state: ChainState) -> dict[str, Any]:
    position = state.position
    for reservation in state.lapsed:
        declared = Declared(reservation.quantity, reservation.unit)
        expiry = Movement(Kind.EXPIRE, reservation.amount, declared, reservation.id, reservation.amount)
        lapsing = Asked(LOCKGATE, Act.RESERVATION_EXPIRED, asked.line, "", {})
        entry = _append(lapsing, expiry, position, state.now)
        position = Position(entry.sequence, entry.after)
    return entry_body(_append(asked, movement, position, state.now), asked.line, published_head())


def _append(asked: Asked, movement: Movement, position: Position, at: datetime) -> Entry:
    entry = entry_after(position, movement, chain=asked.line.chain, at=at, by=asked.by.account)
    row = store.append(entry)
    record(
        act=asked.act,
        by=asked.by.actor,
        subject=asked.line.subject,
        content=_content(entry, asked.reason),
        rows=[row],
    )
    return entry


def _content(entry: Entry, reason: str) -> dict[str, Any]:
    content = {
        "entry": str(entry.id),
        "sequence": entry.sequence,
        "amount": entry.amount,
        "quantity": entry.quantity,
        "unit": entry.unit,
        "declaration": entry.declaration,
        "office": entry.office,
    }
    if entry.resolves:
        content["resolves"] = str(entry.resolves)
    return content | ({"reason": reason} if reason else {})
