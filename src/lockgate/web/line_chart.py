"""Curves over days with a band, as they are drawn as SVG in a template. Knows no fact of any room.

Points are laid out on a field of 1000 by 300 that the drawing stretches to its width; words stand outside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 1000, 300


class Point(NamedTuple):
    """A value at a place of the axis, perhaps with the band around it. The line goes straight past one not known."""

    at: float
    value: float | None
    low: float | None = None
    high: float | None = None


class Curve(NamedTuple):
    """A curve as it is drawn: the points of its line and of the edge of its band, "" where it has none."""

    line: str
    band: str
    tone: int


class LineChart(NamedTuple):
    """A chart, ready to be drawn: `marks` are places across it in percent, with words."""

    curves: tuple[Curve, ...]
    marks: tuple[tuple[str, str], ...]
    width: int
    height: int


def line_chart(
    curves: Sequence[Sequence[Point]], *, right: float, top: float, marks: Sequence[tuple[float, str]] = ()
) -> LineChart:
    """Lay out curves between 0 and `right`, 0 and `top`.

    >>> line_chart([[Point(0, 0), Point(10, 0.5)]], right=10, top=1).curves[0].line
    '0,300 1000,150'
    """
    drawn = tuple(_curve(points, right, top, tone) for tone, points in enumerate(curves, 1))
    return LineChart(drawn, tuple((f"{100 * at / right:.2f}%", words) for at, words in marks), WIDTH, HEIGHT)


def _curve(points: Sequence[Point], right: float, top: float, tone: int) -> Curve:
    def place(at: float, value: float) -> str:
        return f"{WIDTH * at / right:.4g},{HEIGHT * (1 - value / top):.4g}"

    line = " ".join(place(one.at, one.value) for one in points if one.value is not None)
    upper = [place(one.at, one.high) for one in points if one.high is not None and one.low is not None]
    lower = [place(one.at, one.low) for one in points if one.low is not None and one.high is not None]
    return Curve(line, " ".join([*upper, *reversed(lower)]), tone)
