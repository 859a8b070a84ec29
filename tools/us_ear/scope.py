"""What does "NS applies to 5A001.b (except .b.5), .c and .d" cover? Reads the regular forms of a requirement's scope.

Regular are: the entire entry, the entire entry but for paragraphs, and lists of the entry's own paragraphs with
relative paths and ranges. Everything else (`parse_scope` returns None) is prose: the editorial table scopes.csv
says what it covers, or it stands as the part of the entry that it describes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STATEMENT = re.compile(
    r"^(?:(?P<reason>[A-Z]{2})|(?P<sanctions>Russian industry sector sanctions?)) appl(?:ies|y)(?: to)? (?P<scope>.+)$"
)
_ENTIRE = re.compile(r"^(?:the )?entire entry(?:,? except:? (?P<but>.+))?$")
_LEAD = re.compile(r"^(?:paragraphs? |items (?:controlled by|in) |software controlled by )")
_TAIL = re.compile(r"(?: of this entry| only)$")
_SEPARATOR = re.compile(r",? and |,? or |, ?")
_RANGE = re.compile(r"^(?P<first>\S+) (?:to|through) (?P<last>\S+)$")
_EXCEPTION = re.compile(r" \(except (?P<path>[^() ]+)\)")
_PATH = re.compile(r"^(?P<code>[0-9][A-E][0-9]{3})?\.?(?P<path>[a-z](?:\.[a-z0-9]+)*|[0-9]+)$")


@dataclass(frozen=True, slots=True)
class Scope:
    """Code prefixes that a rule reaches, those taken out again, and the part of them that is meant, in words."""

    entries: tuple[str, ...]
    except_entries: tuple[str, ...] = ()
    part: str = ""


def statement(control: str) -> tuple[str, str] | None:
    """Split "NS applies to entire entry" into the reason for control and its scope; None for another sentence."""
    match = _STATEMENT.match(tidy(control))
    if not match:
        return None
    return match["reason"] or "foreign policy", match["scope"]


def tidy(text: str) -> str:
    """Return the text with single spaces, no spaces inside paragraph paths, and no full stop at the end."""
    text = re.sub(r"\s+", " ", text).strip().rstrip(".")
    text = re.sub(r"([0-9][A-E][0-9]{3}(?:\.[a-z0-9]+)*)\. (?=[a-z0-9]{1,2}(?:[ .,]|$))", r"\1.", text)
    return re.sub(r"([0-9][A-E][0-9]{3}) \.(?=[a-z])", r"\1.", text)


def parse_scope(code: str, text: str) -> Scope | None:
    """Return what a regular scope text of the entry `code` covers; None when the text is not regular."""
    text = re.sub(r"[“”]", "", tidy(text))
    entire = _ENTIRE.match(text)
    if entire and not entire["but"]:
        return Scope((code,))
    if entire:
        taken_out = _paragraphs(code, entire["but"])
        return Scope((code,), taken_out) if taken_out else None
    listed, taken_out = _without_exceptions(code, _TAIL.sub("", _LEAD.sub("", text)))
    if taken_out is None:
        return None
    paragraphs = _paragraphs(code, listed)
    return Scope(paragraphs, taken_out) if paragraphs else None


def parse_paragraphs(code: str, text: str) -> tuple[str, ...] | None:
    """Read a plain list of the entry's own paragraphs, ".c, .d, and .x"; None when a word of it is no paragraph."""
    return _paragraphs(code, _TAIL.sub("", _LEAD.sub("", re.sub(r"[“”]", "", tidy(text)))))


def _without_exceptions(code: str, text: str) -> tuple[str, tuple[str, ...] | None]:
    """Take "(except .b.5)" out of a list; the second value is None when one of them is no path of the entry."""
    taken_out: list[str] = []
    for match in _EXCEPTION.finditer(text):
        paths = _paragraphs(code, match["path"])
        if not paths:
            return text, None
        taken_out.extend(paths)
    return _EXCEPTION.sub("", text), tuple(taken_out)


def _paragraphs(code: str, text: str) -> tuple[str, ...] | None:
    """Read "1C351.d.15 and .16" as full codes; None when a word of it is no paragraph of the entry."""
    found: list[str] = []
    for token in _SEPARATOR.split(text):
        ends = _RANGE.match(token)
        first = _path(code, ends["first"] if ends else token, found[-1] if found else None)
        last = _path(code, ends["last"], first) if ends and first else first
        if not first or not last:
            return None
        between = _between(first, last)
        if not between:
            return None
        found.extend(between)
    return tuple(found)


def _path(code: str, token: str, before: str | None) -> str | None:
    """Read one path; a bare number continues the list of the path before it ("d.15 and .16")."""
    match = _PATH.match(token)
    if not match or (match["code"] and match["code"] != code):
        return None
    if match["path"].isdigit():
        return f"{before.rpartition('.')[0]}.{match['path']}" if before and not match["code"] else None
    return f"{code}.{match['path']}"


def _between(first: str, last: str) -> list[str] | None:
    """Return all sibling paragraphs from the first to the last; None when they are no siblings in order."""
    if first == last:
        return [first]
    parent, _, low = first.rpartition(".")
    same_parent, _, high = last.rpartition(".")
    if parent != same_parent or low.isdigit() != high.isdigit():
        return None
    if low.isdigit():
        numbers = range(int(low), int(high) + 1)
        return [f"{parent}.{number}" for number in numbers] or None
    if len(low) != 1 or len(high) != 1:
        return None
    return [f"{parent}.{chr(letter)}" for letter in range(ord(low), ord(high) + 1)] or None
