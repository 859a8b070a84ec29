"""What an officer does with a case that was taken: read, ask, have it reviewed, announce, propose; a senior confirms.

Every step is lawful in Lockgate: one query at a time and none while a proposal is open; no decision over a ministry
that may still answer, nor over an applicant who may; who proposes is never who confirms.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from lockgate.simulation import wording
from lockgate.simulation.chronicle import moment
from lockgate.simulation.deciding import against, in_favour, returned
from lockgate.simulation.happenings import (
    Confirmed,
    DecidedLine,
    Proposed,
    QueryAnswered,
    QueryAsked,
    RecommendationGiven,
    RefusalAnnounced,
    RefusalAnswered,
    ReviewRequested,
)
from lockgate.simulation.lots import days, stream
from lockgate.simulation.relations import Case
from lockgate.simulation.setting import Setting

VALID_MONTHS = 6
"""Some licences were valid six months (Reuters, 2025-06-06)."""
REVIEW_WORKING_DAYS = 20
"""In which the advising ministry is asked to answer (assumed)."""
ANSWER_WORKING_DAYS = 10
"""In which an announced refusal may be answered: Lockgate's own rule (casework/refusal.py)."""
CONVINCED_SHARE = 0.3
"""Assumed: answers to an announced refusal of a mixed use that convince."""
ANSWERED_SHARE = 0.6
"""Assumed: announced refusals that the exporter answers."""
NO_VIEW_SHARE = 0.2
"""Assumed: recommendations on a civil use that take no side."""
QUERY_DAYS, QUERY_DAYS_AT_MOST = 9, 45
"""Assumed: mean days, and most, until a query is answered."""
DESK_WORKING_DAYS_AT_MOST = 20
"""Assumed: so many working days a file lies on a desk at most."""
REVIEW_WORKING_DAYS_AT_LEAST = 4
"""Assumed: sooner the advising ministry does not answer."""
REFUSAL_ANSWERED_AFTER = 2
"""Assumed: working days that an exporter needs at least to answer an announced refusal."""
CONFIRMED_WITHIN = (1, 3)
"""Assumed: working days between which a senior confirms a proposal, by lot."""


class Desk:
    """Carries taken cases to their decision. `mend` is told of a returned case, `done` of every decided one."""

    def __init__(self, setting: Setting, *, mend: Callable[[Case, date], None], done: Callable[[Case], None]) -> None:
        self._parameters, self._chronicle, self._agenda = setting.parameters, setting.chronicle, setting.agenda
        self._mend, self._done = mend, done
        self._lots = stream(setting.seed, "seniors")

    def begin(self, case: Case, day: date) -> None:
        """Put a case on the desk of the officer who took it."""
        self._later(case, day, self._read)

    def _later(self, case: Case, day: date, step: Callable[[Case, date], None]) -> None:
        on = self._agenda.working_day(day, days(case.lots, self._parameters.desk_days, DESK_WORKING_DAYS_AT_MOST))
        self._agenda.put(on, partial(step, case))

    def _at(self, case: Case, day: date) -> datetime:
        return moment(day, case.lots.uniform(0.02, 0.98))

    def _read(self, case: Case, day: date) -> None:
        if case.faulty:
            self._propose(case, day, wording.RETURNED_REASONS, returned(case))
        elif case.queried:
            self._ask(case, day)
        else:
            self._weigh(case, day)

    def _ask(self, case: Case, day: date) -> None:
        question = wording.question(case.lots)
        self._chronicle.write(QueryAsked(self._at(case, day), case.key, _officer(case), question))
        if case.answers:
            after = days(case.lots, QUERY_DAYS, QUERY_DAYS_AT_MOST)
            self._agenda.put(day + timedelta(days=after), partial(self._answer, case))

    def _answer(self, case: Case, day: date) -> None:
        self._chronicle.write(QueryAnswered(self._at(case, day), case.key, wording.answer(case.lots)))
        self._later(case, day, self._weigh)

    def _weigh(self, case: Case, day: date) -> None:
        if not case.reviewed:
            self._judge(case, day)
            return
        due_on = self._agenda.working_day(day, REVIEW_WORKING_DAYS)
        self._chronicle.write(ReviewRequested(self._at(case, day), case.key, _officer(case), due_on))
        if case.lots.random() < self._parameters.silent_share:
            self._later(case, due_on, self._judge)
        else:
            on = self._agenda.working_day(day, case.lots.randint(REVIEW_WORKING_DAYS_AT_LEAST, REVIEW_WORKING_DAYS - 1))
            self._agenda.put(on, partial(self._recommend, case))

    def _recommend(self, case: Case, day: date) -> None:
        word = {"military": "refuse", "mixed": "refuse", "undetermined": "grant_with_conditions"}.get(
            case.assessment, "no_view" if case.lots.random() < NO_VIEW_SHARE else "grant"
        )
        reasons = wording.RECOMMENDATIONS[word]
        self._chronicle.write(RecommendationGiven(self._at(case, day), case.key, word, reasons))
        self._later(case, day, self._judge)

    def _judge(self, case: Case, day: date) -> None:
        if not case.refusal:
            self._grant(case, day)
            return
        reasons = wording.REASONS_AGAINST[case.refusal]
        self._chronicle.write(RefusalAnnounced(self._at(case, day), case.key, _officer(case), reasons))
        if case.lots.random() < ANSWERED_SHARE:
            on = self._agenda.working_day(day, case.lots.randint(REFUSAL_ANSWERED_AFTER, ANSWER_WORKING_DAYS))
            self._agenda.put(on, partial(self._answer_refusal, case))
        else:
            self._later(case, self._agenda.working_day(day, ANSWER_WORKING_DAYS), self._refuse)

    def _answer_refusal(self, case: Case, day: date) -> None:
        self._chronicle.write(RefusalAnswered(self._at(case, day), case.key, wording.ANSWER_TO_REFUSAL))
        convinced = case.refusal == "mixed" and case.lots.random() < CONVINCED_SHARE
        self._later(case, day, self._grant if convinced else self._refuse)

    def _grant(self, case: Case, day: date) -> None:
        reasons = wording.UNDETERMINED_REASONS if case.assessment == "undetermined" else wording.GRANTED_REASONS
        self._propose(case, day, reasons, in_favour(case, self._parameters.ration_days))

    def _refuse(self, case: Case, day: date) -> None:
        lines = against(case, self._parameters.ration_days)
        self._propose(case, day, wording.REASONS_AGAINST[case.refusal], lines)

    def _propose(self, case: Case, day: date, reasons: str, lines: tuple[DecidedLine, ...]) -> None:
        self._chronicle.write(Proposed(self._at(case, day), case.key, _officer(case), reasons, VALID_MONTHS, lines))
        on = self._agenda.working_day(day, case.lots.randint(*CONFIRMED_WITHIN))
        self._agenda.put(on, partial(self._confirm, case, lines))

    def _confirm(self, case: Case, lines: tuple[DecidedLine, ...], day: date) -> None:
        senior = self._lots.randrange(self._parameters.seniors)
        self._chronicle.write(Confirmed(self._at(case, day), case.key, senior))
        case.decided_on = day
        self._done(case)
        for line in lines:
            if line.outcome.startswith("granted"):
                asked = case.lines[line.line - 1].quantity_kg
                case.granted[line.line] = asked if line.granted_kg is None else line.granted_kg
        if case.granted:
            case.leaves_from = day + timedelta(days=self._parameters.making_days)
        if all(line.outcome == "returned" for line in lines):
            self._mend(case, day)


def _officer(case: Case) -> int:
    assert case.officer is not None, "only a case that was taken lies on a desk"
    return case.officer
