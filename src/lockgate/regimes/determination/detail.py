"""The columns beside the outcome: reasons, requirements and open questions of each row, as JSON.

Each distinct question is answered once by `determine`; the pieces that repeat between answers (a requirement, an
open question) are written once. Used by `files` for whole tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from lockgate.regimes.determination import explain
from lockgate.regimes.determination.asking import ask, day_of
from lockgate.regimes.determination.engine import determine
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.outcome import OpenQuestion, Requirement
from lockgate.regimes.determination.question import InvalidQuestion

MOST_KEPT = 200_000
"""Distinct answers kept in memory before the shelf is emptied."""


class Detail(NamedTuple):
    """One row's answer in words: the outcome, and three JSON arrays."""

    outcome: str
    reasons: str
    requirements: str
    open_questions: str


def invalid_detail(sentence: str) -> Detail:
    """Return the detail of a row that cannot be answered, with the reason why."""
    return Detail("invalid", _json([sentence]), "[]", "[]")


class Details:
    """Answers rows of words one by one, each distinct row once."""

    def __init__(self, law: Law, *, on: date | None, today: date) -> None:
        """Answer by `law`; `on` is the day for rows without one of their own."""
        self._law, self._today = law, today
        self._default = day_of(law, on, today)
        self._answers: dict[tuple[str, ...], Detail] = {}
        self._pieces: dict[Any, str] = {}

    def of(self, rows: Sequence[tuple[str, str, str, str, str, str]]) -> list[Detail]:
        """Return the detail of each row of (destination, entry, goods code, end use, end user, day)."""
        answers = self._answers
        if len(answers) > MOST_KEPT:
            answers.clear()
            self._pieces.clear()
        details: list[Detail] = []
        for row in rows:
            held = answers.get(row)
            if held is None:
                held = answers[row] = self._answered(*row)
            details.append(held)
        return details

    def _answered(self, destination: str, entry: str, goods_code: str, end_use: str, end_user: str, on: str) -> Detail:
        law = self._law
        try:
            day = day_of(law, on, self._today) if on else self._default
            question = ask(
                law, destination=destination, entry=entry, goods_code=goods_code, end_use=end_use, end_user=end_user
            )
        except InvalidQuestion as error:
            return invalid_detail(str(error))
        determination = determine(question, day, law)
        return Detail(
            determination.outcome.word,
            _json(explain.reasons(determination)),
            self._joined(determination.requirements, _requirement),
            self._joined(determination.open_questions, _open_question),
        )

    def _joined(self, held: Sequence[Any], written: Callable[[Any], str]) -> str:
        pieces = self._pieces
        parts: list[str] = []
        for one in held:
            part = pieces.get(one)
            if part is None:
                part = pieces[one] = written(one)
            parts.append(part)
        return f"[{', '.join(parts)}]"


def _requirement(held: Requirement) -> str:
    data = explain.requirement_data(held)
    return _json({key: data[key] for key in ("measure", "reason", "review_policy", "citation", "doubt")})


def _open_question(held: OpenQuestion) -> str:
    data = explain.open_question_data(held)
    return _json({key: data[key] for key in ("asks", "raises_to", "citation")})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
