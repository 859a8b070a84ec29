"""The page on which customs draws down or reserves on a licence line, or tries it without writing.

A form carries a key of its own: sent twice, by a double click or by going back, it is done once.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lockgate.core.countries import COUNTRIES
from lockgate.core.errors import NotFound
from lockgate.core.identifiers import new_id
from lockgate.core.permissions import Person
from lockgate.core.quantities import quantity
from lockgate.core.texts import sought_text
from lockgate.licences.ledger.answer import LedgerAnswer
from lockgate.licences.ledger.entry import Kind
from lockgate.licences.ledger.movement import Declared
from lockgate.licences.ledger.permissions import DRAW_DOWN, check_keeps_ledger
from lockgate.licences.ledger.queries import last_of_declaration
from lockgate.licences.ledger.services import draw_down, reserve
from lockgate.licences.pages.refused import REFUSALS, shown_refusal
from lockgate.licences.queries import LineSheet, licence_sheet, visible_licence
from lockgate.licences.wording import ENTRY_WORDS, amount_words, item_words, meter_of, units_like
from lockgate.parties.queries import person_asking

LABELS = {"declaration": "Customs declaration", "office": "Customs office", "quantity": "Quantity", "unit": "Unit"}
DONE: Mapping[str, tuple[Callable[..., LedgerAnswer], str]] = {
    "draw_down": (draw_down, "drawn down"),
    "reserve": (reserve, "reserved"),
}
OFFICE = "customs_office"
"""Where the session keeps the office that was named last: whoever draws down sits in one."""


@require_http_methods(["GET", "HEAD", "POST"])
def move_page(request: HttpRequest, licence: str, line: int) -> HttpResponse:
    """Show the form of a line; do or try what was sent, and lead back to the licence when it is done."""
    by = person_asking(request)
    held = visible_licence(by, licence)
    check_keeps_ledger(by, DRAW_DOWN, held.number, origin=held.origin, exporter=held.exporter_id)
    if request.method != "POST":
        return _form(request, by, licence, line, {"office": request.session.get(OFFICE, "")})
    typed = {name: request.POST.get(name, "") for name in (*LABELS, "key", "act")}
    is_trial = typed["act"] not in DONE
    act, done = DONE["draw_down" if is_trial else typed["act"]]
    declared = Declared(*(typed[name].strip() for name in ("quantity", "unit", "declaration", "office")))
    before = last_of_declaration(held.pk, line, sought_text(declared.declaration))
    try:
        answer = act(by=by, licence=licence, line=line, declared=declared, key=typed["key"], dry_run=is_trial)
    except REFUSALS as error:
        errors, status = shown_refusal(error, LABELS)
        return _form(request, by, licence, line, typed, status=status, errors=errors)
    if is_trial:
        return _form(request, by, licence, line, typed, trial=answer.body, before=_words_of(before))
    request.session[OFFICE] = declared.office
    _say(request, by, licence, line, answer, done)
    if before and not answer.repeated:
        messages.warning(request, _words_of(before))
    return redirect("licence", licence)


def _form(
    request: HttpRequest,
    by: Person,
    licence: str,
    line: int,
    typed: Mapping[str, str],
    *,
    status: HTTPStatus = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    sheet = licence_sheet(by, licence)
    held = _line(sheet.lines, line)
    if trial := more.get("trial"):
        more["trial_left"] = amount_words(trial["balance"], held.unit)
    context = {
        "sheet": sheet,
        "line": held,
        "item": item_words(held),
        "destination": COUNTRIES[held.destination].name_en,
        "meter": meter_of(held),
        "typed": typed,
        "is_used_up": not quantity(held.balance, held.unit).amount,
        "units": units_like(held.unit, typed.get("unit", "")),
        "key": new_id(),
        **more,
    }
    return render(request, "licences/move.html", context, status=status)


def _words_of(before: Mapping[str, Any] | None) -> str:
    """Say that a declaration stands in the ledger of the line already, "" where it does not."""
    if before is None:
        return ""
    amount = amount_words(before["quantity"], before["unit"])
    return (
        f"Declaration {before['declaration']} stands in the ledger of this line already: {amount}, entry "
        f"{before['sequence']}, {ENTRY_WORDS[Kind(before['kind'])]}. Are these other goods? If not, reverse one."
    )


def _line(lines: tuple[LineSheet, ...], number: int) -> LineSheet:
    for line in lines:
        if line.line == number:
            return line
    raise NotFound(f"The licence has no line {number}.", mend="Look at its lines.")


def _say(request: HttpRequest, by: Person, licence: str, line: int, answer: LedgerAnswer, done: str) -> None:
    body = answer.body
    amount = amount_words(body["quantity"], body["unit"])
    if answer.repeated:
        messages.warning(
            request,
            f"This form was sent before: {amount} had been {done} on line {line}, and nothing was written again.",
        )
        return
    unit = _line(licence_sheet(by, licence).lines, line).unit
    left = amount_words(body["balance"], unit)
    messages.success(request, f"Line {line}: {amount} {done}. {left} left.")
