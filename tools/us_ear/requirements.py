"""Turns the requirement rows of the Control List into measures.

Each row is a scope (scope.py, or scopes.csv where the scope is prose) and a cell (chart.py). `unsaid` adds what no
row says; `derive` calls both.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tools.us_ear.chart import is_united_nations, read_cell
from tools.us_ear.measure import LONGEST_TEXT, Measure, from_cells
from tools.us_ear.scope import Scope, parse_scope, statement, tidy
from tools.us_ear.source import Eccn, Row, UnexpectedSource

SCOPES = Path(__file__).parent / "scopes.csv"

UNITED_NATIONS = ("FN 1", "D:5")
"""Destinations for which the Security Council's measures have to be read; elsewhere they are a question."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One rule of one row of an entry. A rule of the UN Security Council is gathered with all others of its kind."""

    code: str
    measure: Measure
    united_nations: bool = False


class EditorialScopes:
    """The table scopes.csv: what prose scopes cover, checked row by row against the text of the list."""

    def __init__(self, codes: Iterable[str]) -> None:
        """Read the table's rows for the given entries."""
        held = set(codes)
        with SCOPES.open(encoding="utf-8", newline="") as file:
            self._rows = [row for row in csv.DictReader(file) if row["eccn"] in held]
        self._used: set[tuple[str, str]] = set()

    def of(self, code: str, control: str) -> list[dict[str, str]]:
        """Return the rows for a requirement of an entry: none, one, or several halves."""
        found = [row for row in self._rows if row["eccn"] == code and tidy(control).startswith(tidy(row["control"]))]
        self._used |= {(row["eccn"], row["control"]) for row in found}
        return found

    def check_all_used(self) -> None:
        """Raise UnexpectedSource when a row speaks of a requirement that the list does not have."""
        unused = sorted({(row["eccn"], row["control"]) for row in self._rows} - self._used)
        if unused:
            raise UnexpectedSource(f"scopes.csv speaks of rows that the list lacks: {unused}")


def requirements(entries: list[Eccn]) -> list[Requirement]:
    """Return one rule for each piece of each requirement row, in the order of the list."""
    editorial = EditorialScopes(eccn.code for eccn in entries)
    found = [rule for eccn in entries for row in eccn.rows for rule in _of_row(eccn, row, editorial)]
    editorial.check_all_used()
    return found


def _of_row(eccn: Eccn, row: Row, editorial: EditorialScopes) -> list[Requirement]:
    said = statement(row.control)
    if said is None:
        raise UnexpectedSource(f"{eccn.code}: no sentence is known of the form: {row.control}")
    reason, text = said
    pieces = editorial.of(eccn.code, row.control)
    if is_united_nations(row.cell):
        return [Requirement(eccn.code, _united_nations(_scope(eccn.code, text)), united_nations=True)]
    rules = []
    for cell in read_cell(eccn.code, row.cell):
        rule = Measure(
            id=f"US-{eccn.code}-{reason if len(reason) == 2 else 'FP'}-{cell.tag}",
            kind=cell.kind,
            entries=(),
            instrument="EAR-774",
            citation=cell.citation,
            destinations=cell.destinations,
            except_destinations=cell.except_destinations,
            reason=reason,
            condition=cell.condition,
            abroad=cell.abroad,
            part_of="US-746.8" if cell.tag == "RUBY" else "",
            doubt=row.doubt,
        )
        rules += [_edited(rule, piece) for piece in pieces] or [_scoped(rule, _scope(eccn.code, text))]
    return [Requirement(eccn.code, rule) for rule in rules]


def _scoped(rule: Measure, scope: Scope) -> Measure:
    return replace(rule, entries=scope.entries, except_entries=scope.except_entries, part=scope.part)


def _edited(rule: Measure, piece: dict[str, str]) -> Measure:
    """Lay the filled cells of an editorial row over the rule."""
    written = from_cells({"id": rule.id, "instrument": "", "citation": "", "kind": "", **piece})
    return replace(
        rule,
        kind=written.kind or rule.kind,
        entries=written.entries,
        except_entries=written.except_entries,
        part=written.part,
        destinations=written.destinations or rule.destinations,
        asks=written.asks,
        condition=written.condition or rule.condition,
        doubt=written.doubt or rule.doubt,
    )


def _scope(code: str, text: str) -> Scope:
    """Return the scope: as parsed when regular, else the whole entry with the text as the part that is meant."""
    regular = parse_scope(code, text)
    if regular:
        return regular
    part = re.sub(r"^(?:the )?entire entry,? except:? (?:for )?", "all but ", tidy(text))
    part = re.sub(r"^(?:the )?entire entry, ", "", part)
    if len(part) > LONGEST_TEXT:
        raise UnexpectedSource(f"{code}: this scope needs a row in scopes.csv: {text}")
    return Scope((code,), (), part)


def _united_nations(scope: Scope) -> Measure:
    rule = Measure(
        id="US-UN",
        kind="reading",
        entries=(),
        instrument="EAR-746",
        citation="15 CFR 746.1(b)",
        destinations=UNITED_NATIONS,
        reason="UN",
        condition="The measures of the UN Security Council are not held: read 746.1(b).",
    )
    return _scoped(rule, scope)


def united_nations_measures(found: list[Requirement]) -> list[Measure]:
    """Gather the rows that refer to the Security Council: one pair of measures for all scopes of the same part."""
    by_part: dict[str, list[Measure]] = {}
    for requirement in found:
        if requirement.united_nations:
            by_part.setdefault(requirement.measure.part, []).append(requirement.measure)
    return [
        measure
        for number, rules in enumerate(by_part.values(), start=1)
        for measure in _united_nations_pair(rules, number)
    ]


def _united_nations_pair(rules: list[Measure], number: int) -> tuple[Measure, Measure]:
    """Return what has to be read for the destinations of UNITED_NATIONS, and what is asked for all others."""
    read = replace(
        rules[0],
        id=f"US-UN-{number}-READ",
        entries=tuple(sorted({code for rule in rules for code in rule.entries})),
        except_entries=tuple(sorted({code for rule in rules for code in rule.except_entries})),
    )
    embargo = "Is the destination under an arms embargo of the UN Security Council (15 CFR 746.1(b))"
    asked = replace(
        read,
        id=f"US-UN-{number}-ASK",
        kind="licence",
        part="",
        destinations=(),
        except_destinations=UNITED_NATIONS,
        asks=f"{embargo}, and is it {read.part}?" if read.part else f"{embargo}?",
        condition="",
        doubt="derived",
    )
    return read, asked
