"""Lays spans of days on one time axis, for charts that are drawn as SVG in a template.

Knows no fact of any room: a span is two days, a tone and a sentence. Places are percent of the width, so that a
drawing is as wide as its page and needs no script.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LEAST_WIDTH = 0.6
"""Percent; a shorter span is drawn this wide, or nobody would see it."""
ROOM_FOR_A_YEAR = 6
"""Percent that the four digits of a year need."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days, both ends included. `tone` chooses the drawing, `label` says it in words."""

    first: date
    last: date
    tone: str
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as it is drawn: its left edge and its width in percent."""

    x: str
    width: str
    span: Span


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the chart, with the words at its head; no words for a minor one."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From which day to which day a chart reaches, both included."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Return where a day begins, in percent of the width; a day outside lies on the edge."""
        held = min(max(day, self.first), self.last + _DAY)
        return 100 * (held - self.first).days / ((self.last - self.first).days + 1)

    def bar(self, span: Span) -> Bar | None:
        """Return a span as it is drawn, cut at the edges; None for one that lies outside."""
        if span.last < self.first or span.first > self.last:
            return None
        left = self.place(span.first)
        right = self.place(span.last + _DAY if span.last < self.last else self.last + _DAY)
        width = max(right - left, LEAST_WIDTH)
        return Bar(_percent(min(left, 100 - width)), _percent(width), span)

    def tick(self, day: date, label: str = "") -> Tick:
        """Return a line at the beginning of a day."""
        return Tick(_percent(self.place(day)), label)

    def years(self) -> list[Tick]:
        """Return a tick a year with its number, the first at the edge, and a minor one a quarter."""
        ticks = [self.tick(self.first, str(self.first.year))]
        for year in range(self.first.year, self.last.year + 1):
            for month in (1, 4, 7, 10):
                day = date(year, month, 1)
                if self.first < day <= self.last:
                    ticks.append(self.tick(day, str(year) if month == 1 else ""))
        return _without_crowding(ticks)


def _without_crowding(ticks: list[Tick]) -> list[Tick]:
    """Drop words that would run into the next ones or beyond the edge."""
    labelled = [tick for tick in ticks if tick.label]
    ends = [*(float(tick.x.rstrip("%")) for tick in labelled[1:]), 100.0]
    crowded = {
        tick.x for tick, end in zip(labelled, ends, strict=True) if end - float(tick.x.rstrip("%")) < ROOM_FOR_A_YEAR
    }
    return [Tick(tick.x, "" if tick.x in crowded else tick.label) for tick in ticks]


def _percent(number: float) -> str:
    return f"{number:.3f}%"
