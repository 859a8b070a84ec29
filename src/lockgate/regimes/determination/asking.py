"""Turns words from a form, a file or a request into a `Question` of a regime, or says which word is wrong.

The first step of every question, wherever it is asked; nothing is decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from lockgate.core.amounts import exact
from lockgate.core.countries import COUNTRIES
from lockgate.core.errors import Invalid
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.question import InvalidQuestion, Party, Question
from lockgate.regimes.pack import Word


def ask(  # noqa: PLR0913 - one argument a fact of the contract
    law: Law,
    *,
    destination: str,
    entry: str = "",
    goods_code: str = "",
    end_use: str | Iterable[str] = (),
    end_user: str | Iterable[str] = (),
    parties: Iterable[Party] = (),
    quantity: str = "",
    unit: str = "",
    value: str = "",
    currency: str = "",
    answers: Mapping[str, bool] | None = None,
) -> Question:
    """Check the words of a question against a regime and spell them as the regime does.

    Raises InvalidQuestion naming the field: no item at all, a code that breaks the grammar or that a complete
    list lacks, a destination that is no country or the regime's own, an unknown word or measure.
    """
    return Question(
        regime=law.regime.code,
        destination=destination_of(law, destination),
        entry=entry_of(law, entry, goods_code),
        goods_code=goods_code_of(goods_code),
        end_uses=facts_of(law.end_uses, end_use, "end_use", law),
        end_users=facts_of(law.end_users, end_user, "end_user", law),
        parties=tuple(Party(held.role, facts_of(law.end_users, held.facts, "parties", law)) for held in parties),
        quantity=_amount(quantity, "quantity"),
        unit=unit,
        value=_amount(value, "value"),
        currency=_currency(currency),
        answers=answers_of(law, answers or {}),
    )


def day_of(law: Law, on: str | date | None, today: date) -> date:
    """Return the legal day asked about: `on`, or the earlier of `today` and the last day the pack knows.

    Raises InvalidQuestion for a word that is no date and for a day before the pack's law.
    """
    if on is None or on == "":
        return max(min(today, law.regime.law_known_to), law.regime.law_from)
    day = _parsed_day(on) if isinstance(on, str) else on.date() if isinstance(on, datetime) else on
    if day < law.regime.law_from:
        raise InvalidQuestion(
            f"{day} lies before {law.regime.law_from}, the first day whose law the pack {law.regime.code} knows.",
            mend="Ask about a later day.",
            fields={"on": "before the pack's law"},
        )
    return day


def _parsed_day(on: str) -> date:
    text = unicodedata.normalize("NFKC", on).strip()
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidQuestion(
            f"'{shown(on)}' is no date.", mend="Write dates like 2025-04-04.", fields={"on": "no date"}
        ) from None


def shown(text: str) -> str:
    """Return a word as a sentence may quote it: not too long, and what nobody can see written out, as U+200F."""
    kept = text if len(text) <= 60 else text[:57] + "…"
    return "".join(held if held.isprintable() else f"<U+{ord(held):04X}>" for held in kept)


def destination_of(law: Law, destination: str) -> str:
    """Return the code of a destination; raise InvalidQuestion where it is none, or the regime's own territory."""
    code = unicodedata.normalize("NFKC", destination).strip().upper()
    mend = "Give the two letters of ISO 3166, such as JP, or XK for Kosovo."
    if not code:
        raise InvalidQuestion("The destination is missing.", mend=mend, fields={"destination": "missing"})
    if code not in COUNTRIES:
        raise InvalidQuestion(
            f"'{shown(destination)}' is no country or territory.", mend=mend, fields={"destination": "unknown"}
        )
    if code in law.regime.territory:
        raise InvalidQuestion(
            f"{code} is the territory of the regime {law.regime.code} itself, so this is no export.",
            mend="Ask about another destination.",
            fields={"destination": "the regime's own territory"},
        )
    return code


