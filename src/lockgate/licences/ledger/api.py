"""The ledger's REST routes: draw-downs and reservations on a licence line, and what is done to an entry. Thin.

Every act needs an `Idempotency-Key`, but for a dry run. 201 says that it was done, 200 that it had been done before
under this key (with the first answer), or that this was a dry run.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Header, Router, Schema
from pydantic import ConfigDict, ValidatorFunctionWrapHandler, WrapValidator

from lockgate.licences.ledger import services
from lockgate.licences.ledger.answer import LedgerAnswer
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.refusals import InvalidQuantity
from lockgate.parties.bearer import bearer
from lockgate.parties.queries import person_asking

router = Router(tags=["ledger"], auth=bearer)


def _quantity(value: Any, read: ValidatorFunctionWrapHandler) -> str:
    """Read a quantity as text of any length, of which the ledger says what is wrong; a float would lose digits."""
    try:
        return str(read(value)).encode().decode()  # half a surrogate pair, as JSON may escape it, is no text
    except ValueError:  # pydantic's own among them
        sentence = "The quantity is not written as text."
        mend = 'Put it in quotes, such as "1.5": a number of JSON may lose digits.'
        raise InvalidQuantity(sentence, mend=mend, fields={"quantity": f"{sentence} {mend}"}) from None


Quantity = Annotated[str, WrapValidator(_quantity)]
Text = Annotated[str, Field(max_length=services.TEXT_LENGTH_MAX)]
Reason = Annotated[str, Field(max_length=services.REASON_LENGTH_MAX)]
Key = Annotated[str, Header(alias="Idempotency-Key")]


class DeclaredIn(Schema):
    """What is declared at the border; the quantity is decimal text, the unit a code of Recommendation 20."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity
    unit: Text
    declaration: Text = ""
    office: Text = ""


class ConfirmationIn(Schema):
    """What is declared when the goods leave, and why; what is left out is as it was reserved."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity = ""
    unit: Text = ""
    declaration: Text = ""
    office: Text = ""
    reason: Reason = ""


class VoidIn(Schema):
    """Why a reservation is not used; a quantity may be left out, and is all that is reserved."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity = ""
    unit: Text = ""
    reason: Reason = ""


class ReversalIn(Schema):
    """How much is taken back (all of it where left out; without a unit in that of the entry), and why."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity = ""
    unit: Text = ""
    reason: Reason = ""


class EntryOut(Schema):
    """The entry that was written; totals and balance are decimal text in the unit of the licence line, exact."""

    entry: str
    sequence: int
    quantity: str
    unit: str
    drawn_after: str
    reserved_after: str
    allowed_after: str
    balance: str
    journal_head: str


class DryRunOut(Schema):
    """What would be. Nothing was written, and nothing is promised."""

    dry_run: bool
    promise: str
    quantity: str
    unit: str
    drawn_after: str
    reserved_after: str
    allowed_after: str
    balance: str
    journal_head: str


ANSWERS = {200: EntryOut | DryRunOut, 201: EntryOut}


@router.post("/licences/{licence}/lines/{line}/draw-downs", response=ANSWERS, summary="Draw down on a licence line.")
def draw_down(
    request: HttpRequest, licence: str, line: int, declared: DeclaredIn, key: Key = "", *, dry_run: bool = False
) -> HttpResponse:
    """Draw down; the problem says why not."""
    return _answered(
        services.draw_down(
            by=person_asking(request),
            licence=licence,
            line=line,
            declared=Declared(**declared.dict()),
            key=key,
            dry_run=dry_run,
        )
    )


@router.post("/licences/{licence}/lines/{line}/reservations", response=ANSWERS, summary="Reserve on a licence line.")
def reserve(
    request: HttpRequest, licence: str, line: int, declared: DeclaredIn, key: Key = "", *, dry_run: bool = False
) -> HttpResponse:
    """Hold balance, for 30 days at most."""
    return _answered(
        services.reserve(
            by=person_asking(request),
            licence=licence,
            line=line,
            declared=Declared(**declared.dict()),
            key=key,
            dry_run=dry_run,
        )
    )


@router.post("/ledger-entries/{entry}/confirmation", response=ANSWERS, summary="Draw down what was reserved.")
def confirm_reservation(
    request: HttpRequest, entry: str, body: ConfirmationIn | None = None, key: Key = "", *, dry_run: bool = False
) -> HttpResponse:
    """Draw down a reservation, or less of it: the rest is freed."""
    said = body or ConfirmationIn()
    return _answered(
        services.confirm_reservation(
            by=person_asking(request),
            entry=entry,
            declared=Declared(said.quantity, said.unit, said.declaration, said.office),
            key=key,
            reason=said.reason,
            dry_run=dry_run,
        )
    )


@router.post("/ledger-entries/{entry}/void", response=ANSWERS, summary="Free a reservation.")
def void_reservation(
    request: HttpRequest, entry: str, body: VoidIn | None = None, key: Key = "", *, dry_run: bool = False
) -> HttpResponse:
    """Free a reservation that is not used, all of it."""
    said = body or VoidIn()
    return _answered(
        services.void_reservation(by=person_asking(request), entry=entry, key=key, dry_run=dry_run, **said.dict())
    )


@router.post("/ledger-entries/{entry}/reversal", response=ANSWERS, summary="Take back a draw-down or a part of it.")
def reverse_draw_down(
    request: HttpRequest, entry: str, body: ReversalIn | None = None, key: Key = "", *, dry_run: bool = False
) -> HttpResponse:
    """Take back what did not leave after all; it restores balance, not validity."""
    said = body or ReversalIn()
    return _answered(
        services.reverse_draw_down(by=person_asking(request), entry=entry, key=key, dry_run=dry_run, **said.dict())
    )


def _answered(answer: LedgerAnswer) -> HttpResponse:
    """Answer with the very body that is kept: ANSWERS describes it, and nothing is written twice."""
    status = HTTPStatus.OK if answer.repeated or answer.is_dry_run else HTTPStatus.CREATED
    return HttpResponse(answer.text, status=status, content_type="application/json; charset=utf-8")
