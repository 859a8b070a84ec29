"""What pages, API and command line read of the regimes: one small function a question, nothing is written.

Everything comes from the packs through `shelf`; what an answer says is `determination`'s work, and its words are
`determination.explain`'s.
"""

from __future__ import annotations

from datetime import date, timedelta

from lockgate.core import clock
from lockgate.regimes.changes import Change, changes
from lockgate.regimes.control_list import Standing
from lockgate.regimes.determination import Determination, ask, day_of, determine
from lockgate.regimes.determination.law import Law, scope_reaches
from lockgate.regimes.determination.openings import open_question
from lockgate.regimes.determination.outcome import OpenQuestion
from lockgate.regimes.measures import TimeStatus
from lockgate.regimes.pack import Entry, Instrument, Measure
from lockgate.regimes.search import Found, search
from lockgate.regimes.shelf import codes, law_of
from lockgate.regimes.timeline import TimelineRow, timeline


def regimes() -> list[Law]:
    """Return the law of every regime that comes with Lockgate, by code."""
    return [law_of(code) for code in codes()]


def legal_day(law: Law, on: str = "") -> date:
    """Return the day asked about, or the regime's own today, or the last day that the pack knows.

    Raises InvalidQuestion for a word that is no date and for a day before the pack's law.
    """
    return day_of(law, on, clock.today(law.regime.time_zone))


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


def takes_yes_or_no(law: Law, measure: str) -> bool:
    """Say whether a measure asks for a yes or no of its own; an end use or an end user is given in words instead."""
    held = law.measures_by_id.get(measure)
    return held is None or bool(held.asks or held.part or law.may_return(held))


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


def codes_above(law: Law, code: str) -> list[str]:
    """Return the held codes above `code`, the topmost first."""
    found: list[str] = []
    parent = law.control_list.periods[code][-1].parent
    while parent and parent not in found:
        found.insert(0, parent)
        parent = law.control_list.periods[parent][-1].parent
    return found


def rules_reaching(law: Law, code: str, on: date) -> list[Measure]:
    """Return the rules of a day whose entries cell reaches a held code, in pack order."""
    listed = is_listed(law, code, on)
    return [rule.measure for rule in law.day(on).rules_about(code) if scope_reaches(rule.measure, code, listed=listed)]


def timeline_of(law: Law) -> list[TimelineRow]:
    """Return what was controlled, to whom, when: a row an instrument, or those of its rules that share one fate."""
    return timeline(law)


def is_unknown_after(law: Law, row: TimelineRow) -> bool:
    """Say whether a row was suspended and nobody knows what followed, on the day after the law that is known."""
    after = law.regime.law_known_to + timedelta(days=1)
    return law.suspensions.status((row.instrument, *row.measures), after) is TimeStatus.UNKNOWN


def changes_between(law: Law, first: date, last: date) -> list[Change]:
    """Return what changed in law from one day to another, both included. Raises Invalid for days before the law."""
    return changes(law, first, last)


def days_of_change(law: Law) -> list[date]:
    """Return the days on which something changed in law, as far as the pack knows, the earliest first."""
    found = changes(law, law.regime.law_from, law.regime.law_known_to)
    return list(dict.fromkeys(change.on for change in found))


def not_encoded(law: Law) -> list[Instrument]:
    """Return the instruments that no entry, rule or suspension rests on: known, and not held as data."""
    pack = law.pack
    used = {row.instrument for row in pack.entries} | {row.instrument for row in pack.measures}
    used |= {row.instrument for row in pack.suspensions} | {row.instrument for row in pack.goods}
    return [instrument for instrument in pack.instruments if instrument.id not in used]


def search_entries(law: Law, text: str, on: date, limit: int = 20) -> list[Found]:
    """Return the entries that match words in any language of the pack, a code or a customs code, the best first."""
    return search(law, text, on, limit)
