"""The pages on which the authority suspends, reinstates or revokes a licence: the reason first, then once more all."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lockgate.core.errors import Invalid
from lockgate.core.permissions import Permission, check_may
from lockgate.core.texts import checked_prose
from lockgate.licences.errors import LicenceChanged
from lockgate.licences.models import Licence
from lockgate.licences.pages.refused import REFUSALS, shown_refusal
from lockgate.licences.permissions import REINSTATE_LICENCE, REVOKE_LICENCE, SUSPEND_LICENCE
from lockgate.licences.queries import licence_sheet
from lockgate.licences.services import REASON_LENGTH_MAX, reinstate_licence, revoke_licence, suspend_licence
from lockgate.licences.validity import StandingVerb
from lockgate.parties.queries import person_asking
from lockgate.web.version_seen import version_seen

LABELS = {"reason": "Reason"}


class Change(NamedTuple):
    """A change of standing: its words, what follows from it, and the service."""

    verb: StandingVerb
    button: str
    done: str
    follows: str
    permission: Permission
    act: Callable[..., Licence]


SUSPEND = Change(
    StandingVerb.SUSPEND,
    "Suspend",
    "suspended",
    "From the next draw-down on nothing leaves on it, nor by a reservation made before, until it is reinstated.",
    SUSPEND_LICENCE,
    suspend_licence,
)
REINSTATE = Change(
    StandingVerb.REINSTATE,
    "Reinstate",
    "reinstated",
    "It is in force again at once. Its days of validity stay as they were: the time lost is not given back.",
    REINSTATE_LICENCE,
    reinstate_licence,
)
REVOKE = Change(
    StandingVerb.REVOKE,
    "Revoke",
    "revoked",
    "Nothing leaves on it ever again. This is final: a new licence is a new application.",
    REVOKE_LICENCE,
    revoke_licence,
)


@require_http_methods(["GET", "HEAD", "POST"])
def change_standing_page(request: HttpRequest, licence: str, *, change: Change) -> HttpResponse:
    """Ask for the reason, show what would be done and why, and do it when that is sent; lead back to the licence."""
    by = person_asking(request)
    sheet = licence_sheet(by, licence)
    check_may(by, change.permission)
    typed, context = request.POST, {"sheet": sheet, "change": change, "seen": sheet.version}
    if request.method != "POST":
        return render(request, "licences/change_standing.html", context | {"typed": {}})
    reason = typed.get("reason", "")
    try:
        checked_prose(reason, "reason", REASON_LENGTH_MAX)
        seen = _version(typed)
        if "confirmed" not in typed:
            facts = [
                {"term": "Licence", "value": sheet.licence},
                {"term": "Holder", "value": sheet.exporter},
                {"term": "Today it is", "value": sheet.state.words},
                {"term": "It will be", "value": change.done},
                {"term": "Reason", "value": reason.strip()},
            ]
            context |= {"reason": reason, "seen": seen, "facts": facts}
            return render(request, "licences/confirm_standing.html", context)
        change.act(by=by, licence=sheet.licence, reason=reason, seen=seen)
    except REFUSALS as error:
        return _again(request, context, error)
    messages.success(request, f"The licence was {change.done}.")
    return redirect("licence", sheet.licence)


def _again(request: HttpRequest, context: dict[str, Any], error: Any) -> HttpResponse:
    errors, status = shown_refusal(error, LABELS)
    has_changed = isinstance(error, LicenceChanged)
    context |= {"typed": request.POST, "errors": errors, "has_changed": has_changed}
    return render(request, "licences/change_standing.html", context, status=status)


def _version(typed: Mapping[str, str]) -> int:
    seen = version_seen(typed)
    if seen is None:
        raise Invalid("The form does not say which version of the licence you read.", mend="Load the page again.")
    return seen
