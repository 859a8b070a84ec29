"""What is wrong with a form that came over REST or stands in a file, in the words of whoever wrote it.

Pydantic finds the fault and speaks to programmers; here each kind that can occur has a sentence, with its mend.
"""

from collections.abc import Mapping
from typing import Any

_SENTENCES = {
    "missing": "This is missing.",
    "extra_forbidden": "There is no such field. Look at its spelling, or leave it out.",
    "string_type": "This is no text. Write it in quotes.",
    "string_unicode": "This has half a character in it. Write it anew.",
    "string_too_long": "This is longer than {max_length} characters. Write it shorter.",
    "bool_type": "This is neither true nor false.",
    "bool_parsing": "This is neither true nor false.",
    "int_type": "This is no whole number.",
    "int_parsing": "This is no whole number.",
    "int_parsing_size": "This is no whole number that can be kept.",
    "int_from_float": "This is no whole number.",
    "greater_than_equal": "This is too little. The least is {ge}.",
    "less_than_equal": "This is too much. The most is {le}.",
    "list_type": "This is no list. Write it in square brackets.",
    "too_long": "These are too many. The most is {max_length}.",
    "date_type": "This is no day. Write it like 2026-03-31.",
    "date_parsing": "This is no day. Write it like 2026-03-31.",
    "date_from_datetime_parsing": "This is no day. Write it like 2026-03-31.",
    "enum": "This is no word that is known here. Give one of: {expected}.",
    "literal_error": "This is no word that is known here. Give one of: {expected}.",
    "model_attributes_type": "This has no fields. Write an object with the fields that are asked for.",
    "model_type": "This has no fields. Write an object with the fields that are asked for.",
    "dict_type": "This has no fields. Write an object with the fields that are asked for.",
}


def sentence_of(fault: Mapping[str, Any]) -> str:
    """Return what is wrong at one place, from a fault as pydantic tells it.

    >>> sentence_of({"type": "string_too_long", "msg": "String should have…", "ctx": {"max_length": 40}})
    'This is longer than 40 characters. Write it shorter.'
    """
    said = _SENTENCES.get(fault["type"])
    return said.format_map(fault.get("ctx", {})) if said else f"{fault['msg']}."
