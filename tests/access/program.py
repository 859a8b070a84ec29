"""What there is to reach, asked of the program itself and written as access.py writes it."""

import argparse
import re
from collections.abc import Iterator
from functools import partial
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter, UUIDConverter
from ninja import NinjaAPI

from lockgate.api import api
from lockgate.cli import VERBS, parser_of

GIVEN = {
    "regime": "cn-dual-use",
    "code": "1C904.a.4",
    "day": "2024-12-03",
    "number": "1",
    "place": "1",
    "line": "1",
    "role": "officer",
    "on": "2025-04-04",
    "item": "1C905.a.4",
    "name": "pace",
}
"""What stands in an address where it names nothing that somebody owns."""
PARAMETER = re.compile(r"[<{](?:\w+:)?(\w+)[>}]")
REST = "api/v1/"
# An address that ninja makes for itself and answers with 404 to everybody.
NOTHING = "api-root"


def pages(*readers: Client) -> Iterator[str]:
    """Ask every page which methods it answers; one that no reader is told so by is listed as answering ANY."""
    for route, pattern in _pages():
        path = "/" + PARAMETER.sub(partial(_any, pattern), route)
        answers = [reader.generic("PROBE", path) for reader in readers]
        allowed = next((answer["Allow"] for answer in answers if answer.status_code == 405), "ANY")
        for method in set(allowed.split(", ")) - {"HEAD", "OPTIONS"}:
            yield f"page {method} {pattern.name}"


def route_of(name: str) -> str:
    """Return the address of a page, with its parameters in braces."""
    return next("/" + _in_braces(route) for route, pattern in _pages() if pattern.name == name)


def _pages() -> Iterator[tuple[str, URLPattern]]:
    """Leave the operations out, which ninja names too: some are called as the page of the same act."""
    for route, pattern in _patterns():
        if not route.startswith(REST) or pattern.name == "openapi-json":
            yield route, pattern


def operations(mounted: NinjaAPI = api) -> Iterator[str]:
    """List every operation of every router that is mounted, also those that the description leaves out."""
    for _, router in mounted._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield from (f"REST {method} {_in_braces(path)}" for method in operation.methods)


def rest_addresses() -> set[str]:
    """Return every address that is mounted below /api/v1, without ninja's own two."""
    return {
        _in_braces(route.removeprefix(REST.rstrip("/")))
        for route, pattern in _patterns()
        if route.startswith(REST) and pattern.name not in ("openapi-json", NOTHING)
    }


def commands() -> Iterator[str]:
    """List every command, down to its last verb."""
    for word in VERBS:
        for words, _ in leaves(word):
            yield f"lockgate {words}"


def leaves(word: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Return each command that begins with a word, with its parser."""
    for words, parser in _below(parser_of(VERBS[word], starts_django=False), ()):
        if words[0] == word:
            yield " ".join(words), parser


def _below(
    parser: argparse.ArgumentParser, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    verbs = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not verbs:
        yield words, parser
    for held in verbs:
        for word, below in held.choices.items():
            yield from _below(below, (*words, word))


def _patterns() -> Iterator[tuple[str, URLPattern]]:
    yield from _patterns_of(get_resolver().url_patterns, "")


def _patterns_of(held, before: str) -> Iterator[tuple[str, URLPattern]]:
    for one in held:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern), one
        else:
            yield from _patterns_of(one.url_patterns, before + str(one.pattern))


def _in_braces(path: str) -> str:
    return PARAMETER.sub(r"{\1}", path)


def _any(pattern: URLPattern, parameter: re.Match[str]) -> str:
    name = parameter[1]
    converter = pattern.pattern.converters[name]
    if isinstance(converter, IntConverter):
        return "1"
    return str(UUID(int=0)) if isinstance(converter, UUIDConverter) else GIVEN.get(name, "x")
