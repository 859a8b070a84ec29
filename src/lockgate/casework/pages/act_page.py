"""How every form on a case works: it is shown to whoever may do the act now, does it, or is shown again with why not.

The hidden field `seen` carries the version on which the form was filled in. Where the case has changed since, nothing
is done: the form comes back with what was typed and with what was done meanwhile, and may be sent again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from lockgate.casework.errors import CaseChanged
from lockgate.casework.models import Case
from lockgate.casework.pages.words import TOLD
from lockgate.casework.queries import PERMISSION_OF, CaseSheet, acts_since, case_sheet, next_acts
from lockgate.core.errors import Invalid, LockgateError, NotAllowed, NotPossibleNow
from lockgate.core.permissions import Person, check_may
from lockgate.journal.acts import Act
from lockgate.parties.queries import person_asking
from lockgate.regimes.shelf import law_of
from lockgate.web.form_errors import FormErrors, Line, form_errors
from lockgate.web.version_seen import version_seen


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form is shown of: who asks, the case, what was typed, and the fault of each field by its name."""

    by: Person
    sheet: CaseSheet
    typed: QueryDict
    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActForm:
    """One form: the service that it calls, how its arguments are read, and its words.

    `read` makes the service's arguments of what was typed and may raise Invalid; `shown` gives the template what it
    needs beside the case. `names` tells the field of a fault where the service calls it otherwise.
    """

    act: Act
    service: Callable[..., Case]
    template: str
    title: str
    lede: str
    button: str
    done: str
    labels: Mapping[str, str]
    read: Callable[[QueryDict, CaseSheet], dict[str, Any]]
    shown: Callable[[Asked], dict[str, Any]] | None = None
    labels_of: Callable[[CaseSheet], Mapping[str, str]] | None = None
    tone: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why a form comes back: the status of the answer, its faults, and what was done on the case meanwhile."""

    status: HTTPStatus = HTTPStatus.OK
    errors: FormErrors | None = None
    changed: tuple[str, ...] | None = None


def act_page(request: HttpRequest, reference: str, form: ActForm) -> HttpResponse:
    """Show a form, or do what it asks."""
    by = person_asking(request)
    sheet = case_sheet(by, reference)
    check_may(by, PERMISSION_OF[form.act])
    refused = _Refused()
    if request.method == "POST":
        outcome = _tried(request, by, sheet, form)
        if isinstance(outcome, Case):
            messages.success(request, form.done.format(case=outcome.reference))
            return redirect("case", outcome.reference)
        refused = outcome
    else:
        check_is_next(by, sheet, form.act)
    return show_form(request, by, sheet, form, refused=refused)


def check_is_next(by: Person, sheet: CaseSheet, act: Act) -> None:
    """Raise NotPossibleNow where an act is not this person's to do on the case as it stands, with the reason."""
    offered = {held.act: held.in_the_way for held in next_acts(by, sheet)}
    if act not in offered:
        raise NotPossibleNow(
            f"Case {sheet.case.reference} does not ask this of you now.", mend="Its page says what you can do."
        )
    if offered[act] and act is not Act.CASE_DECIDED:
        raise NotPossibleNow(offered[act])


def _tried(request: HttpRequest, by: Person, sheet: CaseSheet, form: ActForm) -> Case | _Refused:
    seen = version_seen(request.POST)
    try:
        return form.service(by=by, case=sheet.case.reference, seen=seen, **form.read(request.POST, sheet))
    except Invalid as error:
        labels = {**form.labels, **(form.labels_of(sheet) if form.labels_of else {})}
        return _Refused(HTTPStatus.UNPROCESSABLE_ENTITY, form_errors(error, labels, form.names))
    except CaseChanged:
        told = tuple(TOLD[act] for act in acts_since(sheet.case, seen or 0, sheet.view))
        return _Refused(HTTPStatus.CONFLICT, changed=told)
    except NotPossibleNow as error:
        return _Refused(HTTPStatus.CONFLICT, _without_field(error))
    except NotAllowed as error:
        return _Refused(HTTPStatus.FORBIDDEN, _without_field(error))


def _without_field(error: LockgateError) -> FormErrors:
    return FormErrors("", (Line("", str(error)),), {})


def show_form(
    request: HttpRequest, by: Person, sheet: CaseSheet, form: ActForm, *, refused: _Refused | None = None
) -> HttpResponse:
    """Show a form with what was typed into it."""
    held = refused or _Refused()
    context = {
        "sheet": sheet,
        "case": sheet.case,
        "form": form,
        "typed": request.POST,
        "errors": held.errors,
        "changed": held.changed,
        "synthetic": law_of(sheet.case.regime).regime.synthetic,
    }
    if form.shown:
        context |= form.shown(Asked(by, sheet, request.POST, held.errors.fields if held.errors else {}))
    return render(request, form.template, context, status=held.status)
