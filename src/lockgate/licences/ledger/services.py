"""The acts on the ledger: draw down, reserve, confirm, void, reverse. Each is one transaction and one journal row.

Each service finds what is named among what the person sees (else NotFound), asks for the permission, and has
`perform` do the rest: lock, policy, entry, journal, the answer kept under the key. A chain is opened by the services
that make a licence, inside their transaction.
"""

from uuid import UUID

from lockgate.core import clock
from lockgate.core.errors import Invalid, NotFound
from lockgate.core.permissions import Permission, Person, Role
from lockgate.core.texts import sought_text
from lockgate.journal.acts import Act
from lockgate.journal.saved_rows import SavedRow
from lockgate.licences.ledger import store
from lockgate.licences.ledger.answer import LedgerAnswer
from lockgate.licences.ledger.entry import NOTHING, REVERSIBLE, Kind, Position
from lockgate.licences.ledger.movement import (
    Declared,
    Line,
    Movement,
    Named,
    confirming,
    entry_after,
    leaving,
    reversing,
    voiding,
)
from lockgate.licences.ledger.perform import Asked, Policy, performed, tried
from lockgate.licences.ledger.permissions import (
    CONFIRM_RESERVATION,
    DRAW_DOWN,
    RESERVE,
    REVERSE_DRAW_DOWN,
    VOID_RESERVATION,
    check_keeps_ledger,
)
from lockgate.licences.ledger.tables import Chain
from lockgate.licences.models import LicenceLine
from lockgate.licences.queries.visibility import SEEING_ALL

TEXT_LENGTH_MAX = 100
REASON_LENGTH_MAX = 2000


def open_chain(*, by: Person, line: LicenceLine) -> tuple[Chain, SavedRow]:
    """Make the chain of a new licence line and its first entry, which states how much may leave; return both.

    Called inside the transaction of the act that makes the licence, which hands both rows to its `record`.
    """
    chain = store.make_chain(line.pk)
    movement = Movement(Kind.AMOUNT, line.amount, Declared(line.quantity, line.unit))
    entry = entry_after(Position(0, NOTHING), movement, chain=chain.pk, at=clock.now(), by=by.account)
    return chain, store.append(entry)


def draw_down(
    *, by: Person, licence: str, line: int, declared: Declared, key: str, dry_run: bool = False
) -> LedgerAnswer:
    """Draw down on a licence line. Records `licence_line.drawn_down`; refusals.py lists what may be refused."""
    held = _line(by, DRAW_DOWN, licence, line, declared)
    asked = Asked(by, Act.DRAWN_DOWN, held, key, _body(held, declared))
    return _do(asked, lambda state: leaving(Kind.DRAW_DOWN, held, declared, state), dry_run=dry_run)


def reserve(
    *, by: Person, licence: str, line: int, declared: Declared, key: str, dry_run: bool = False
) -> LedgerAnswer:
    """Hold balance for 30 days at most. Records `licence_line.reserved`."""
    held = _line(by, RESERVE, licence, line, declared)
    asked = Asked(by, Act.RESERVED, held, key, _body(held, declared))
    return _do(asked, lambda state: leaving(Kind.RESERVE, held, declared, state), dry_run=dry_run)


def confirm_reservation(
    *,
    by: Person,
    entry: str,
    declared: Declared,
    key: str,
    reason: str = "",
    licence: str = "",
    dry_run: bool = False,
) -> LedgerAnswer:
    """Draw down what was reserved, or less: the rest is freed. What `declared` leaves empty is as it was reserved.

    Records `reservation.confirmed`. `licence` is that of the entry, where the caller names it too.
    """
    line, named = _entry(by, CONFIRM_RESERVATION, entry, licence, (Kind.RESERVE,))
    _check_texts(declared, reason)
    body = _body(line, declared, named) | _given(reason=reason)
    asked = Asked(by, Act.RESERVATION_CONFIRMED, line, key, body, reason)
    return _do(asked, lambda state: confirming(line, store.read_again(named), declared, state), dry_run=dry_run)


