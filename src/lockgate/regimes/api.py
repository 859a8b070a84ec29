"""The room's REST routes: regimes as data, and determinations. Thin: every answer comes from `determination`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from lockgate.core import clock
from lockgate.core.errors import Invalid, LockgateError
from lockgate.regimes.changes import change_data, changes
from lockgate.regimes.determination import Party, ask, day_of, determine, explain
from lockgate.regimes.entry_sheet import sheet_data, sheet_of
from lockgate.regimes.regime_summary import summary_data, summary_of
from lockgate.regimes.search import Found, found_data, search
from lockgate.regimes.shelf import codes, law_of

MOST_QUESTIONS = 1000
"""Questions in one request; longer lists go through `lockgate determine-many`."""

router = Router(tags=["regimes"])
Short = Annotated[str, Field(max_length=200)]


class PartyIn(Schema):
    """Another party of the transaction."""

    model_config = ConfigDict(extra="forbid")

    role: Short
    facts: Annotated[list[Short], Field(max_length=50)] = []


class QuestionIn(Schema):
    """One export; what is left out is unknown, never none, and a misspelt field is refused, not left out."""

    model_config = ConfigDict(extra="forbid")

    regime: Short
    destination: Short
    entry: Short = ""
    goods_code: Short = ""
    end_use: Short | Annotated[list[Short], Field(max_length=50)] = []
    end_user: Short | Annotated[list[Short], Field(max_length=50)] = []
    parties: Annotated[list[PartyIn], Field(max_length=50)] = []
    quantity: Short = ""
    unit: Short = ""
    value: Short = ""
    currency: Short = ""
    answers: dict[str, bool] = {}
    on: Short | None = None
    trace: bool = False


@router.post("/determinations", summary="Is a licence needed? One question, or a list of up to 1000.")
def determine_questions(
    request: HttpRequest,
    questions: QuestionIn | Annotated[list[QuestionIn], Field(max_length=MOST_QUESTIONS)],
) -> Any:
    """Answer one question, or each question of a list in its order.

    In a list a question that cannot be answered has the outcome `invalid` with its reason; alone it is a problem.
    """
    if isinstance(questions, list):
        return [_answered_or_invalid(question) for question in questions]
    return _answered(questions)


def _answered_or_invalid(question: QuestionIn) -> dict[str, Any]:
    try:
        return _answered(question)
    except LockgateError as error:
        fields = dict(error.fields) if isinstance(error, Invalid) else {}
        return {"regime": question.regime, "outcome": "invalid", "reasons": [str(error)], "fields": fields}


def _answered(question: QuestionIn) -> dict[str, Any]:
    law = law_of(question.regime)
    on = day_of(law, question.on, clock.today(law.regime.time_zone))
    asked = ask(
        law,
        destination=question.destination,
        entry=question.entry,
        goods_code=question.goods_code,
        end_use=question.end_use,
        end_user=question.end_user,
        parties=[Party(party.role, tuple(party.facts)) for party in question.parties],
        quantity=question.quantity,
        unit=question.unit,
        value=question.value,
        currency=question.currency,
        answers=question.answers,
    )
    return explain.as_data(determine(asked, on, law), law, trace=question.trace)


@router.get("/regimes", summary="The regimes that are held.")
def list_regimes(request: HttpRequest) -> Any:
    """Return each regime with its span of law and how much of it is encoded."""
    return [summary_data(summary_of(law_of(code))) for code in codes()]


@router.get("/regimes/{regime}", summary="One regime.")
def show_regime(request: HttpRequest, regime: str) -> Any:
    """Return a regime: names, authority, span of law, words, lists, counts, what is not encoded."""
    return summary_data(summary_of(law_of(regime)))


@router.get("/regimes/{regime}/entries", summary="Search the control list.")
def search_entries(
    request: HttpRequest,
    regime: str,
    q: Annotated[str, Query(max_length=200)] = "",
    on: Annotated[str | None, Query(max_length=20)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str, Query(max_length=60)] = "",
) -> Any:
    """Find entries by words in any language of the pack, by code or by goods code; without `q` all listed that day.

    `more` says whether entries beyond `limit` were left out; only the list without `q` goes on, at `next_cursor`.
    """
    law = law_of(regime)
    day = day_of(law, on, clock.today(law.regime.time_zone))
    if q:
        hits = search(law, q, day, limit + 1)
        entries = [found_data(found) for found in hits[:limit]]
        return {"entries": entries, "next_cursor": None, "more": len(hits) > limit}
    rows = [row for row in law.control_list.listed_on(day) if row.code > cursor]
    page = rows[:limit]
    return {
        "entries": [
            found_data(
                Found(
                    row.code, row.headings, listed=True, valid_from=row.valid_from, valid_to=row.valid_to, why="listed"
                )
            )
            for row in page
        ],
        "next_cursor": page[-1].code if len(rows) > limit else None,
        "more": len(rows) > limit,
    }


@router.get("/regimes/{regime}/entries/{path:code}", summary="One entry on a day.")
def show_entry(
    request: HttpRequest, regime: str, code: str, on: Annotated[str | None, Query(max_length=20)] = None
) -> Any:
    """Return an entry: headings, whether it is listed that day, succession, and the rules that reach it."""
    law = law_of(regime)
    day = day_of(law, on, clock.today(law.regime.time_zone))
    return sheet_data(law, sheet_of(law, code, day))


@router.get("/regimes/{regime}/changes", summary="What changed in law between two dates.")
def list_changes(request: HttpRequest, regime: str, first: Annotated[date, Query(alias="from")], to: date) -> Any:
    """Return the changes of law from the first day to the last, both included."""
    return [change_data(change) for change in changes(law_of(regime), first, to)]
