"""The pages on one entry of the ledger: confirm or void a reservation, reverse a draw-down or a part of it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lockgate.core.errors import Invalid
from lockgate.core.identifiers import new_id
from lockgate.core.permissions import Permission
from lockgate.licences.ledger.answer import LedgerAnswer
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.permissions import (
    CONFIRM_RESERVATION,
    REVERSE_DRAW_DOWN,
    VOID_RESERVATION,
    check_keeps_ledger,
)
from lockgate.licences.ledger.services import confirm_reservation, reverse_draw_down, void_reservation
from lockgate.licences.pages.refused import REFUSALS, shown_refusal
from lockgate.licences.queries import ShownEntry, entry_shown
from lockgate.licences.wording import ENTRY_WORDS, amount_words
from lockgate.parties.queries import person_asking
from lockgate.web.days_in_words import written_moment

LABELS = {
    "quantity": "Quantity",
    "declaration": "Customs declaration",
    "office": "Customs office",
    "reason": "Reason",
}
Typed = Mapping[str, str]


class Settling(NamedTuple):
    """An act on an entry: its words, its fields, and how the service is called with what was typed.

    A machine may leave a reason out; who takes back what has left is asked for it.
    """

    title: str
    sentence: str
    button: str
    done: str
    tone: str
    fields: tuple[str, ...]
    permission: Permission
    act: Callable[..., LedgerAnswer]
    asked: Callable[[Typed], dict[str, Any]]
    reason_may_be_empty: bool = True


CONFIRM = Settling(
    "Confirm the reservation",
    "The goods leave: what was reserved is drawn down. If less leaves, give that quantity, and the rest is freed.",
    "Confirm",
    "confirmed",
    "",
    ("quantity", "declaration", "office"),
    CONFIRM_RESERVATION,
    confirm_reservation,
    lambda typed: {"declared": Declared(typed["quantity"], "", typed["declaration"], typed["office"])},
)
VOID = Settling(
    "Void the reservation",
    "Nothing leaves on it: all that it holds is free again.",
    "Void",
    "voided",
    "warning",
    ("reason",),
    VOID_RESERVATION,
    void_reservation,
    lambda typed: {"reason": typed["reason"]},
)
REVERSE = Settling(
    "Reverse the draw-down",
    "What did not leave after all goes back to the balance. The licence’s days and standing stay as they are.",
    "Reverse",
    "reversed",
    "warning",
    ("quantity", "reason"),
    REVERSE_DRAW_DOWN,
    reverse_draw_down,
    lambda typed: {"quantity": typed["quantity"], "reason": typed["reason"]},
    reason_may_be_empty=False,
)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_page(request: HttpRequest, entry: str, *, settling: Settling) -> HttpResponse:
    """Show the form of an act on an entry; do what was sent, and lead back to the licence."""
    by = person_asking(request)
    held, found = entry_shown(by, entry)
    check_keeps_ledger(by, settling.permission, held.number, origin=held.origin, exporter=held.exporter_id)
    typed = {name: request.POST.get(name, "").strip() for name in LABELS}
    errors, status = None, HTTPStatus.OK
    if request.method == "POST":
        key = request.POST.get("key", "")
        try:
            _check_reason(settling, typed)
            answer = settling.act(by=by, entry=entry, key=key, **settling.asked(typed))
        except REFUSALS as error:
            errors, status = shown_refusal(error, LABELS)
        else:
            _say(request, settling, answer)
            return redirect("licence", held.number)
    context = {
        "licence": held.number,
        "settling": settling,
        "facts": _facts(found),
        "unit": amount_words("", found.unit).strip(),
        "typed": typed,
        "errors": errors,
        "key": new_id(),
    }
    return render(request, "licences/settle.html", context, status=status)


def _check_reason(settling: Settling, typed: Typed) -> None:
    if not settling.reason_may_be_empty and not typed["reason"]:
        mend = "Say why it did not leave after all: whoever checks the ledger later asks for it."
        raise Invalid("The reason is missing.", mend=mend, fields={"reason": "is missing"})


def _facts(entry: ShownEntry) -> list[dict[str, Any]]:
    rows = [
        {"term": "Line", "value": str(entry.line)},
        {"term": ENTRY_WORDS[entry.kind].capitalize(), "value": amount_words(entry.quantity, entry.unit)},
        {"term": "When", "value": written_moment(entry.at)},
        {"term": "Customs declaration", "value": entry.declaration},
        {"term": "Customs office", "value": entry.office},
    ]
    if entry.held_until:
        rows.append({"term": "Holds until", "value": written_moment(entry.held_until)})
    if entry.to_reverse and entry.to_reverse != entry.quantity:
        rows.append({"term": "Not reversed yet", "value": amount_words(entry.to_reverse, entry.unit)})
    return rows


def _say(request: HttpRequest, settling: Settling, answer: LedgerAnswer) -> None:
    amount = amount_words(answer.body["quantity"], answer.body["unit"])
    if answer.repeated:
        messages.warning(request, f"This form was sent before: {amount} had been {settling.done}; nothing was written.")
    else:
        messages.success(request, f"{amount} {settling.done}.")
