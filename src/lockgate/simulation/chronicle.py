"""What happens, written down as it is thought of and told in the order of time, no two things at one moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from lockgate.simulation.happenings import Happening
from lockgate.simulation.parameters import ZONE

OPENS = time(9)
OFFICE_SECONDS = 8 * 3600
"""Offices, firms' and customs' alike, work from nine to five (assumed)."""
_SECOND = timedelta(seconds=1)


def moment(day: date, share: float) -> datetime:
    """Return the moment of a day at which this share (0 to 1) of the office hours has passed, to the second."""
    return datetime.combine(day, OPENS, ZONE) + timedelta(seconds=int(share * OFFICE_SECONDS))


class Chronicle:
    """Keeps happenings. Two at one moment keep the order in which they were written, seconds apart."""

    def __init__(self) -> None:
        self._kept: list[Happening] = []

    def write(self, happening: Happening) -> None:
        """Keep a happening."""
        self._kept.append(happening)

    def in_order(self) -> tuple[Happening, ...]:
        """Return everything in the order of time, its moments strictly increasing by whole seconds."""
        told: list[Happening] = []
        last: datetime | None = None
        for happening in sorted(self._kept, key=lambda kept: kept.at):
            if last is not None and happening.at <= last:
                last += _SECOND
                told.append(replace(happening, at=last))
            else:
                last = happening.at
                told.append(happening)
        return tuple(told)
