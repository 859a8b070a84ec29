"""The applications that somebody sees, the newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lockgate.applications.models import Application
from lockgate.applications.pages.choosing import country_name
from lockgate.applications.queries import applications_page
from lockgate.core.permissions import Role
from lockgate.parties.queries import person_asking
from lockgate.regimes.shelf import law_of
from lockgate.web.data_table import Cell, DataTable, data_table
from lockgate.web.days_in_words import written_day


@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """List an exporter's own applications, or all that were submitted for whoever works in the authority."""
    by = person_asking(request)
    cursor = request.GET.get("cursor", "")
    page = applications_page(by, cursor=cursor)
    may_apply = Role.EXPORTER in by.roles
    context = {
        "table": _table(page.applications, with_exporter=by.roles != {Role.EXPORTER}),
        "may_apply": may_apply,
        "is_empty": not page.applications and not cursor,
        "newest": reverse("applications") if cursor else "",
        "older": f"?{urlencode({'cursor': page.next_cursor})}" if page.next_cursor else "",
    }
    return render(request, "applications/list.html", context)


def _table(held: list[Application], *, with_exporter: bool) -> DataTable:
    columns = ["Application", *(["Exporter"] if with_exporter else []), "To", "Regime", "Last step", "State"]
    return data_table(
        "Applications, the newest first",
        columns,
        [
            [
                Cell(one.reference, href=reverse("application", args=[one.reference])),
                *([one.exporter.name] if with_exporter else []),
                country_name(one.destination),
                law_of(one.regime).regime.names["en"],
                _last_step(one),
                Cell(one.state, tone=one.state),
            ]
            for one in held
        ],
        empty="There is nothing here yet.",
        is_caption_hidden=True,
    )


def _last_step(one: Application) -> str:
    if one.withdrawn_at:
        return f"withdrawn {written_day(one.withdrawn_at)}"
    if one.submitted_at:
        return f"submitted {written_day(one.submitted_at)}"
    return f"started {written_day(one.started_at)}"
