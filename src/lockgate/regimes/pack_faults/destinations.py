"""Faults of groups.csv, of the destinations that measures name, and of calendar.csv."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lockgate.core.countries import COUNTRIES
from lockgate.regimes.fault import Fault
from lockgate.regimes.pack import CalendarDay, Pack
from lockgate.regimes.working_calendar import SATURDAY

_COUNTRY = "Give the two capital letters of ISO 3166, or XK."


def faults_of_destinations(pack: Pack) -> Iterator[Fault]:
    """Find members and destinations that are no country, groups that are not declared, and doubled calendar days."""
    groups = {row.group for row in pack.groups} | set(pack.regime.group_labels)
    yield from _faults_of_groups(pack, groups)
    for measure in pack.measures:
        for name in (*measure.destinations, *measure.except_destinations):
            if name not in groups and name not in COUNTRIES:
                what = f"{measure.id} names '{name}', neither a group nor a country."
                mend = "Correct it, or declare the group in groups.csv or under [groups] in regime.toml."
                yield Fault("measures.csv", measure.line, what, mend)
    yield from _faults_of_calendar(pack)


def _faults_of_groups(pack: Pack, groups: set[str]) -> Iterator[Fault]:
    lines = {row.group: row.line for row in reversed(pack.groups)}
    for group in sorted(groups):
        if group in COUNTRIES or ";" in group or group in ("all", "any"):
            what = f"The group '{group}' has a name that means something else in a cell."
            file = "groups.csv" if group in lines else "regime.toml"
            mend = "Choose a name that is no country, no 'all' and holds no ';'."
            yield Fault(file, lines.get(group, 0), what, mend, key="" if group in lines else f"groups.{group}")
    for row in pack.groups:
        if row.member not in COUNTRIES:
            hint = " A group cannot hold another: name its members." if row.member in groups else ""
            what = f"The member '{row.member}' of {row.group} is no country."
            yield Fault("groups.csv", row.line, what, _COUNTRY + hint)


def _faults_of_calendar(pack: Pack) -> Iterator[Fault]:
    days: dict[date, CalendarDay] = {}
    for row in pack.calendar:
        if row.date in days:
            what = f"{row.date} stands in line {days[row.date].line} too."
            yield Fault("calendar.csv", row.line, what, "Keep one of the rows.")
        days.setdefault(row.date, row)
        if row.kind == "working_weekend" and row.date.weekday() < SATURDAY:
            what = f"{row.date} is called a working weekend but is neither Saturday nor Sunday."
            yield Fault("calendar.csv", row.line, what, "Correct the date or remove the row.", grave=False)
