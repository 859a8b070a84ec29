"""The end user's page, opened by a link without an account: what is signed, by whom it is asked, and the signature.

Whoever holds the link sees the statement and nothing else of the application.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lockgate.applications.errors import AlreadySigned, LinkExpired, LinkLapsed, LinkUnknown
from lockgate.applications.lifecycle import State
from lockgate.applications.models import EndUseStatement
from lockgate.applications.queries import statement_opened_by
from lockgate.applications.services import sign_statement
from lockgate.applications.signing_words import LANGUAGES, SENTENCES, language_of
from lockgate.core.errors import Invalid, NotPossibleNow
from lockgate.parties.queries import person_asking
from lockgate.regimes.shelf import law_of
from lockgate.web.form_errors import Line
from lockgate.web.statuses import status_of

FIELDS = ("signer_name", "signer_position")
_OPENS_NOTHING = {LinkUnknown: "unknown", LinkExpired: "expired", LinkLapsed: "lapsed"}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_use_statement(request: HttpRequest, token: str) -> HttpResponse:
    """Show the statement that the link opens, and have it signed; a signed one is only shown."""
    try:
        statement = statement_opened_by(token)
        if request.method == "POST" and statement.signed_at is None:
            return _signed(request, token, statement)
    except (LinkUnknown, LinkExpired, LinkLapsed) as error:
        return _closed(request, _OPENS_NOTHING[type(error)], status_of(error))
    except AlreadySigned:
        return redirect(_address(request, token))
    except NotPossibleNow as error:
        return _closed(request, "withdrawn", status_of(error))
    if statement.signed_at is None and statement.application.state == State.WITHDRAWN:
        return _closed(request, "withdrawn", HTTPStatus.CONFLICT)
    return _page(request, statement, ())


def _signed(request: HttpRequest, token: str, statement: EndUseStatement) -> HttpResponse:
    name, position = (request.POST.get(field, "") for field in FIELDS)
    try:
        sign_statement(by=person_asking(request), token=token, signer_name=name, signer_position=position)
    except Invalid as error:
        return _page(request, statement, tuple(field for field in FIELDS if field in error.fields))
    return redirect(_address(request, token))


def _page(request: HttpRequest, statement: EndUseStatement, faulty: tuple[str, ...]) -> HttpResponse:
    said = SENTENCES[language_of(request.GET.get("lang", ""))]
    application = statement.application
    law = law_of(application.regime)
    context = {
        **_frame(request),
        "statement": statement,
        "exporter": application.exporter.name,
        "authority": law.regime.authority,
        "synthetic": law.regime.synthetic,
        "typed": request.POST,
        "errors": [Line(field, said[f"fault_{field}"]) for field in faulty],
        "faults": {field: said[f"fault_{field}"] for field in faulty},
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    return render(request, "applications/end_use_statement.html", context, status=status)


def _closed(request: HttpRequest, why: str, status: HTTPStatus) -> HttpResponse:
    framed = _frame(request)
    return render(
        request, "applications/statement_closed.html", {**framed, "sentence": framed["said"][why]}, status=status
    )


def _frame(request: HttpRequest) -> dict[str, Any]:
    language = language_of(request.GET.get("lang", ""))
    return {
        "lang": language,
        "said": SENTENCES[language],
        "error_word": SENTENCES[language]["error"],
        "others": [(code, name) for code, name in LANGUAGES.items() if code != language],
    }


def _address(request: HttpRequest, token: str) -> str:
    language = language_of(request.GET.get("lang", ""))
    return reverse("end_use_statement", args=[token]) + ("" if language == "en" else f"?lang={language}")
