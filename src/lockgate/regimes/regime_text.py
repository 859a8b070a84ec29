"""The text that `lockgate regime` prints, 96 columns wide, without colour: summaries, sheets, changes, checks.

Words only; the facts are worked out in `regime_summary`, `entry_sheet`, `changes` and `pack_check`.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from lockgate.regimes.changes import Change, is_one_day
from lockgate.regimes.control_list import Place, Standing, reaches
from lockgate.regimes.determination.explain import doubtful
from lockgate.regimes.determination.law import Law
from lockgate.regimes.entry_sheet import EntrySheet, role_of
from lockgate.regimes.measure_words import alike, instrument_label, measures_in_words, shortened
from lockgate.regimes.pack import DOUBTS, FOR_EVER, SINCE_EVER, Measure, Regime, worst_doubt
from lockgate.regimes.regime_summary import Encoding, RegimeSummary

if TYPE_CHECKING:
    from lockgate.regimes.pack_check import PackCheck

WIDTH = 96
_NUMBER = "No.\u00a0"
"""A number stays with its sign when lines are broken."""
_ENCODED = {
    Encoding.WHOLE: "whole: every rule of theirs is certain",
    Encoding.IN_PART: "in part: some rules are certain, some are not",
    Encoding.READING: "as reading: no rule is certain",
    Encoding.NONE: "without a rule of their own",
}
_ROLES = {
    "requirement": "Rules of the item",
    "review": "Review policy",
    "way": "Ways to satisfy a requirement",
    "duty": "Duties",
}
_STANDINGS = {
    Standing.SUSPENDED: "not listed: ",
    Standing.UNKNOWN: "not certain: ",
    Standing.EARLIER_LAW: "not certain: ",
    Standing.LATER_CODE: "not certain: ",
}


# --- Regimes ------------------------------------------------------------------------------------------------------


def list_text(summaries: list[RegimeSummary]) -> str:
    """Return the regimes as a list, two lines each."""
    lines = []
    for summary in summaries:
        regime = summary.regime
        lines += _wrapped(f"{regime.code}  {_name(regime)}{' (invented)' if regime.synthetic else ''}", indent=4)
        rows = summary.rows
        held = "held complete" if regime.complete else "held in part"
        counted = f"{summary.codes} entries, {rows['measures']} measures, {held}"
        lines += _wrapped(f"    law of {_span(regime)}; {counted}", indent=4)
    return "\n".join(lines)


def summary_text(summary: RegimeSummary) -> str:
    """Return a regime in figures."""
    regime = summary.regime
    lines = _wrapped(f"{regime.code}  {' · '.join(regime.names.values())}", indent=4)
    if regime.synthetic:
        lines.append("This regime is invented (synthetic data): nobody's law.")
    lines += _wrapped(regime.authority)
    held = "complete" if regime.complete else "in part: a code that is not held needs reading"
    lines += _wrapped(f"Law of {_span(regime)} ({regime.time_zone}). The control list is held {held}.")
    lines += ["", "Held"]
    lines += [f"  {count:>6,}  {name}" for name, count in summary.rows.items() if count]
    lines += ["", f"Listed on {summary.on}: {summary.listed:,} entries, of which are encoded"]
    for encoding, count in summary.encoded.items():
        if count or encoding is not Encoding.NONE:
            lines.append(f"  {count:>6,}  {_share(count, summary.listed)}  {_ENCODED[encoding]}")
    lines += _section(
        f"Measures on a list that is not held ({len(summary.unheld_scopes)})",
        [f"{measure.id}: {measure.citation}" for measure in summary.unheld_scopes],
    )
    lines += _section(
        "In doubt",
        [
            f"{name}: {', '.join(f'{count} {doubt} ({DOUBTS[doubt]})' for doubt, count in counts.items())}"
            for name, counts in summary.doubts.items()
        ],
        none="nothing",
    )
    lines += _section(
        f"Instruments not encoded ({len(summary.not_encoded)})",
        [f"{held.id}: {' · '.join(filter(None, (held.number, _title(held.titles))))}" for held in summary.not_encoded],
        none="none",
    )
    return "\n".join(lines)


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:>5.1f} %" if of else "    – %"


def _name(regime: Regime) -> str:
    return _title(regime.names) or regime.code


def _title(words: Mapping[str, str]) -> str:
    return words.get("en") or next(iter(words.values()), "")


def _span(regime: Regime) -> str:
    if regime.law_from == regime.law_known_to:
        return f"one day, {regime.law_from}"
    return f"{regime.law_from} to {regime.law_known_to}"


# --- One entry ----------------------------------------------------------------------------------------------------


def sheet_text(law: Law, sheet: EntrySheet) -> str:
    """Return what the pack says of an entry on a day."""
    headings = " · ".join(sheet.headings.values()) or "(no heading)"
    lines = _wrapped(f"{sheet.code}  {headings}", indent=4)
    if sheet.asked != sheet.code:
        lines += _wrapped(f"{sheet.asked} stands below {sheet.code}; that paragraph is not held by itself.")
    lines += ["", f"{_name(law.regime)}, on {sheet.on}"]
    if law.regime.synthetic:
        lines.append("This regime is invented (synthetic data): nobody's law.")
    lines += _bullets([_standing(law, place) for place in sheet.places])
    if sheet.on > law.regime.law_known_to:
        lines += _bullets([f"{sheet.on} lies after {law.regime.law_known_to}, the last day whose law is known."])
    lines += _section("Above it", [f"{row.code} {_title(row.headings)}" for row in sheet.above])
    lines += _section("Below it", [", ".join(sheet.below)] if sheet.below else [])
    succession = [f"continues {code}" for code in sheet.continues]
    succession += [f"went on as {code}" for code in sheet.continued_by]
    if len(sheet.periods) > 1:
        succession += [f"listed {_from_to(row.valid_from, row.valid_to)}" for row in sheet.periods]
    lines += _section("Succession", succession)
    lines += _section(
        "Suspensions of the notice that lists it",
        [
            f"{_from_to(held.valid_from, held.valid_to)} by {held.citation}"
            + ("; no text on what followed is held" if held.afterwards == "unknown" else "")
            + doubtful(held.doubt)
            for held in sheet.suspensions
        ],
    )
    lines += _rules(law, sheet)
    lines += _section(
        "Customs codes",
        [f"{held.goods_code} ({held.relation}) for {held.entry}{doubtful(held.doubt)}" for held in sheet.goods],
    )
    return "\n".join(lines)


def _standing(law: Law, place: Place) -> str:
    row = place.row
    by = instrument_label(law, row.instrument)
    followed = f"as {row.code}, " if len(place.path) > 1 else ""
    when = _from_to(row.valid_from, row.valid_to)
    said = f"{_STANDINGS.get(place.standing, '')}{place.standing.value} ({by})"
    said = f"listed by {by}" if place.standing is Standing.LISTED else said
    return f"{followed}{said}, valid {when}{doubtful(row.doubt)}"


def _rules(law: Law, sheet: EntrySheet) -> list[str]:
    own = [rule.measure for rule in sheet.rules if not rule.general]
    general = [rule.measure for rule in sheet.rules if rule.general]
    unknown = {rule.measure.id for rule in sheet.rules if rule.unknown}
    lines: list[str] = []
    for role, title in _ROLES.items():
        held = [measure for measure in own if role_of(measure.kind) == role]
        none = "none" if role == "requirement" and not general else ""
        lines += _section(title, _told(law, sheet, held, unknown), none=none)
    lines += _section("Rules about every listed entry, or any item", _told(law, sheet, general, unknown))
    return lines + _section("Suspended that day", _told(law, sheet, list(sheet.suspended), unknown))


def _told(law: Law, sheet: EntrySheet, measures: list[Measure], unknown: set[str]) -> list[str]:
    """Put rules into words; the item is `it`, unless a rule speaks of paragraphs of it only."""
    codes = {sheet.asked, *(place.row.code for place in sheet.places)}
    told = []
    for held in alike(measures):
        first = held[0]
        whole = any(prefix in ("*", "any") or any(reaches(prefix, code) for code in codes) for prefix in first.entries)
        below = [prefix for prefix in first.entries if any(reaches(code, prefix) for code in codes)]
        reason = f"{first.reason}: " if first.reason else ""
        after = "; it was suspended before, and what followed is not known" if first.id in unknown else ""
        said = measures_in_words(law, held, "it" if whole else shortened(below))
        told.append(f"{reason}{said}{after} [{first.citation}]{doubtful(worst_doubt(*(one.doubt for one in held)))}")
    return told


def _from_to(first: date, last: date) -> str:
    begins = "since before the pack's law" if first == SINCE_EVER else f"from {first}"
    return begins + ("" if last == FOR_EVER else f" to {last}")


# --- Changes ------------------------------------------------------------------------------------------------------


def diff_text(law: Law, first: date, last: date, changes: list[Change]) -> str:
    """Return what changed in law, a paragraph a day."""
    regime = law.regime
    if is_one_day(law):
        return "\n".join(
            _wrapped(f"The pack {regime.code} knows the law of one day, {regime.law_from}: no change can be told.")
        )
    lines = _wrapped(f"{_name(regime)}, {first} to {last}")
    if regime.synthetic:
        lines.append("This regime is invented (synthetic data): nobody's law.")
    for day in dict.fromkeys(change.on for change in changes):
        told = [f"{change.sentence}{doubtful(change.doubt)}" for change in changes if change.on == day]
        lines += ["", str(day), *_bullets(told)]
    if not changes:
        lines += ["", "Nothing changed in the law that the pack knows."]
    if last > regime.law_known_to:
        lines += ["", *_wrapped(f"The pack knows the law to {regime.law_known_to}; later changes may be missing.")]
    return "\n".join(lines)


# --- Checks -------------------------------------------------------------------------------------------------------


def check_text(folder: str, check: PackCheck) -> str:
    """Return what the checks of a pack found, one line a fault, the cases last."""
    grave = [fault for fault in check.faults if fault.grave]
    remarks = [fault for fault in check.faults if not fault.grave]
    lines = []
    for title, faults in (("Faults", grave), ("Remarks", remarks)):
        if faults:
            # Not wrapped: an editor finds the place by the first word of the line.
            lines += [f"{title} ({len(faults)}):", *(str(fault) for fault in faults), ""]
    if check.cases is None:
        lines.append("The cases were not run: mend the faults first.")
    else:
        failed = check.cases.failures
        for failure in failed:
            lines += _wrapped(f"cases.yaml:{failure.line}: {failure.name}")
            lines += _bullets(
                [f"expected {failure.expected}{f' ({failure.law})' if failure.law else ''}", f"got {failure.got}"]
            )
            lines += _bullets([f"because {reason}" for reason in failure.reasons[:3]])
        lines.append(f"Cases: {check.cases.cases}, failed: {len(failed)}.")
    lines += _wrapped(f"{folder}: {'sound' if check.passed else 'not fit for use'}.")
    return "\n".join(lines)


# --- Layout -------------------------------------------------------------------------------------------------------


def _section(title: str, rows: list[str], *, none: str = "") -> list[str]:
    if rows:
        return ["", title, *_bullets(rows)]
    return ["", f"{title}: {none}"] if none else []


def _bullets(sentences: list[str]) -> list[str]:
    return [line for sentence in sentences for line in _wrapped(sentence, first="  - ", indent=4)]


def _wrapped(text: str, *, first: str = "", indent: int = 0) -> list[str]:
    """Break a text into lines; ideographs take two columns, so a text full of them gets fewer characters a line."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    width = WIDTH - round(WIDTH * wide / (len(text) + wide)) if wide else WIDTH
    broken = textwrap.wrap(
        text.replace("No. ", _NUMBER),
        width=max(width, 40),
        initial_indent=first,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_NUMBER, "No. ") for line in broken]
