"""How figures are written, alike on every page and in a terminal. What is not known is said."""

from __future__ import annotations

from lockgate.core.countries import COUNTRIES

NOT_TOLD = "not told"


def share_with_interval(share: float | None, low: float | None, high: float | None) -> str:
    """Write a share and its interval, where it has one.

    >>> share_with_interval(0.381, 0.353, 0.408), share_with_interval(None, None, None)
    ('38.1% (35.3% to 40.8%)', 'not told')
    """
    if share is None:
        return NOT_TOLD
    return f"{share:.1%}" if low is None or high is None else f"{share:.1%} ({low:.1%} to {high:.1%})"


def shares_between(low: float | None, high: float | None) -> str:
    """Write bounds of a share."""
    if low is None or high is None:
        return NOT_TOLD
    return f"{low:.1%}" if low == high else f"{low:.1%} to {high:.1%}"


def destination_name(code: str) -> str:
    """Write a destination, or a word of a figure's own."""
    return COUNTRIES[code].name_en if code in COUNTRIES else code
