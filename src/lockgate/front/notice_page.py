"""A no-licence-needed notice: the lines that it names, and the day of the law by which they need no licence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lockgate.applications.pages.choosing import country_name
from lockgate.casework.queries import notice_sheet
from lockgate.front.case_facts import lines_shown
from lockgate.parties.queries import person_asking
from lockgate.regimes.shelf import law_of


@require_safe
def notice(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a notice to its exporter and to the authority."""
    sheet = notice_sheet(person_asking(request), reference)
    application = sheet.application.application
    law = law_of(application.regime)
    context = {
        "notice": sheet.notice,
        "application": application,
        "draft": sheet.application.draft,
        "destination": country_name(application.destination),
        "law": law,
        "synthetic": law.regime.synthetic,
        "lines": lines_shown(sheet.application, sheet.notice.line_numbers),
    }
    return render(request, "front/notice.html", context)
