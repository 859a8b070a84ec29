"""The demo's report as lines of text: what needs a licence where, how it moved, what could not be said and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lockgate.demo.chart import CATEGORIES, Chart, answer_chart, by_category, reading_causes
from lockgate.demo.history import DESTINATIONS, ITEMS, moments, share_of_destinations
from lockgate.regimes.determination import Outcome
from lockgate.regimes.determination.law import Law

WELL_KNOWN = {
    "EAR99": "everything that no entry names",
    "3A991": "most everyday microelectronics",
    "5A992": "mass-market encryption",
    "4A994": "ordinary computers",
    "2B350": "chemical plant equipment",
    "9A610.x": "military aircraft parts",
}
SHORT = {
    ("not_required", ""): "free",
    ("needs_reading", ""): "read",
    ("licence_required", "case by case"): "licence",
    ("licence_required", "stricter review"): "licence, stricter review",
    ("licence_required", "presumption of denial"): "licence, presumed refused",
    ("prohibited", ""): "forbidden",
}


def us_chart(law: Law) -> Chart:
    """Answer every entry that the snapshot lists by every destination of the Chart and the four embargoed."""
    on = law.regime.law_known_to
    # groups.csv does not say who has a row of its own: these two stand in it by footnote 5 and 738.3(b), as China and
    # the United Kingdom. The chart printed has no row for them.
    inherited = {"HK", "KY"}
    destinations = sorted(law.groups.members((law.regime.destination_rows,), on) - inherited)
    # A doubtful entry of this pack is one that the snapshot runs together with another, and EAR99 is no entry.
    entries = [code for code, rows in law.control_list.periods.items() if code != "EAR99" and not rows[0].doubt]
    return answer_chart(law, on, entries, destinations)


def us_lines(law: Law, chart: Chart) -> Iterator[str]:
    """Yield the part about the United States' list."""
    cells = chart.outcomes.size
    yield f"United States, the Commerce Control List on {chart.on}"
    size = f"{len(chart.entries)} entries by {len(chart.destinations)} destinations"
    yield f"{size}: {cells:,} questions, no use or user given"
    for outcome in reversed(Outcome):
        yield f"  {outcome.word:<18}{chart.count(outcome):>9,}  {chart.count(outcome) / cells:6.1%}"
    yield ""
    yield "Share of entries by destinations, by category:                  licence    read    free"
    for digit, entries, share in by_category(chart):
        yield (
            f"  {digit} {CATEGORIES[digit]:<46}{entries:>4} entries"
            f"{share['licence_required']:>8.0%}{share['needs_reading']:>8.0%}{share['not_required']:>8.0%}"
        )
    yield ""
    yield "Share of destinations to which a licence is needed:"
    for code, what in WELL_KNOWN.items():
        needing = share_of_destinations(law, code, chart.on, chart.destinations)
        yield f"  {code:<8} {what:<34}{needing:>8.1%}"
    yield ""
    yield "What could not be said, and why:"
    for cause, count in reading_causes(chart, law).most_common():
        yield f"  {count:>7,}  {cause}"


def china_lines(law: Law) -> Iterator[str]:
    """Yield the part about China's list: a line for each day on which an answer changed."""
    span = f"{law.regime.law_from} to {law.regime.law_known_to}"
    yield f"China, dual-use items, {span}, civil end use, to {', '.join(DESTINATIONS)}"
    before: dict[tuple[str, str], tuple[str, str]] = {}
    for moment in moments(law):
        for item in ITEMS:
            now = [moment.answers[item, to] for to in DESTINATIONS]
            if now != [before.get((item, to)) for to in DESTINATIONS]:
                yield f"  {moment.on}  {item:<32}{_said(now)}"
        before = moment.answers
    yield f"  after {law.regime.law_known_to} nothing is called free: the law known ends there, and no text was found"
    yield f"  on what followed the suspension of {_unknown_after_suspension(law)} notices"


def _unknown_after_suspension(law: Law) -> int:
    """Count the instruments whose suspension ends with nothing known of what followed."""
    notices = {held.id for held in law.pack.instruments}
    return len({held.suspends for held in law.pack.suspensions if held.afterwards == "unknown"} & notices)


def _said(answers: list[tuple[str, str]]) -> str:
    words = [SHORT.get(answer, answer[0]) for answer in answers]
    if len(set(words)) == 1:
        return f"{words[0]} (all three)"
    return "; ".join(f"{to} {word}" for to, word in zip(DESTINATIONS, words, strict=True))


def today_lines(law: Law, destinations: list[str]) -> Iterator[str]:
    """Yield how many destinations need a licence for each item of the history, on the last day known."""
    on: date = law.regime.law_known_to
    yield f"On {on} a licence from China is needed to this share of destinations:"
    for item, code in ITEMS.items():
        yield f"  {item:<32}{share_of_destinations(law, code, on, destinations):>6.0%}"
