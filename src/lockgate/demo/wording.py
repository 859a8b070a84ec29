"""How the figures of a report are written, alike on its page and in a terminal. What is not known is said."""

from __future__ import annotations

from lockgate.insight.wording import NOT_TOLD


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


def how_many(count: int, one: str, several: str = "") -> str:
    """Write a count with its noun.

    >>> how_many(1, "site"), how_many(1200, "site")
    ('1 site', '1,200 sites')
    """
    return f"{count:,} {one if count == 1 else several or one + 's'}"
