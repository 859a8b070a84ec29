"""How the figures of a report are written, alike on its page and in a terminal. What is not known is said."""

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


def days_between(low: float, high: float) -> str:
    """Write bounds of a number of days, whole."""
    return f"{low:,.0f}" if round(low) == round(high) else f"{low:,.0f} to {high:,.0f}"


def fitted_figure(value: float | None, unit: str) -> str:
    """Write a figure of the fit in its unit."""
    if value is None:
        return NOT_TOLD
    return f"{value:.1%}" if unit == "share" else f"{value:,.0f} {unit}"


def fitted_error(value: float | None, unit: str) -> str:
    """Write model less reported, with its sign; of shares in percentage points.

    >>> fitted_error(-0.034, "share"), fitted_error(303.2, "t")
    ('-3.4 points', '+303 t')
    """
    if value is None:
        return NOT_TOLD
    return f"{100 * value:+.1f} points" if unit == "share" else f"{value:+,.0f} {unit}"


def destination_name(code: str) -> str:
    """Write a destination, or one of the report's own words."""
    return COUNTRIES[code].name_en if code in COUNTRIES else code


def how_many(count: int, one: str, several: str = "") -> str:
    """Write a count with its noun.

    >>> how_many(1, "site"), how_many(1200, "site")
    ('1 site', '1,200 sites')
    """
    return f"{count:,} {one if count == 1 else several or one + 's'}"
