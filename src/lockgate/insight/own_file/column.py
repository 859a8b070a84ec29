"""What the columns of a file mean: the data dictionary, from which templates and messages are made."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a cell is written. The values are the words of the dictionary."""

    TEXT = "text"
    DATE = "date, 2025-04-30"
    WHOLE = "whole number, 0 or more"
    AMOUNT = "amount with a point, 0 or more"
    NUMBER = "number"
    UNIT = "unit of UN/ECE Recommendation 20, such as KGM"
    WORD = "one of the words named"


class Column(NamedTuple):
    """A column of a file. `may_be_empty` says what an empty cell means, "" that it may not be empty.

    A column that is not `required` may be missing altogether: then every cell of it is as if empty.
    """

    name: str
    kind: Kind
    meaning: str
    example: str
    may_be_empty: str = ""
    required: bool = True