def void_reservation(
    *,
    by: Person,
    entry: str,
    key: str,
    quantity: str = "",
    unit: str = "",
    reason: str = "",
    licence: str = "",
    dry_run: bool = False,
) -> LedgerAnswer:
    """Free a reservation, also on a licence that is suspended, expired or revoked. Records `reservation.voided`.

    A reservation is freed whole: a quantity that is only a part of it is refused.
    """
    line, named = _entry(by, VOID_RESERVATION, entry, licence, (Kind.RESERVE,))
    declared = Declared(quantity, unit)
    _check_texts(declared, reason)
    body = {"entry": str(named.id), "reason": reason} | _given(quantity=quantity, unit=unit)
    asked = Asked(by, Act.RESERVATION_VOIDED, line, key, body, reason)
    return _do(asked, lambda state: voiding(line, store.read_again(named), declared, state), dry_run=dry_run)


def reverse_draw_down(
    *,
    by: Person,
    entry: str,
    key: str,
    quantity: str = "",
    unit: str = "",
    reason: str = "",
    licence: str = "",
    dry_run: bool = False,
) -> LedgerAnswer:
    """Take back a draw-down or a confirmation, or a part of it, whatever has become of the licence.

    Without a unit the quantity is in that of the entry. It restores balance, not validity. Records
    `draw_down.reversed`.
    """
    line, named = _entry(by, REVERSE_DRAW_DOWN, entry, licence, REVERSIBLE)
    declared = Declared(quantity, unit)
    _check_texts(declared, reason)
    body = {**_body(line, declared, named), "reason": reason}
    asked = Asked(by, Act.DRAW_DOWN_REVERSED, line, key, body, reason)
    return _do(asked, lambda _: reversing(line, store.read_again(named), declared), dry_run=dry_run)


def _do(asked: Asked, policy: Policy, *, dry_run: bool) -> LedgerAnswer:
    return tried(asked.line, policy) if dry_run else performed(asked, policy)


def _body(line: Line, declared: Declared, named: Named | None = None) -> dict[str, str | int]:
    about: dict[str, str | int] = {"entry": str(named.id)} if named else {"licence": line.licence, "line": line.number}
    return about | declared._asdict()


def _given(**texts: str) -> dict[str, str]:
    # a key is kept for ever: what may be said of an act only since later does not change what a body was before
    return {name: text for name, text in texts.items() if text}


def _line(by: Person, permission: Permission, licence: str, number: int, declared: Declared) -> Line:
    line = store.find_line(sought_text(licence), number) if number < 2**31 else None
    if line is None or not _sees(by, line):
        raise NotFound(
            f"There is no line {number} of a licence {licence[:60]!r}, or you may not know of it.",
            mend="Look at the number on the paper.",
        )
    check_keeps_ledger(by, permission, line.licence, origin=line.origin, exporter=line.exporter)
    _check_texts(declared)
    return line


def _entry(by: Person, permission: Permission, entry: str, licence: str, kinds: tuple[Kind, ...]) -> tuple[Line, Named]:
    found = store.find_entry(UUID(entry)) if _is_id(entry) else None
    line = store.line_of(found[0]) if found else None
    if found is None or line is None or not _sees(by, line) or (licence and licence != line.licence):
        raise NotFound(
            f"There is no entry {entry[:60]!r}, or you may not know of it.", mend="Give the id that was answered."
        )
    check_keeps_ledger(by, permission, line.licence, origin=line.origin, exporter=line.exporter)
    if found[1].kind not in kinds:
        meant = " or ".join(kind.words for kind in kinds)
        raise NotFound(f"Entry {entry} is a {found[1].kind.words}, no {meant}.", mend=f"Name the entry of a {meant}.")
    return line, found[1]


def _sees(by: Person, line: Line) -> bool:
    return not by.roles.isdisjoint(SEEING_ALL) or line.exporter in by.organisations_as(Role.EXPORTER)


def _check_texts(declared: Declared, reason: str = "") -> None:
    texts = {  # a quantity of any length is refused as one, in its turn
        "unit": (declared.unit, TEXT_LENGTH_MAX),
        "declaration": (declared.declaration, TEXT_LENGTH_MAX),
        "office": (declared.office, TEXT_LENGTH_MAX),
        "reason": (reason, REASON_LENGTH_MAX),
    }
    for field, (text, longest) in texts.items():
        if len(text) > longest or "\x00" in text:
            raise Invalid(
                f"The {field} cannot be kept.",
                mend=f"Give at most {longest} characters.",
                fields={field: f"is longer than {longest} characters, or not printable"},
            )


def _is_id(text: str) -> bool:
    """Tell whether a text is an id as it was answered, or as the table of an SQLite database writes it."""
    try:
        return text.lower() in (str(UUID(text)), UUID(text).hex)
    except ValueError:
        return False
