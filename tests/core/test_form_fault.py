"""What pydantic finds wrong with a form is said in words for whoever wrote it, each kind with its own sentence."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lockgate.core.form_fault import sentence_of


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Part(BaseModel):
    size: int = 0


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=3)]
    months: Annotated[int, Field(ge=1, le=60)] = 1
    day: date = date(2026, 1, 1)
    sure: bool = False
    state: State = State.OPEN
    word: Literal["yes", "no"] = "no"
    texts: Annotated[list[str], Field(max_length=2)] = []
    answers: dict[str, bool] = {}
    part: Part = Part()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "This is missing."),
        ({"name": 1.5}, "This is no text. Write it in quotes."),
        ({"name": None}, "This is no text. Write it in quotes."),
        ({"name": "\ud800"}, "This has half a character in it. Write it anew."),
        ({"name": "long"}, "This is longer than 3 characters. Write it shorter."),
        ({"months": "many"}, "This is no whole number."),
        ({"months": 1.5}, "This is no whole number."),
        ({"months": None}, "This is no whole number."),
        ({"months": "9" * 5000}, "This is no whole number that can be kept."),
        ({"months": 0}, "This is too little. The least is 1."),
        ({"months": 61}, "This is too much. The most is 60."),
        ({"day": "soon"}, "This is no day. Write it like 2026-03-31."),
        ({"day": "2026-13-01"}, "This is no day. Write it like 2026-03-31."),
        ({"day": []}, "This is no day. Write it like 2026-03-31."),
        ({"sure": "perhaps"}, "This is neither true nor false."),
        ({"sure": []}, "This is neither true nor false."),
        ({"state": "ajar"}, "This is no word that is known here. Give one of: 'open' or 'closed'."),
        ({"word": "perhaps"}, "This is no word that is known here. Give one of: 'yes' or 'no'."),
        ({"texts": "one"}, "This is no list. Write it in square brackets."),
        ({"texts": ["1", "2", "3"]}, "These are too many. The most is 2."),
        ({"answers": []}, "This has no fields. Write an object with the fields that are asked for."),
        ({"part": 5}, "This has no fields. Write an object with the fields that are asked for."),
        ({"nmae": "x"}, "There is no such field. Look at its spelling, or leave it out."),
    ],
)
def test_every_fault_of_a_form_has_its_sentence(given: dict[str, Any], said: str):
    whole = given if not given or "name" in given else {"name": "one", **given}
    with pytest.raises(ValidationError) as refused:
        Form.model_validate(whole)
    (fault,) = refused.value.errors()
    assert sentence_of(fault) == said
