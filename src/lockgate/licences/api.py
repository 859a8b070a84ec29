"""The room's REST routes: licences in a list, one licence whole, and its standing. Draw-downs are ledger/api.py's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import ConfigDict, Field

from lockgate.accounts.machine_request import done_once, entity_tag, version_read
from lockgate.core.permissions import Permission
from lockgate.licences.held_licence import NUMBER_LENGTH_MAX
from lockgate.licences.permissions import REINSTATE_LICENCE, REVOKE_LICENCE, SUSPEND_LICENCE
from lockgate.licences.queries import PAGE_ROWS, PAGE_ROWS_MAX, licence_sheet, list_licences, page_data, sheet_data
from lockgate.licences.services import (
    REASON_LENGTH_MAX,
    reinstate_licence,
    revoke_licence,
    suspend_licence,
)
from lockgate.licences.validity import State
from lockgate.parties.bearer import bearer
from lockgate.parties.queries import person_asking

router = Router(tags=["licences"], auth=bearer)
Number = Annotated[str, Path(max_length=NUMBER_LENGTH_MAX)]
Beginning = Annotated[str, Query(max_length=NUMBER_LENGTH_MAX)]


class ReasonIn(Schema):
    """Why the standing of a licence is changed; it is kept, and whoever sees the licence reads it."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(max_length=REASON_LENGTH_MAX)]


@router.get("/licences", summary="The licences that you may see, by number.")
def get_licences(
    request: HttpRequest,
    number: Beginning = "",
    case: Beginning = "",
    state: State | None = None,
    limit: Annotated[int, Query(ge=1, le=PAGE_ROWS_MAX)] = PAGE_ROWS,
    cursor: Beginning = "",
) -> Any:
    """List licences whose number begins so, that a decision on this case granted, in this state today.

    Go on with `cursor` = `next_cursor`.
    """
    by = person_asking(request)
    return page_data(list_licences(by, number=number, case=case, state=state or "", cursor=cursor, limit=limit))


@router.get("/licences/{licence}", summary="One licence, with what is left on it.")
def get_licence(request: HttpRequest, response: HttpResponse, licence: Number) -> Any:
    """Return a licence as it stands today; amounts are decimal strings in the unit of the line.

    Its ETag is its version, which counts the changes of its standing, not the draw-downs.
    """
    sheet = licence_sheet(person_asking(request), licence)
    response["ETag"] = entity_tag(sheet.version)
    return sheet_data(sheet)


@router.post("/licences/{licence}/suspension", summary="Suspend a licence.")
def post_suspension(request: HttpRequest, licence: Number, body: ReasonIn) -> Any:
    """Suspend: from now on nothing leaves on it, nor by a reservation made before. Answers with the licence."""
    return _changed(request, licence, body, SUSPEND_LICENCE, suspend_licence)


@router.post("/licences/{licence}/reinstatement", summary="Reinstate a suspended licence.")
def post_reinstatement(request: HttpRequest, licence: Number, body: ReasonIn) -> Any:
    """Reinstate; its days stay as they were. Answers with the licence."""
    return _changed(request, licence, body, REINSTATE_LICENCE, reinstate_licence)


@router.post("/licences/{licence}/revocation", summary="Revoke a licence, for good.")
def post_revocation(request: HttpRequest, licence: Number, body: ReasonIn) -> Any:
    """Revoke. Answers with the licence."""
    return _changed(request, licence, body, REVOKE_LICENCE, revoke_licence)


def _changed(
    request: HttpRequest, licence: str, body: ReasonIn, permission: Permission, change: Callable[..., object]
) -> HttpResponse:
    by, seen = person_asking(request), version_read(request)

    def do() -> dict[str, Any]:
        change(by=by, licence=licence, reason=body.reason, seen=seen)
        return sheet_data(licence_sheet(by, licence))

    return done_once(request, by, permission, {"licence": licence, "reason": body.reason}, do)
