"""What is exported: the lines of a draft, one added, one removed."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lockgate.applications.pages.drafting import frame, of_a_draft
from lockgate.applications.pages.line_form import LABELS, NAMES, line_choices, line_facts
from lockgate.applications.pages.summary import line_rows
from lockgate.applications.queries import ShownApplication
from lockgate.applications.services import add_line, remove_line
from lockgate.core.errors import Invalid
from lockgate.parties.queries import person_asking
from lockgate.web.form_errors import form_errors


@of_a_draft
def lines(request: HttpRequest, shown: ShownApplication) -> HttpResponse:
    """Show the lines with what each says, and the form of another."""
    reference = shown.application.reference
    # Another line is valued in the currency of those before it: none else would be taken.
    first = next((line.item.currency for line in shown.draft.lines.values()), "")
    typed, errors, status = request.POST or {"currency": first}, None, HTTPStatus.OK
    if request.method == "POST":
        try:
            made = add_line(by=person_asking(request), application=reference, line=line_facts(typed))
        except Invalid as error:
            errors, status = form_errors(error, LABELS, NAMES), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, f"Line {made.number} was added: {made.description or made.entry}.")
            return redirect("application_lines", reference)
    context = {
        **frame(request, shown),
        **line_choices(typed),
        "lines": [(number, line_rows(line.item)) for number, line in shown.draft.lines.items()],
        "typed": typed,
        "errors": errors,
    }
    return render(request, "applications/lines.html", context, status=status)


@require_POST
def remove(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Remove a line from a draft."""
    remove_line(by=person_asking(request), application=reference, number=number)
    messages.success(request, f"Line {number} was removed.")
    return redirect("application_lines", reference)
