"""What a REST request may not leave to chance: a parameter that no route takes, and anything that is said twice.

`?dryrun=true` would draw down for real, and of two quantities in one body nobody would know which was meant.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from lockgate.core.errors import Invalid

SHOWN = 40


class NoKeyTwice(Parser):
    """Reads the JSON of a body, and refuses an object that gives one key twice."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what the body holds; raise Invalid for a key given twice, ValueError for what is no JSON."""
        return json.loads(request.body, object_pairs_hook=_each_once)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)[:SHOWN]
        raise Invalid(
            f"The body gives {twice!r} twice in one object.",
            mend="Give each key once.",
            fields={twice: "is given twice"},
        )
    return found


def takes_nothing_else(route: Callable[..., Any]) -> Callable[..., Any]:
    """Have a route refuse, as Invalid, a parameter in the query that it does not take, and one that is given twice."""
    taken = {_name_in_query(parameter) for parameter in inspect.signature(route, eval_str=True).parameters.values()}

    @wraps(route)
    def strict(request: HttpRequest, *args: Any, **values: Any) -> Any:
        in_path = request.resolver_match.kwargs if request.resolver_match else {}
        for name, given in request.GET.lists():
            if name not in taken or name in in_path:
                _refuse(name, "is no parameter of this route", "/api/v1/openapi.json lists its parameters.")
            if len(given) > 1:
                _refuse(name, "is given twice", "Give each parameter once.")
        return route(request, *args, **values)

    return strict


def _name_in_query(parameter: inspect.Parameter) -> str:
    aliases = [getattr(said, "alias", None) for said in getattr(parameter.annotation, "__metadata__", ())]
    return next(filter(None, aliases), parameter.name)


def _refuse(name: str, what: str, mend: str) -> None:
    shown = name[:SHOWN]
    raise Invalid(f"{shown!r} in the query {what}.", mend=mend, fields={shown: what})
