"""Which rules apply on a day: dates, suspensions and country groups.

A measure's dates and suspensions give its status on a day; groups are opened into plain sets of destinations.
`law` joins this with the control list.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

from lockgate.regimes.pack import Doubt, GroupMember, Measure, Suspension, worst_doubt


class TimeStatus(IntEnum):
    """A measure's status on a day. UNKNOWN: a suspension has ended and no text says what followed."""

    NOT_YET = 0
    ENDED = 1
    SUSPENDED = 2
    IN_FORCE = 3
    UNKNOWN = 4


class Suspensions:
    """The suspensions of a pack, asked by the id of a measure or an instrument."""

    def __init__(self, rows: tuple[Suspension, ...]) -> None:
        """Index the rows by what they suspend."""
        self._rows: dict[str, tuple[Suspension, ...]] = {}
        for row in sorted(rows, key=lambda row: row.valid_from):
            self._rows[row.suspends] = (*self._rows.get(row.suspends, ()), row)

    def of(self, *ids: str) -> tuple[Suspension, ...]:
        """Return every suspension of any of the measures or instruments named, by date."""
        return tuple(row for held in ids for row in self._rows.get(held, ()))

    def last_begun(self, ids: tuple[str, ...], on: date) -> Suspension | None:
        """Return the suspension that began last before or on a day; one that still runs comes first."""
        begun = [row for row in self.of(*ids) if row.valid_from <= on]
        return max(begun, key=lambda row: (row.valid_to >= on, row.valid_from), default=None)

    def status(self, ids: tuple[str, ...], on: date) -> TimeStatus:
        """Say whether any of `ids` is suspended on a day, or was with an unknown end, or is in force."""
        unknown = False
        for held in ids:
            last = self.last_begun((held,), on)
            if last is not None and on <= last.valid_to:
                return TimeStatus.SUSPENDED
            unknown = unknown or (last is not None and last.afterwards == "unknown")
        return TimeStatus.UNKNOWN if unknown else TimeStatus.IN_FORCE


def status_on(measure: Measure, suspensions: Suspensions, on: date) -> TimeStatus:
    """Say whether `measure` applies on a day, as far as dates tell."""
    if on < measure.valid_from:
        return TimeStatus.NOT_YET
    if on > measure.valid_to:
        return TimeStatus.ENDED
    return suspensions.status((measure.id, measure.instrument), on)


class Groups:
    """Dated country groups; a name that is no group stands for the destination itself."""

    def __init__(self, rows: tuple[GroupMember, ...], labels: dict[str, str]) -> None:
        """Index the members by group; groups that are only labelled are held as empty."""
        self._rows: dict[str, list[GroupMember]] = {name: [] for name in labels}
        for row in rows:
            self._rows.setdefault(row.group, []).append(row)
        self._doubts: dict[str, Doubt] = {}
        for row in rows:
            self._doubts[row.member] = worst_doubt(row.doubt, self._doubts.get(row.member, ""))

    def __contains__(self, name: str) -> bool:
        """Say whether `name` is a group."""
        return name in self._rows

    def members(self, names: tuple[str, ...], on: date) -> frozenset[str]:
        """Open names of groups and destinations into the destinations that they stand for on a day."""
        opened: set[str] = set()
        for name in names:
            if name in self._rows:
                opened.update(row.member for row in self._rows[name] if row.valid_from <= on <= row.valid_to)
            else:
                opened.add(name)
        return frozenset(opened)

    def doubt_of(self, member: str) -> Doubt:
        """Return the gravest doubt about any membership of a destination."""
        return self._doubts.get(member, "")

    def change_days(self) -> set[date]:
        """Return the days on which membership may change."""
        rows = [row for held in self._rows.values() for row in held]
        return {row.valid_from for row in rows} | {
            row.valid_to + timedelta(days=1) for row in rows if row.valid_to < date.max
        }
