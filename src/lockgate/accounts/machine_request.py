"""What REST routes of every room share: an act is done once for an idempotency key, on the version that was read.

A room's api.py gives what was asked and a function that does it; the answer and the act stand or fall together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from lockgate.accounts.idempotency import Answer, answered_once
from lockgate.core.errors import Invalid, LockgateError, NotAllowed, NotFound, Unavailable
from lockgate.core.permissions import Permission, Person
from lockgate.problems import CONTENT_TYPE, problem_of

KEY_HEADER = "Idempotency-Key"
Do = Callable[[], Mapping[str, Any]]


def done_once(
    request: HttpRequest,
    by: Person,
    permission: Permission,
    asked: Mapping[str, Any],
    do: Do,
    *,
    status: HTTPStatus = HTTPStatus.CREATED,
) -> HttpResponse:
    """Do an act and answer with what `do` returns; a repeat under the same key is given the first answer, as 200.

    The scope of a key is the account and the act that `permission` names; `asked` is everything that was asked, the
    reference in the path too. A refusal is kept and given again, except of what the account may not do or know of.
    Without the header the act is simply done. Raises IdempotencyConflict where the key came with something else.
    """
    key = request.headers.get(KEY_HEADER)
    if key is None:
        return _response(Answer(status, _written(do())))
    assert by.account is not None, "a bearer key belongs to an account"
    answer = answered_once(
        account=by.account, act=permission.name, key=key, asked=asked, do=partial(_answered, do, status)
    )
    was_done_before = answer.repeated and answer.status < HTTPStatus.BAD_REQUEST
    return _response(answer._replace(status=HTTPStatus.OK) if was_done_before else answer)


def version_read(request: HttpRequest) -> int | None:
    """Return the version that a client has read, as If-Match tells it; None where it tells none.

    Raises Invalid for what is no entity tag of ours.
    """
    tag = request.headers.get("If-Match", "").strip()
    if tag in ("", "*"):
        return None
    if not re.fullmatch(r'"[0-9]{1,9}"', tag):
        raise Invalid(
            "If-Match names no version.",
            mend="Send the ETag that you were given, with its quotes.",
            fields={"If-Match": "is no version"},
        )
    return int(tag.strip('"'))


def entity_tag(version: int) -> str:
    """Write a version as an entity tag, for the header ETag."""
    return f'"{version}"'


def _answered(do: Do, status: HTTPStatus) -> Answer:
    try:
        with transaction.atomic():
            return Answer(status, _written(do()))
    except (NotAllowed, NotFound, Unavailable):
        raise
    except LockgateError as error:
        refusal = problem_of(error)
        return Answer(refusal.status_code, refusal.content.decode())


def _written(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False)


def _response(answer: Answer) -> HttpResponse:
    refused = answer.status >= HTTPStatus.BAD_REQUEST
    return HttpResponse(
        answer.body, status=answer.status, content_type=CONTENT_TYPE if refused else "application/json; charset=utf-8"
    )
