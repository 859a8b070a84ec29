"""Stacked bars side by side, and ranges on a scale, as they are drawn as SVG in a template: percents and pixels only.

Knows no fact of any room. A chart is as wide as its page and needs no script; the figures stand in a table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

HEIGHT = 96
"""Pixels of the tallest stack."""
_GAP = 0.12
"""Of a bar's place, how much is left free."""


class Stack(NamedTuple):
    """The values of one bar from below upwards, what it says in words, and where it leads."""

    values: tuple[float, ...]
    label: str
    href: str = ""


class Piece(NamedTuple):
    """A piece of a bar as it is drawn: `y` and `height` in pixels, `tone` is its place in the stack, from 1."""

    y: str
    height: str
    tone: int


class Bar(NamedTuple):
    """A bar as it is drawn, `x` and `width` in percent."""

    x: str
    width: str
    pieces: tuple[Piece, ...]
    label: str
    href: str


class BarChart(NamedTuple):
    """A chart, ready to be drawn; `top` is the value of its upper edge."""

    title: str
    bars: tuple[Bar, ...]
    top: float
    height: int


def bar_chart(title: str, stacks: Sequence[Stack]) -> BarChart:
    """Lay out stacks side by side under a round upper edge.

    >>> chart = bar_chart("decisions", [Stack((1, 2), "week 1"), Stack((0, 4), "week 2")])
    >>> chart.top, chart.bars[0].x, [piece.height for piece in chart.bars[0].pieces]
    (4.0, '3.000%', ['24.0', '48.0'])
    """
    top = round_up(max((sum(stack.values) for stack in stacks), default=0))
    place = 100 / len(stacks) if stacks else 100
    return BarChart(title, tuple(_bar(stack, place, n, top) for n, stack in enumerate(stacks)), top, HEIGHT)


def round_up(value: float) -> float:
    """Return the next round number, of the digits 1, 2, 4, 5 or 10; 1 for nothing.

    >>> round_up(31), round_up(4), round_up(0)
    (40.0, 4.0, 1.0)
    """
    if value <= 0:
        return 1.0
    scale = 10.0 ** math.floor(math.log10(value))
    return next(digit * scale for digit in (1.0, 2.0, 4.0, 5.0, 10.0) if digit * scale >= value * (1 - 1e-12))


def _bar(stack: Stack, place: float, number: int, top: float) -> Bar:
    pieces, below = [], 0.0
    for tone, value in enumerate(stack.values, 1):
        height = HEIGHT * value / top
        below += height
        if value:
            pieces.append(Piece(f"{HEIGHT - below:.1f}", f"{height:.1f}", tone))
    x, width = place * (number + _GAP / 2), place * (1 - _GAP)
    return Bar(f"{x:.3f}%", f"{width:.3f}%", tuple(pieces), stack.label, stack.href)


class Range(NamedTuple):
    """A range on a scale from 0 to its top, and perhaps a point in it, in percent of the width."""

    x: str
    width: str
    point: str


def range_on(top: float, low: float | None, high: float | None, point: float | None = None) -> Range | None:
    """Lay out a range; None where it is not known, and nothing is drawn.

    >>> range_on(1, 0.25, 0.75, 0.5)
    Range(x='25.00%', width='50.00%', point='50.00%')
    """
    low, high = (point if low is None else low), (point if high is None else high)
    if low is None or high is None or top <= 0:
        return None
    at = "" if point is None else f"{100 * point / top:.2f}%"
    return Range(f"{100 * low / top:.2f}%", f"{100 * (high - low) / top:.2f}%", at)
