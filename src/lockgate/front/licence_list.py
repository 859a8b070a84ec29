"""The list of licences that somebody sees: state, item, destination, what is left, last day; and the desk of customs.

Customs names one licence and is led straight to it; a number that is the beginning of others shows those.
"""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lockgate.core.countries import COUNTRIES
from lockgate.core.errors import Invalid, NotFound
from lockgate.core.identifiers import parse_reference
from lockgate.core.permissions import Person, check_may, may
from lockgate.licences.held_licence import NUMBER_LENGTH_MAX
from lockgate.licences.permissions import IMPORT_LICENCES, READ_LICENCES
from lockgate.licences.queries import ListedLicence, first_lines, list_licences, visible_licence
from lockgate.licences.validity import State
from lockgate.licences.wording import amount_words
from lockgate.parties.queries import person_asking
from lockgate.web.choice import choices
from lockgate.web.data_table import Cell, Column, DataTable, data_table
from lockgate.web.days_in_words import written_day
from lockgate.web.form_errors import form_errors

COLUMNS = ("Licence", "State", "Holder", "Item", "Destination", Column("Left", is_number=True), "Valid to")
ALL = "Licences"
"""The caption that the page says already."""
LIKE = 5
"""How many numbers the desk of customs shows that begin as the one that was typed."""


@require_safe
def licence_list_page(request: HttpRequest) -> HttpResponse:
    """Show a page of the licences, those of a number's beginning and a state where they are asked for."""
    by = person_asking(request)
    number = request.GET.get("number", "").strip()[:NUMBER_LENGTH_MAX]
    state = request.GET.get("state", "")
    errors, status = None, HTTPStatus.OK
    try:
        page = list_licences(by, number=number, state=state, cursor=request.GET.get("after", ""))
    except Invalid as error:
        errors, status = form_errors(error, {"state": "State"}), HTTPStatus.UNPROCESSABLE_ENTITY
        page = list_licences(by, number=number)
    asked = {"number": number, "state": state}
    is_filtered = any(asked.values())
    context = {
        "asked": asked,
        "states": choices({held.value: held.words for held in State}, [state]),
        "errors": errors,
        "table": licence_table(page.licences, empty=_empty(is_filtered=is_filtered)),
        "older": f"?{urlencode({**asked, 'after': page.next_cursor})}" if page.next_cursor else "",
        "first": f"?{urlencode(asked)}" if request.GET.get("after") else "",
        "may_import": may(by, IMPORT_LICENCES),
    }
    return render(request, "front/licences.html", context, status=status)


@require_safe
def customs_desk_page(request: HttpRequest) -> HttpResponse:
    """Lead to the licence of a number, typed or scanned; where there is none, say so and show what is like it."""
    by = person_asking(request)
    check_may(by, READ_LICENCES)
    number = request.GET.get("number", "").strip()
    if not number:
        return render(request, "front/customs_desk.html", {"number": ""})
    try:
        return redirect("licence", _number_of(by, number))
    except NotFound as error:
        wrong = Invalid(error.sentence, mend=error.mend, fields={"number": error.sentence})
        like = list_licences(by, number=number, limit=LIKE).licences if len(number) <= NUMBER_LENGTH_MAX else ()
        context = {
            "number": number,
            "errors": form_errors(wrong, {"number": "Licence number"}),
            "table": licence_table(like, empty="", caption="Numbers that begin like this") if like else None,
        }
        return render(request, "front/customs_desk.html", context, status=HTTPStatus.NOT_FOUND)


def licence_table(licences: Sequence[ListedLicence], *, empty: str, caption: str = ALL) -> DataTable:
    """Lay out licences as a table. Three queries, however many."""
    lines = first_lines([row.licence.pk for row in licences])
    rows = []
    for row in licences:
        first = lines[row.licence.pk]
        more = first.lines - 1
        rows.append(
            (
                Cell(row.licence.number, href=reverse("licence", args=[row.licence.number])),
                Cell(row.state.words, tone=row.state.value),
                row.licence.exporter.name,
                Cell(first.item, note=f"and {more} more line{'' if more == 1 else 's'}" if more else ""),
                COUNTRIES[first.destination].name_en,
                Cell(amount_words(first.balance, first.unit), note=f"on line {first.line}" if more else ""),
                written_day(row.licence.valid_to),
            )
        )
    return data_table(caption, COLUMNS, rows, empty=empty, is_caption_hidden=caption == ALL)


def _number_of(by: Person, text: str) -> str:
    """Return the number of the licence that is meant; ours are read as people write and scan them."""
    try:
        return visible_licence(by, text).number
    except NotFound:
        try:
            tidy = str(parse_reference(text))
        except Invalid:
            tidy = ""
        if not tidy:
            raise
        return visible_licence(by, tidy).number


def _empty(*, is_filtered: bool) -> str:
    if is_filtered:
        return "No licence that you may see has this number and state."
    return "There is no licence yet that you may see. One is there as soon as a case is granted or a file is imported."
