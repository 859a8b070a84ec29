"""What a claim's value and its reading write alike: percent, and digits that two readers take for two numbers."""

import re

PERCENT = r"%|per cent|percent"
"""The words for percent, as a part of a pattern."""
_THREE_AFTER_A_POINT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def may_be_thousands(count: str) -> bool:
    """Tell whether the point of a count, as in 1.500, may part thousands as well as decimals."""
    return bool(_THREE_AFTER_A_POINT.fullmatch(count))
