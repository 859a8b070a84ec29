"""One page with every component, each in its states, for the tests that read and look at them; its own address."""

from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from lockgate.core.errors import Invalid
from lockgate.web.balance_meter import balance_meter
from lockgate.web.choice import Choice, choices
from lockgate.web.data_table import Cell, Column, data_table
from lockgate.web.form_errors import form_errors

PAGE = Path(__file__).with_name("gallery.html")
STATES = (
    *("draft", "submitted", "in_review", "queried", "intent_to_refuse", "decided", "withdrawn", "appealed"),
    *("granted", "refused", "returned", "in_force", "not_yet_valid", "suspended", "revoked", "expired", "exhausted"),
    *("todo", "waiting", "fault"),
)
WRONG = Invalid(
    "The application is not complete.",
    mend="Mend what is listed.",
    fields={"end_user": "is missing", "quantity": "Write the quantity with a point: 1.5.", "sites": "are missing"},
)
LABELS = {"end_user": "End user", "quantity": "Quantity"}


def context() -> dict[str, object]:
    """Return what the components of the page are given."""
    columns = ("Case", "Exporter", Column("Days left", is_number=True), "State")
    rows: tuple[list[Cell | str], ...] = (
        [Cell("CA-2026-000001-2", href="#main"), "Ganzhou Magnet Works", "12", Cell("in review", tone="in_review")],
        [
            Cell("CA-2026-000002-0", href="#main", note="2 lines to Germany"),
            Cell("赣州磁材有限公司", lang="zh", note="new since yesterday"),
            Cell("cannot be told", note="the calendar lacks 2027"),
            Cell("query to the applicant", tone="queried"),
        ],
    )
    return {
        "errors": form_errors(WRONG, LABELS),
        "tasks": [
            {"title": "Lines", "href": "#main", "status": "2 lines", "tone": "done"},
            {"title": "Parties", "href": "#main", "status": "end user missing", "tone": "todo", "hint": "Who uses it."},
            {"title": "End use", "href": "#main", "status": "contradicts line 2", "tone": "fault"},
            {"title": "Statement of the end user", "href": "", "status": "waits for parties", "tone": "waiting"},
        ],
        "facts": [
            {"term": "Destination", "value": "Germany", "href": "#main", "act": "Change"},
            {
                "term": "End use",
                "value": "Motors of electric cars.\nNone is exported on.",
                "href": "#main",
                "act": "Change",
            },
            {"term": "Value", "value": "", "href": "#main", "act": "State"},
            {"term": "End user", "value": "莱茵电机", "lang": "zh", "note": "Rhein Motoren"},
        ],
        "cases": data_table("Cases in review", columns, rows, empty="None."),
        "nothing": data_table("Cases in appeal", columns, [], empty="No case is in appeal."),
        "meter": balance_meter(drawn=312, reserved=40, allowed=500, written=lambda grams: f"{grams} g"),
        "spent": balance_meter(drawn=500, reserved=0, allowed=500, written=lambda grams: f"{grams} g"),
        "events": [
            {"at": datetime(2026, 11, 25, 9, 5, tzinfo=UTC), "by": "exporter@example.org", "sentence": "Submitted."},
            {
                "at": datetime(2026, 11, 26, 14, 0, tzinfo=UTC),
                "by": "officer@example.org",
                "sentence": "A query was asked; the clock stands still.",
                "note": "Which of the two sites\nuses line 2?",
                "tone": "waiting",
            },
            {
                "day": date(2026, 12, 1),
                "sentence": "Refused.",
                "tone": "bad",
                "href": "#main",
                "act": "Read the reasons",
            },
            {"day": date(2026, 12, 9), "sentence": "Granted on appeal.", "tone": "good"},
        ],
        "states": STATES,
        "units": choices({"KGM": "kilograms", "GRM": "grams"}, ["KGM"]),
        "destinations": choices({"DE": "Germany 德国", "JP": "Japan 日本"}),
        "outcomes": [
            Choice("granted", "Granted", chosen=True),
            Choice("granted_with_conditions", "Granted with conditions", hint="The holder reads them on the licence."),
            Choice("refused", "Refused"),
        ],
        "yes_no": choices({"yes": "Yes", "no": "No", "unknown": "Not known"}),
        "end_uses": choices({"civil": "Civil", "military": "Military"}, ["civil"]),
        "declared": choices({"yes": "What stands here is true and complete."}),
        "hidden": [("seen", "3")],
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    template = engines["django"].from_string(PAGE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(context(), request), status=HTTPStatus.OK)


urlpatterns = [path("gallery/", gallery), path("", include("lockgate.urls"))]
handler500 = "lockgate.web.error_pages.server_error"
