"""A case, a list of cases and a notice as plain data for REST and `--json`: text, whole numbers, lists and mappings."""

from datetime import date, datetime
from typing import Any

from lockgate.applications.application_data import application_data
from lockgate.casework.models import Case, Proposal, ProposalLine
from lockgate.casework.queries import CaseSheet, LineSheet, NoticeSheet, QueuePage, QueueRow, View
from lockgate.casework.statutory_clock import Reading
from lockgate.journal.digest import written


def queue_data(page: QueuePage) -> dict[str, Any]:
    """Return a page of the queue; `next_cursor` is null on the last."""
    return {"cases": [_row(row) for row in page.rows], "next_cursor": page.next_cursor or None}


def _row(row: QueueRow) -> dict[str, Any]:
    return {
        "reference": row.case.reference,
        "state": row.case.state,
        "regime": row.case.regime,
        "exporter": row.exporter,
        "destination": row.destination,
        "lines": row.lines,
        "accepted_on": row.case.accepted_on.isoformat(),
        "assigned_to": row.assigned_to or None,
        "clock": clock_data(row.clock),
        "version": row.case.version,
    }


def notice_data(sheet: NoticeSheet) -> dict[str, Any]:
    """Return a no-licence-needed notice with the lines that it names."""
    notice, application = sheet.notice, sheet.application.application
    return {
        "reference": notice.reference,
        "application": application.reference,
        "exporter": sheet.application.draft.exporter,
        "regime": application.regime,
        "destination": application.destination,
        "law_on": notice.law_on.isoformat(),
        "issued_at": written(notice.issued_at),
        "lines": [
            {
                "line": line.number,
                "entry": line.entry or None,
                "goods_code": line.goods_code or None,
                "description": line.description or None,
                "quantity": line.quantity,
                "unit": line.unit,
                "determined": line.outcome,
            }
            for line in sheet.application.lines
        ],
    }


def act_data(case: Case) -> dict[str, Any]:
    """Return what an act answers: which case it is, what it is now, and its version for the next act."""
    return {"reference": case.reference, "state": case.state, "version": case.version}


def clock_data(reading: Reading) -> dict[str, Any]:
    """Return what the clock shows; what cannot be told is null, and `unknown` says why."""
    return {
        "limit": reading.limit,
        "running": reading.running,
        "days_run": reading.days_run,
        "days_left": reading.days_left,
        "due_on": _day(reading.due_on),
        "stops": [
            {"since": stop.since.isoformat(), "until": _day(stop.until), "reason": stop.reason}
            for stop in reading.stops
        ],
        "unknown": reading.unknown or None,
    }


def sheet_data(sheet: CaseSheet) -> dict[str, Any]:
    """Return a case as somebody sees it; the authority's own papers stand in its own view only."""
    case = sheet.case
    data = {
        "reference": case.reference,
        "version": case.version,
        "state": case.state,
        "outcome": sheet.outcome or None,
        "regime": case.regime,
        "accepted_on": case.accepted_on.isoformat(),
        "clock": clock_data(sheet.clock),
        "application": application_data(sheet.application),
        "lines": [_line(line, sheet.view) for line in sheet.lines],
        "decision": _decision(sheet.decision),
        "queries": [
            {
                "question": query.question,
                "asked_at": written(query.asked_at),
                "answer": query.answer or None,
                "answered_at": _moment(query.answered_at),
            }
            for query in sheet.queries
        ],
        "refusal_announcement": _announcement(sheet),
        "appeal": {"reasons": sheet.appeal.reasons, "appealed_at": written(sheet.appeal.appealed_at)}
        if sheet.appeal
        else None,
        "history": [
            {"at": written(item.at), "what": item.what, "by": item.by or None, "text": item.text or None}
            for item in sheet.history
        ],
    }
    return data | (_own_papers(sheet) if sheet.view is View.AUTHORITY else {})


def _line(sheet: LineSheet, view: View) -> dict[str, Any]:
    asked, decided = sheet.line.line, sheet.decided
    data: dict[str, Any] = {
        "line": asked.number,
        "determined": asked.outcome,
        "review_policy": asked.review_policy or None,
        "decided": None,
    }
    if decided is not None:
        inside = view is View.AUTHORITY
        data["decided"] = _proposed(decided) if inside else _told(decided)
    return data


def _told(line: ProposalLine) -> dict[str, Any]:
    return {
        "outcome": line.outcome,
        "quantity": line.quantity or None,
        "unit": line.unit or None,
        "conditions": line.conditions,
        "refusal_reasons": line.refusal_reasons,
    }


def _proposed(line: ProposalLine) -> dict[str, Any]:
    return {**_told(line), "assessment": line.assessment, "evidence": line.evidence or None}


def _decision(decision: Proposal | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "reasons": decision.reasons,
        "valid_months": decision.valid_months,
        "decided_at": _moment(decision.settled_at),
    }


def _announcement(sheet: CaseSheet) -> dict[str, Any] | None:
    held = sheet.refusal_announcement
    if held is None:
        return None
    return {
        "reasons": held.reasons,
        "announced_at": written(held.announced_at),
        "answer_by": held.answer_by.isoformat(),
        "answer": held.answer or None,
        "answered_at": _moment(held.answered_at),
    }


def _own_papers(sheet: CaseSheet) -> dict[str, Any]:
    return {
        "assigned_to": str(sheet.case.assigned_to) if sheet.case.assigned_to else None,
        "reviews": [
            {
                "body": review.body.name,
                "due_on": review.due_on.isoformat(),
                "recommendation": review.recommendation or None,
                "reasons": review.reasons or None,
                "given_at": _moment(review.given_at),
            }
            for review in sheet.reviews
        ],
        "proposals": [
            {
                "number": proposal.number,
                "state": proposal.state,
                "reasons": proposal.reasons,
                "valid_months": proposal.valid_months,
                "proposed_at": written(proposal.proposed_at),
                "sent_back_because": proposal.settled_reason or None,
                "lines": [{"line": line.case_line.line.number, **_proposed(line)} for line in proposal.lines.all()],
            }
            for proposal in sheet.proposals
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    return written(moment) if moment else None
