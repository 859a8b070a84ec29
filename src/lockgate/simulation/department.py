"""The department: sixty officers share the hours of a day, take cases in turn, and decide them step by step.

The hours are pooled: a case is taken when the hours for it have come together, by the officer who has the fewest. From
then on each step waits some days on the desk. Before its first licence a maker is vetted, one after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from heapq import heappop, heappush

from lockgate.simulation.chronicle import moment
from lockgate.simulation.desk import Desk
from lockgate.simulation.firms import World
from lockgate.simulation.happenings import Taken, Withdrawn
from lockgate.simulation.lots import days
from lockgate.simulation.parameters import FULL_SIZE, Parameters
from lockgate.simulation.places import SLOW
from lockgate.simulation.relations import Case
from lockgate.simulation.setting import Setting

MID_MAY = date(2025, 5, 16)
PATIENCE_DAYS = 60
"""Who was not even taken after so many days may give up (assumed)."""
PROVINCE_DAYS_AT_MOST = 40
"""No paper stays longer at a province (assumed)."""
LUCK_DAYS_AT_MOST = 150
"""No file falls further behind its turn by lot (assumed)."""


def share_of_hours(day: date, parameters: Parameters) -> float:
    """Return which share of the department's hours goes to these cases on a day."""
    spans = (
        (MID_MAY, parameters.hours_to_mid_may),
        (date(2025, 6, 1), parameters.hours_late_may),
        (date(2025, 7, 1), parameters.hours_june),
        (date(2025, 8, 1), parameters.hours_july),
    )
    return next((share for before, share in spans if day < before), parameters.hours_from_august)


class Department:
    """Takes cases in. `desk` is what happens to a case once it is taken."""

    def __init__(self, setting: Setting, *, world: World, mend: Callable[[Case, date], None]) -> None:
        self._parameters, self._chronicle, self._agenda = setting.parameters, setting.chronicle, setting.agenda
        self._effort = setting.parameters.hours_a_case * FULL_SIZE / setting.size
        self._credit = 0.0
        self._turn = 0.0
        self._vetting = 0.0
        self._exporters = [firm.key for firm in world.exporters]
        self._vetted: set[str] = set()
        self._unvetted: dict[str, list[Case]] = {}
        self._automotive: list[tuple[date, str, Case]] = []
        self._others: list[tuple[date, str, Case]] = []
        self._in_hand = [0] * setting.parameters.officers
        self.desk = Desk(setting, mend=mend, done=self._done)

    def receive(self, case: Case, day: date) -> None:
        """Take an application in: it passes the province, and then waits for its exporter to be vetted, or its turn."""
        at_province = days(case.lots, self._parameters.province_days, PROVINCE_DAYS_AT_MOST)
        self._agenda.put(day + timedelta(days=at_province), partial(self._queue, case))

    def _queue(self, case: Case, _: date) -> None:
        exporter = case.link.exporter.key
        if exporter not in self._vetted:
            self._unvetted.setdefault(exporter, []).append(case)
            return
        assert case.submitted_on is not None, "only what was handed in is queued"
        late = days(case.lots, self._parameters.luck_days, LUCK_DAYS_AT_MOST)
        if case.link.end_user.country in SLOW or case.link.site.firm.country in SLOW:
            late += self._parameters.slow_days
        line = self._automotive if case.is_civil_automotive else self._others
        heappush(line, (case.submitted_on + timedelta(days=late), case.key, case))

    def work(self, day: date) -> None:
        """Spend the hours of a day: vet makers, and take as many cases as there are hours for."""
        if not self._agenda.works(day):
            return
        self._vet(day)
        self._lose_patience(day)
        hours = self._parameters.officers * self._parameters.hours_a_day * share_of_hours(day, self._parameters)
        self._credit += hours
        spent = 0.0
        while self._credit >= self._effort and (self._automotive or self._others):
            case = heappop(self._whose_turn(day))[-1]
            if case.withdrawn_on:
                continue
            self._credit -= self._effort
            spent = min(spent + self._effort, hours)
            self._take(case, day, spent / hours)
        if not self._automotive and not self._others:
            self._credit = min(self._credit, hours)

    def _vet(self, day: date) -> None:
        if day < self._parameters.vetting_begins or len(self._vetted) == len(self._exporters):
            return
        speed = 1.0 if day < MID_MAY else self._parameters.vetting_speed_up
        for exporter in self._exporters[len(self._vetted) : int(self._vetting) + 1]:
            self._vetted.add(exporter)
            for case in self._unvetted.pop(exporter, ()):
                self._queue(case, day)
        self._vetting += speed / self._parameters.vetting_days * len(self._exporters) / self._parameters.exporters

    def _whose_turn(self, day: date) -> list[tuple[date, str, Case]]:
        """From the day of the priority on, civil automotive cases have some of the turns to themselves."""
        if not self._automotive or not self._others:
            return self._automotive or self._others
        if day >= self._parameters.priority_from:
            self._turn += self._parameters.priority_hours
            if self._turn >= 1:
                self._turn -= 1
                return self._automotive
        return min(self._automotive, self._others, key=lambda line: line[0][:2])

    def _take(self, case: Case, day: date, share: float) -> None:
        case.officer = min(range(len(self._in_hand)), key=lambda officer: (self._in_hand[officer], officer))
        self._in_hand[case.officer] += 1
        self._chronicle.write(Taken(moment(day, share), case.key, case.officer))
        self.desk.begin(case, day)

    def _done(self, case: Case) -> None:
        assert case.officer is not None, "only what was taken is done"
        self._in_hand[case.officer] -= 1

    def _lose_patience(self, day: date) -> None:
        for line in (self._automotive, self._others):
            for _, _, case in line:
                if case.withdrawn_on or case.submitted_on is None:
                    continue
                patient = (day - case.submitted_on).days < PATIENCE_DAYS
                if not patient and case.lots.random() < self._parameters.withdrawal_hazard:
                    case.withdrawn_on = day
                    self._chronicle.write(Withdrawn(moment(day, case.lots.random()), case.key))
