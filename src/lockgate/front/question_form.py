"""The form of the second step: destination, end use, end user and day, filled with what was typed, and its faults."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.core.countries import COUNTRIES
from lockgate.front.asked import Asked
from lockgate.regimes import queries
from lockgate.regimes.determination import InvalidQuestion
from lockgate.regimes.determination.law import Law
from lockgate.web.choice import Choice
from lockgate.web.days_in_words import written_day

_LISTED = "listed:"
_ID_OF = {"answers": "", "parties": ""}
"""Fields of a question that have no field of their own in the form."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the id of the field that it is about; "" where no field of the form is."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """The fields of the second step."""

    destinations: tuple[Choice, ...]
    end_uses: tuple[Choice, ...]
    end_users: tuple[Choice, ...]
    lists: tuple[Choice, ...]
    on: str
    day_hint: str
    hidden: tuple[tuple[str, str], ...]

    @property
    def has_list(self) -> bool:
        """Say whether a party was said to be on a list."""
        return any(choice.chosen for choice in self.lists)


def question_form(law: Law, asked: Asked) -> QuestionForm:
    """Return the form of the second step as it was filled in."""
    return QuestionForm(
        destinations=_destinations(asked.destination or ""),
        end_uses=_words({word: held.label for word, held in law.end_uses.items()}, asked.end_use),
        end_users=_words(
            {word: held.label for word, held in law.end_users.items() if not word.startswith(_LISTED)},
            tuple(word for word in asked.end_user if not word.startswith(_LISTED)),
        ),
        lists=_words(
            {word: held.label for word, held in law.end_users.items() if word.startswith(_LISTED)},
            tuple(word for word in asked.end_user if word.startswith(_LISTED)),
        ),
        on=asked.on,
        day_hint=(
            f"Left empty: {written_day(queries.legal_day(law))}. The pack knows the law "
            f"from {written_day(law.regime.law_from)} to {written_day(law.regime.law_known_to)}."
        ),
        hidden=tuple(asked.pairs(destination=None, end_use=(), end_user=(), on="", change="")),
    )


def faults_of(error: InvalidQuestion) -> list[Fault]:
    """Return what is wrong with a question, ready for the error summary."""
    fields = [_ID_OF.get(name, name) for name in error.fields] or [""]
    return [Fault(fields[0], str(error))]


def _destinations(given: str) -> tuple[Choice, ...]:
    code = given.strip().upper()
    known = sorted(COUNTRIES.values(), key=lambda country: country.name_en)
    choices = [Choice(held.code, f"{held.name_en} {held.name_zh}".rstrip(), held.code == code) for held in known]
    if given and code not in COUNTRIES:
        choices.insert(0, Choice(given, f"“{given}”, which is no country", chosen=True))
    return tuple(choices)


def _words(labels: dict[str, str], given: tuple[str, ...]) -> tuple[Choice, ...]:
    known = [Choice(word, label, chosen=word in given) for word, label in labels.items()]
    unknown = [Choice(word, f"“{word}”, which is no known word", chosen=True) for word in given if word not in labels]
    return (*known, *unknown)
