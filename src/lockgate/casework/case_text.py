"""A case, a list of cases and a notice as text for a terminal."""

from collections.abc import Iterator
from datetime import datetime
from textwrap import indent

from lockgate.casework.lifecycle import CLOSED, State
from lockgate.casework.models import ProposalLine
from lockgate.casework.queries import CaseSheet, LineSheet, NoticeSheet, QueuePage, QueueRow
from lockgate.casework.statutory_clock import Reading


def queue_text(page: QueuePage) -> str:
    """Write a page of the queue, one case a line."""
    rows: list[tuple[str, ...]] = [("case", "state", "due", "exporter", "to", "lines", "with")]
    rows.extend(_cells(row) for row in page.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if len(lines) == 1:
        return "No cases."
    if page.next_cursor:
        lines.append(f"There are more: --cursor {page.next_cursor}")
    return "\n".join(lines)


def _cells(row: QueueRow) -> tuple[str, ...]:
    case = row.case
    cells = (case.reference, State(case.state).words, _due(row), row.exporter, row.destination, str(row.lines))
    return (*cells, row.assigned_to or "-")


def _due(row: QueueRow) -> str:
    if row.clock.due_on:
        return row.clock.due_on.isoformat()
    if row.case.state in CLOSED:
        return "-"
    if row.clock.limit is None:
        return "no limit"
    return "not known" if row.clock.running else "stopped"


def clock_text(reading: Reading) -> str:
    """Say what the statutory clock shows, in a sentence."""
    if reading.days_run is None:
        return reading.unknown
    left = reading.days_left or 0
    standing = f"{-left} working days overdue" if left < 0 else f"{left} left"
    said = f"{reading.days_run} of {reading.limit} working days have run, {standing}"
    return f"{said}; due on {reading.due_on}." if reading.due_on else f"{said}. {reading.unknown}"


def sheet_text(sheet: CaseSheet) -> str:
    """Write a case as somebody sees it."""
    return "\n".join(_sheet(sheet))


def notice_text(sheet: NoticeSheet) -> str:
    """Write a no-licence-needed notice."""
    notice, draft = sheet.notice, sheet.application.draft
    said = f"{notice.reference}  no licence needed for {draft.exporter} to {draft.destination}"
    law = f"Application {sheet.application.application.reference}, by the law of {notice.law_on} ({draft.regime})"
    lines = [
        f"line {line.number}: {' / '.join(code for code in (line.entry, line.goods_code) if code)}"
        f"  {line.quantity} {line.unit}"
        for line in sheet.application.lines
    ]
    return "\n".join([said, law, *lines])


def _sheet(sheet: CaseSheet) -> Iterator[str]:
    case = sheet.case
    outcome = f", {sheet.outcome.replace('_', ' ')}" if sheet.outcome else ""
    yield f"{case.reference}  {State(case.state).words}{outcome}  (version {case.version})"
    draft = sheet.application.draft
    yield f"{draft.exporter} to {draft.destination}, application {case.application.reference}"
    yield f"Regime {case.regime}, accepted on {case.accepted_on}. {clock_text(sheet.clock)}"
    for party in draft.parties:
        yield f"{party.role.replace('_', ' ')}: {party.name}, {party.country}"
    for line in sheet.lines:
        yield from _line(line)
    waiting = next((held for held in sheet.proposals if held.state == "open"), None)
    if waiting is not None:
        yield f"Proposal {waiting.number} waits to be confirmed: {waiting.reasons}"
        for proposed in waiting.lines.all():
            rests_on = f", on: {proposed.evidence}" if proposed.evidence else ""
            yield f"  line {proposed.case_line.line.number}: {_proposed(proposed)}"
            yield f"    end use assessed as {proposed.assessment}{rests_on}"
    yield ""
    for item in sheet.history:
        yield f"{_moment(item.at)}  {item.what}{f' ({item.by})' if item.by else ''}"
        if item.text:
            yield indent(item.text, " " * 18)


def _line(sheet: LineSheet) -> Iterator[str]:
    asked = sheet.line.line
    item = " / ".join(code for code in (asked.entry, asked.goods_code) if code)
    policy = f", {asked.review_policy}" if asked.review_policy else ""
    yield (
        f"line {asked.number}: {item}  {asked.quantity} {asked.unit}, {asked.value} {asked.currency}"
        f"  [{asked.outcome.replace('_', ' ')}{policy}]"
    )
    if sheet.decided is not None:
        yield f"  {_proposed(sheet.decided)}"


def _proposed(line: ProposalLine) -> str:
    quantity = f" {line.quantity} {line.unit}" if line.quantity else ""
    said = "; ".join([*line.conditions, *line.refusal_reasons])
    return f"{line.outcome.replace('_', ' ')}{quantity}{f': {said}' if said else ''}"


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