def entry_of(law: Law, entry: str, goods_code: str) -> str:
    """Return an entry as the list spells it, or "" where a goods code speaks alone; raise InvalidQuestion otherwise."""
    if not entry.strip():
        if not goods_code.strip():
            raise InvalidQuestion(
                "Neither an entry nor a goods code was given.",
                mend=f"Give an entry such as {law.regime.example}, a goods code, or both.",
                fields={"entry": "missing", "goods_code": "missing"},
            )
        return ""
    code = law.control_list.spelling(entry)
    if not law.is_well_formed(code):
        raise InvalidQuestion(
            f"'{shown(entry)}' is not how codes of {law.regime.code} look.",
            mend=f"Codes look like {law.regime.example}.",
            fields={"entry": "breaks the grammar of codes"},
        )
    if law.regime.complete and not law.control_list.held_above(code):
        raise InvalidQuestion(
            f"'{code}' is not on the list of {law.regime.code}, which is held complete.",
            mend="Look the item up in the list and give its code.",
            fields={"entry": "not on the list"},
        )
    return code


def goods_code_of(goods_code: str) -> str:
    """Return the digits of a goods code, "" for none; raise InvalidQuestion where it is no goods code."""
    digits = re.sub(r"[\s.]", "", unicodedata.normalize("NFKC", goods_code))
    if digits and not re.fullmatch(r"[0-9]{2,14}", digits):
        raise InvalidQuestion(
            f"'{shown(goods_code)}' is no goods code.",
            mend="Give 2 to 14 digits of the HS or of a national extension, such as 850511.",
            fields={"goods_code": "no goods code"},
        )
    return digits


def facts_of(known: Mapping[str, Word], given: str | Iterable[str], name: str, law: Law) -> tuple[str, ...]:
    """Return the words given in the field `name`, once each; raise InvalidQuestion for one not among `known`."""
    words = given.split(";") if isinstance(given, str) else list(given)
    facts: list[str] = []
    for word in (word.strip() for word in words):
        if not word or word in facts:
            continue
        if word not in known:
            choice = ", ".join(held for held in known if not held.startswith("listed:"))
            lists = ", ".join(f"listed:{held}" for held in law.regime.lists) if name != "end_use" else ""
            raise InvalidQuestion(
                f"'{shown(word)}' is no word for {name.replace('_', ' ')} in {law.regime.code}.",
                mend=f"Known words: {choice}{', ' + lists if lists else ''}.",
                fields={name: "unknown word"},
            )
        facts.append(word)
    return tuple(facts)


def _amount(text: str, name: str) -> Decimal | None:
    """Return an amount in plain digits of a bounded length, None for none; raise InvalidQuestion for anything else."""
    if not text:
        return None
    try:
        exact(text)
    except Invalid as error:
        sentence = f"The {name} '{shown(text)}' is no amount."
        raise InvalidQuestion(sentence, mend=error.mend, fields={name: "no amount"}) from None
    return Decimal(text)


def _currency(code: str) -> str:
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise InvalidQuestion(
            f"'{shown(code)}' is no currency.",
            mend="Give the three letters of ISO 4217, such as CNY.",
            fields={"currency": "no currency"},
        )
    return code


def answers_of(law: Law, answers: Mapping[str, bool]) -> Mapping[str, bool]:
    """Return answers to open questions, by measure; raise InvalidQuestion for a measure that asks no such thing."""
    for held, said in answers.items():
        measure = law.measures_by_id.get(held)
        by_words = measure is not None and bool(measure.end_uses or measure.end_users)
        by_yes = measure is not None and bool(measure.part or measure.asks or law.may_return(measure))
        if measure is not None and not by_yes and (said or not by_words):
            raise InvalidQuestion(
                f"{held} asks nothing that {'yes' if said else 'no'} answers.",
                mend="Give the end use and the end user as words, in their own fields.",
                fields={"answers": "not a question of this measure"},
            )
        if measure is None:
            raise InvalidQuestion(
                f"'{shown(held)}' is no measure of {law.regime.code}.",
                mend="Answer the open questions by the measure they name.",
                fields={"answers": "unknown measure"},
            )
    return dict(answers)
