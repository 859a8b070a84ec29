"""What the query string of the self-check asks, and the link that asks it again.

The page keeps nothing: every state is a link. `Asked` holds the words as they were typed, right or wrong, so that
nothing is lost when something has to be mended.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from lockgate.regimes.question_row import ANSWER, measures_named

LONGEST_LIST = 60
"""Words, answers and lists in one question; the rest of a longer query string is not read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The state of the self-check. `destination` is None before the second step was sent, "" when it was left empty."""

    regime: str = ""
    q: str = ""
    entry: str = ""
    goods_code: str = ""
    destination: str | None = None
    end_use: tuple[str, ...] = ()
    end_user: tuple[str, ...] = ()
    on: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    change: str = ""

    @property
    def has_item(self) -> bool:
        """Say whether an entry or a goods code was chosen."""
        return bool(self.entry.strip() or self.goods_code.strip())

    def link(self, **changes: Any) -> str:
        """Return the address of this state, with some of its fields changed."""
        return f"{reverse('self_check')}{'?' if (query := urlencode(self.pairs(**changes))) else ''}{query}"

    def pairs(self, **changes: Any) -> list[tuple[str, str]]:
        """Return the fields that are given as pairs, ready for a query string or for hidden fields."""
        state = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        for name in (field.name for field in fields(state)):
            held = getattr(state, name)
            values = held if isinstance(held, tuple) else (held,)
            pairs += [(name, value) for value in values if value or (name == "destination" and value == "")]
        return pairs


def read(query: QueryDict) -> Asked:
    """Read the state from a query string; an unknown name is passed over."""
    asked = Asked(
        regime=query.get("regime", ""),
        q=query.get("q", ""),
        entry=query.get("entry", ""),
        goods_code=query.get("goods_code", ""),
        destination=query.get("destination"),
        end_use=_words(query, "end_use"),
        end_user=_words(query, "end_user"),
        on=query.get("on", ""),
        yes=_words(query, "yes"),
        no=_words(query, "no"),
        change=query.get("change", ""),
    )
    for name in [name for name in query if name.startswith(ANSWER)][:LONGEST_LIST]:
        asked = _answered(asked, measures_named(name), query.get(name, ""))
    return asked


def is_tidy(query: QueryDict) -> bool:
    """Say whether a query string is as short as the one that `Asked.link` writes."""
    return not any(name.startswith(ANSWER) or (value == "" and name != "destination") for name, value in _pairs(query))


def _pairs(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]


def _words(query: QueryDict, name: str) -> tuple[str, ...]:
    words = [word.strip() for value in query.getlist(name) for word in value.split(";")]
    return tuple(dict.fromkeys(word for word in words if word))[:LONGEST_LIST]


def _answered(asked: Asked, measures: tuple[str, ...], said: str) -> Asked:
    no = tuple(held for held in asked.no if held not in measures)
    yes = tuple(held for held in asked.yes if held not in measures)
    if said == "no":
        no += measures
    elif said == "yes":
        yes += measures
    field, _, word = said.partition(":")
    if field == "end_use":
        asked = replace(asked, end_use=_with(asked.end_use, word))
    elif field == "end_user":
        asked = replace(asked, end_user=_with(asked.end_user, word))
    return replace(asked, yes=yes, no=no)


def _with(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return words if not word or word in words else (*words, word)
