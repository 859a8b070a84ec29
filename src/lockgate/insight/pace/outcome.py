"""What ends a line's waiting: the casework's own outcomes, and the words that every table of pace keeps to."""

from enum import IntEnum
from typing import Final

GRANTED: Final = "granted"
"""The word for granted in files; every other outcome may be called as its authority calls it."""
GRANTED_WITH_CONDITIONS: Final = "granted_with_conditions"
"""What casework calls a grant with conditions: a grant, in files as in the facts."""
ANY: Final = "any"
"""The word for all that ended, in whatever way; no outcome may be called so."""
STILL_PENDING: Final = "pending"
"""What the outcome of a row without a day of decision may say, instead of being empty."""


class Outcome(IntEnum):
    """What became of a line in casework. The codes stand in arrays; 0 is always pending, whatever the others mean."""

    PENDING = 0
    GRANTED = 1
    REFUSED = 2
    RETURNED = 3
    WITHDRAWN = 4


OUTCOMES = (Outcome.GRANTED, Outcome.REFUSED, Outcome.RETURNED, Outcome.WITHDRAWN)
"""What ends a line's waiting."""
