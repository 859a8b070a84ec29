"""What is asked: an export from the regime's own territory, and the facts given about it, as values.

`asking` makes them from words. Party facts come as values; whoever knows parties finds them before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lockgate.core.errors import Invalid
from lockgate.regimes.pack import Word

QUESTION_COLUMNS = ("destination", "entry", "goods_code", "end_use", "end_user", "on")
"""The columns of a table of questions; `destination` and one of `entry` and `goods_code` must be there."""

END_USES: Mapping[str, Word] = {
    word.word: word
    for word in (
        Word("civil", "civil", "Is the end use civil?", beside_civil=True),
        Word("military", "military", "Is the end use military?"),
        Word("nuclear", "nuclear weapons or unsafeguarded nuclear activities", "Is the end use nuclear?"),
        Word("missile", "missiles, rockets or drones that carry weapons", "Is the end use in missiles?"),
        Word(
            "chemical_biological",
            "chemical or biological weapons",
            "Is the end use in chemical or biological weapons?",
        ),
    )
}
END_USERS: Mapping[str, Word] = {
    word.word: word
    for word in (
        Word("civil", "civil", "Is the end user civil?", beside_civil=True),
        Word("military", "military", "Is the end user military?"),
        Word("unlisted", "on no list of the pack", "Is the end user on no list?", beside_civil=True),
    )
}


class InvalidQuestion(Invalid):
    """A question that cannot be answered as it stands; `fields` names the faulty field."""

    code = "regimes.invalid_question"


@dataclass(frozen=True, slots=True)
class Party:
    """Another party of the transaction: its role, and facts such as `listed:control_list:CN-2026-11`."""

    role: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One export: item, destination, and the facts known. An empty tuple means not given, never none."""

    regime: str
    destination: str
    entry: str = ""
    goods_code: str = ""
    end_uses: tuple[str, ...] = ()
    end_users: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    quantity: Decimal | None = None
    unit: str = ""
    value: Decimal | None = None
    currency: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict, hash=False)
