"""The page of one licence: what holds today, what is left on each line, what has moved, and what its reader may do."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from lockgate.casework.permissions import READ_CASES
from lockgate.core.countries import COUNTRIES
from lockgate.core.permissions import Permission, Person, may
from lockgate.licences.ledger.entries_csv import csv_lines
from lockgate.licences.ledger.queries import ENTRY_FIELDS, entries_of
from lockgate.licences.permissions import REINSTATE_LICENCE, REVOKE_LICENCE, SUSPEND_LICENCE
from lockgate.licences.queries import LedgerPage, LicenceSheet, ShownEntry, ledger_page, licence_sheet, visible_licence
from lockgate.licences.queries.sheet import StandingSheet
from lockgate.licences.validity import STANDING_TABLE, Standing, StandingVerb, State
from lockgate.licences.wording import ENTRY_WORDS, amount_words, item_words, meter_of
from lockgate.parties.queries import person_asking
from lockgate.regimes.shelf import codes, law_of
from lockgate.web.data_table import Cell, Column, DataTable, data_table
from lockgate.web.days_in_words import written_day, written_moment

BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet reads UTF-8 as something else."""
CHANGES: Mapping[StandingVerb, tuple[str, str, Permission]] = MappingProxyType(
    {
        StandingVerb.SUSPEND: ("Suspend", "suspend_licence", SUSPEND_LICENCE),
        StandingVerb.REINSTATE: ("Reinstate", "reinstate_licence", REINSTATE_LICENCE),
        StandingVerb.REVOKE: ("Revoke", "revoke_licence", REVOKE_LICENCE),
    }
)


class Way(NamedTuple):
    """A link to what may be done."""

    words: str
    href: str


@require_safe
def licence_page(request: HttpRequest, licence: str) -> HttpResponse:
    """Show a licence as it stands today; `before` goes on in its ledger."""
    by = person_asking(request)
    sheet = licence_sheet(by, licence)
    before = request.GET.get("before", "")
    ledger = ledger_page(by, sheet.licence, before=before)
    here = reverse("licence", args=[sheet.licence])
    context = {
        "sheet": sheet,
        "facts": _facts(sheet, may_read_case=may(by, READ_CASES)),
        "lines": [_line(sheet, line, may_move=ledger.may_move) for line in sheet.lines],
        "reservations": [_reservation(entry) for entry in ledger.reservations],
        "entries": _entries(ledger),
        "older": f"{here}?{urlencode({'before': ledger.older})}#ledger" if ledger.older else "",
        "newest": f"{here}#ledger" if before else "",
        "history": [_event(change) for change in reversed(sheet.changes)],
        "ways": _ways(by, sheet),
        "may_move": ledger.may_move,
        "may_leave": sheet.state in (State.IN_FORCE, State.EXHAUSTED),
    }
    return render(request, "front/licence.html", context)


@require_safe
def licence_ledger_file(request: HttpRequest, licence: str) -> HttpResponseBase:
    """Give the whole ledger of a licence as csv, safe to open in a spreadsheet."""
    held = visible_licence(person_asking(request), licence)
    lines: Iterator[str] = csv_lines(entries_of(held.pk), ENTRY_FIELDS)
    file = StreamingHttpResponse(_marked(lines), content_type="text/csv; charset=utf-8")
    name = content_disposition_header(as_attachment=True, filename=f"ledger-{held.number}.csv")
    file["Content-Disposition"] = name or "attachment"
    return file


def _marked(lines: Iterator[str]) -> Iterator[str]:
    yield BYTE_ORDER_MARK
    yield from lines


def _facts(sheet: LicenceSheet, *, may_read_case: bool) -> list[dict[str, Any]]:
    regime = law_of(sheet.regime).regime.names["en"] if sheet.regime in codes() else sheet.regime
    origin = f"Granted here under {regime}" if sheet.case else "Held from elsewhere and imported"
    note = "" if sheet.case else "This authority did not grant it."
    days = f"{written_day(sheet.valid_from)} to {written_day(sheet.valid_to)}"
    rows = [
        {"term": "Holder", "value": sheet.exporter},
        {"term": "Valid", "value": days, "note": "both days included"},
        {"term": "Origin", "value": origin, "note": note},
    ]
    if sheet.case:
        way = {"href": reverse("case", args=[sheet.case]), "act": "Open"} if may_read_case else {}
        rows.append({"term": "Case", "value": sheet.case, **way})
    return rows


def _line(sheet: LicenceSheet, line: Any, *, may_move: bool) -> dict[str, Any]:
    return {
        "number": line.line,
        "item": item_words(line),
        "state": line.state if line.state is not sheet.state else "",
        "consignee": line.consignee,
        "destination": COUNTRIES[line.destination].name_en,
        "value": f"{line.value} {line.currency}" if line.value else "",
        "meter": meter_of(line),
        "conditions": line.conditions,
        "href": reverse("move_line", args=[sheet.licence, line.line])
        if may_move and line.state is State.IN_FORCE
        else "",
    }


def _reservation(entry: ShownEntry) -> dict[str, Any]:
    key = [entry.entry]
    return {
        "line": entry.line,
        "amount": amount_words(entry.quantity, entry.unit),
        "declaration": entry.declaration,
        "office": entry.office,
        "until": entry.held_until,
        "confirm": reverse("reservation_confirmation", args=key),
        "void": reverse("reservation_void", args=key),
    }


def _entries(ledger: LedgerPage) -> DataTable:
    columns: list[Column | str] = [
        "When",
        Column("Line", is_number=True),
        "What",
        Column("Quantity", is_number=True),
        Column("Left after", is_number=True),
        "Declaration",
        *(["To do"] if ledger.may_move else []),
    ]
    rows = [_entry(entry, may_move=ledger.may_move) for entry in ledger.entries]
    return data_table("Entries, latest first", columns, rows, empty="Nothing.", is_caption_hidden=True)


def _entry(entry: ShownEntry, *, may_move: bool) -> list[Cell | str]:
    quantity = amount_words(entry.quantity, entry.unit)
    cells: list[Cell | str] = [
        written_moment(entry.at),
        str(entry.line),
        ENTRY_WORDS[entry.kind],
        quantity,
        amount_words(entry.balance, entry.line_unit),
        Cell(entry.declaration or "–", note=entry.office),
    ]
    if may_move:
        href = reverse("draw_down_reversal", args=[entry.entry])
        cells.append(Cell(f"Reverse {quantity}", href=href) if entry.to_reverse else "")
    return cells


def _event(change: StandingSheet) -> dict[str, Any]:
    tone = "good" if change.standing is Standing.IN_FORCE else "bad"
    return {"at": change.at, "sentence": f"{change.word.capitalize()}.", "note": change.reason, "tone": tone}


def _ways(by: Person, sheet: LicenceSheet) -> list[Way]:
    """Return the changes of standing that are possible now and that the person may make."""
    halted = sheet.state in (State.SUSPENDED, State.REVOKED)
    standing = Standing(sheet.state.value) if halted else Standing.IN_FORCE
    return [
        Way(words, reverse(route, args=[sheet.licence]))
        for verb, (words, route, permission) in CHANGES.items()
        if (standing, verb) in STANDING_TABLE and may(by, permission)
    ]
