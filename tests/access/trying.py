"""Trying a way as somebody, for real: what came of it, in four words that pages, REST and commands share."""

import io
import json
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from enum import StrEnum
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from lockgate.cli import VERBS, main, parser_of
from lockgate.core.errors import LockgateError, NotAllowed, NotFound
from lockgate.web.csp import POLICY
from tests.access.attempts import Attempt
from tests.access.program import GIVEN, PARAMETER, route_of
from tests.access.scene import Walker

OUR_TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')
"""What stands in every form and is another each time."""


class Verdict(StrEnum):
    """What somebody is told: MAY also where the state of things or a rule is in the way."""

    MAY = "may"
    REFUSED = "sees it but may not"
    HIDDEN = "learns nothing"
    SIGN_IN = "is asked who it is"


class Outcome(NamedTuple):
    """What came of it; `done` where it was done and not only allowed. `said` is every word that was answered."""

    verdict: Verdict
    done: bool
    said: str


def tried(attempt: Attempt, walker: Walker, name: str) -> Outcome:
    """Try a way as somebody on the thing of this name."""
    kind, _, way = attempt.way.partition(" ")
    ways: dict[str, Callable[[Attempt, Walker, str, str], Outcome]] = {
        "page": _open_page,
        "REST": _ask,
        "lockgate": _command,
    }
    return ways[kind](attempt, walker, name, way)


def _open_page(attempt: Attempt, walker: Walker, name: str, way: str) -> Outcome:
    method, _, route = way.partition(" ")
    path = _filled(route_of(route), name)
    browser = walker.browser()
    ask = browser.post if method == "POST" else browser.get
    return _told(ask(path, dict(attempt.body or {})))


def _ask(attempt: Attempt, walker: Walker, name: str, way: str) -> Outcome:
    method, _, path = way.partition(" ")
    address = f"/api/v1{_filled(path, name)}" + (f"?{attempt.query}" if attempt.query else "")
    body = "" if attempt.body is None else json.dumps(attempt.body)
    headers = {**walker.headers, "Idempotency-Key": "tried once"}
    machine = Client(raise_request_exception=False)
    return _told(machine.generic(method, address, body, "application/json", headers=headers))


def _filled(path: str, name: str) -> str:
    return PARAMETER.sub(lambda found: GIVEN.get(found[1], name), path)


def _told(answer: Any) -> Outcome:
    assert answer["Content-Security-Policy"] == POLICY
    status = answer.status_code
    assert status < 500, answer.getvalue().decode()
    to_sign_in = status == 302 and answer["Location"].startswith(f"{reverse('sign_in')}?next=")
    said = OUR_TOKEN.sub("", answer.getvalue().decode())
    if status == 401 or to_sign_in:
        return Outcome(Verdict.SIGN_IN, done=False, said=said)
    verdicts = {403: Verdict.REFUSED, 404: Verdict.HIDDEN}
    return Outcome(verdicts.get(status, Verdict.MAY), done=status < 400, said=said)


def _command(attempt: Attempt, walker: Walker, name: str, way: str) -> Outcome:
    words = [*way.split(), *(word.replace("{thing}", name) for word in attempt.words), "--as", walker.email]
    parsed = parser_of(VERBS[words[0]], starts_django=False).parse_args(words)
    status, _ = _said_by(lambda: parsed.run(parsed), attempt)
    if not isinstance(status, LockgateError):
        assert not status
        return Outcome(Verdict.MAY, done=True, said="")
    assert _said_by(lambda: main(words), attempt) == (2, f"lockgate: {status}\n")
    if isinstance(status, NotFound):
        verdict = Verdict.HIDDEN if walker.person else Verdict.SIGN_IN
    else:
        verdict = Verdict.REFUSED if isinstance(status, NotAllowed) else Verdict.MAY
    return Outcome(verdict, done=False, said=str(status))


def _said_by(run: Callable[[], int | None], attempt: Attempt) -> tuple[int | LockgateError | None, str]:
    """Run a command on its standard input; return its status or its error, and what it printed to stderr."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as err:
        patch.setattr("sys.stdin", io.StringIO(attempt.standard_input))
        try:
            status = run()
            return status, err.getvalue()
        except LockgateError as error:
            return error, err.getvalue()
