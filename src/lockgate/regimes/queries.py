"""What the pages read of the regimes beside the answers themselves: one small function a question, nothing is written.

Everything comes from the packs through `shelf`; what an answer says is `determination`'s work, and its words are
`determination.explain`'s.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from lockgate.core import clock
from lockgate.regimes.changes import changes
from lockgate.regimes.control_list import Standing
from lockgate.regimes.determination import Determination, ask, day_of, determine
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.openings import open_question
from lockgate.regimes.determination.outcome import OpenQuestion
from lockgate.regimes.measures import TimeStatus
from lockgate.regimes.pack import Entry
from lockgate.regimes.shelf import codes, law_of
from lockgate.regimes.timeline import TimelineRow
from lockgate.regimes.working_calendar import WorkingCalendar


def regimes() -> list[Law]:
    """Return the law of every regime that comes with Lockgate, by code, the invented ones last."""
    return sorted((law_of(code) for code in codes()), key=lambda law: (law.regime.synthetic, law.regime.code))


def legal_day(law: Law, on: str = "") -> date:
    """Return the day asked about, or the regime's own today, or the last day that the pack knows.

    Raises InvalidQuestion for a word that is no date and for a day before the pack's law.
    """
    return day_of(law, on, clock.today(law.regime.time_zone))


@lru_cache(maxsize=16)
def working_calendar(law: Law) -> WorkingCalendar | None:
    """Return the working days of a regime; None where its pack has no calendar."""
    return WorkingCalendar(law.pack.calendar) if law.pack.calendar else None


def answer(
    law: Law,
    *,
    destination: str,
    entry: str = "",
    goods_code: str = "",
    end_use: tuple[str, ...] = (),
    end_user: tuple[str, ...] = (),
    answers: dict[str, bool] | None = None,
    on: str = "",
) -> Determination:
    """Answer one question in the words of a form. Raises InvalidQuestion naming the faulty field."""
    day = legal_day(law, on)
    question = ask(
        law,
        destination=destination,
        entry=entry,
        goods_code=goods_code,
        end_use=end_use,
        end_user=end_user,
        answers=answers,
    )
    return determine(question, day, law)


def question_about(law: Law, measure: str, on: date) -> OpenQuestion | None:
    """Return the question that a measure asks on a day, or None where it asks none or does not apply then."""
    for rule in law.day(on).rules:
        held = rule.measure
        if held.id == measure:
            cells = {
                "asks": held.asks,
                "part": held.part,
                "dates": rule.unknown,
                "end_use": held.end_uses,
                "end_user": held.end_users,
            }
            return next((open_question(rule, field, law) for field, cell in cells.items() if cell), None)
    return None


def paragraphs_of(law: Law, code: str, on: date) -> list[str]:
    """Return the codes right below `code`: the entries that the pack holds, else the paragraphs that its rules name."""
    held = [child for child in law.control_list.children.get(code, ()) if is_listed(law, child, on)]
    return held or law.day(on).named_below(code)


def standing(law: Law, code: str, on: date) -> Standing:
    """Say how a held entry, or what it is called on that day, stands on the list; listed where any of it is."""
    places = law.control_list.places(code, on)
    return next((place for place in places if place.standing is Standing.LISTED), places[0]).standing


def is_listed(law: Law, code: str, on: date) -> bool:
    """Say whether a held entry, or what it is called on that day, is listed on a day."""
    return standing(law, code, on) is Standing.LISTED


def entry_row(law: Law, code: str, on: date) -> Entry | None:
    """Return the row of a held code that is valid on a day, else its nearest; None for a code never held."""
    rows = law.control_list.periods.get(code, ())
    valid = [row for row in rows if row.valid_from <= on <= row.valid_to]
    later = [row for row in rows if row.valid_from > on]
    return next(iter(valid or later or rows[-1:]), None)


def is_unknown_after(law: Law, row: TimelineRow) -> bool:
    """Say whether a row was suspended and nobody knows what followed, on the day after the law that is known."""
    after = law.regime.law_known_to + timedelta(days=1)
    return law.suspensions.status((row.instrument, *row.measures), after) is TimeStatus.UNKNOWN


def days_of_change(law: Law) -> list[date]:
    """Return the days on which something changed in law, as far as the pack knows, the earliest first."""
    found = changes(law, law.regime.law_from, law.regime.law_known_to)
    return list(dict.fromkeys(change.on for change in found))
