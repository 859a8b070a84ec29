"""An application as plain data, ready for JSON: the same for REST and for the command line.

A line without a declaration of dependence has null there: "not declared", never "none".
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lockgate.applications.completeness import Missing
from lockgate.applications.dependence import DependenceFacts
from lockgate.applications.models import Application, EndUseStatement, Line
from lockgate.applications.queries import ShownApplication
from lockgate.core import clock
from lockgate.journal.digest import written


def row_data(application: Application) -> dict[str, Any]:
    """Return what a list tells of an application."""
    return {
        "reference": application.reference,
        "version": application.version,
        "state": application.state,
        "regime": application.regime,
        "destination": application.destination,
        "exporter": application.exporter.name,
        "started_at": written(application.started_at),
        "submitted_at": _moment(application.submitted_at),
        "withdrawn_at": _moment(application.withdrawn_at),
        "law_on": application.law_on.isoformat() if application.law_on else None,
        "replaces": application.replaces.reference if application.replaces else None,
    }


def application_data(shown: ShownApplication) -> dict[str, Any]:
    """Return all of an application but the traces of its determinations; `missing` is null once it is no draft."""
    draft = shown.draft
    return {
        **row_data(shown.application),
        "parties": [
            {"role": party.role, "name": party.name, "country": party.country, "address": party.address}
            | {"facts": list(party.facts)}
            for party in draft.parties
        ],
        "end_use": {
            "words": list(draft.end_use.words),
            "text": draft.end_use.text,
            "answers": dict(draft.end_use.answers),
        },
        "lines": [_line_data(line, draft.lines[line.number].dependence) for line in shown.lines],
        "statements": [statement_data(one, current=one.text in shown.current_statements) for one in shown.statements],
        "missing": None if shown.missing is None else [missing_data(one) for one in shown.missing],
    }


def missing_data(one: Missing) -> dict[str, Any]:
    """Return one thing that is missing."""
    return one._asdict()


def statement_data(statement: EndUseStatement, *, current: bool) -> dict[str, Any]:
    """Return a statement; `current` says whether it tells what the application says now."""
    return {
        "end_user": statement.party.organisation.name,
        "state": state_of(statement, current=current),
        "current": current,
        "requested_at": written(statement.requested_at),
        "expires_at": written(statement.expires_at),
        "signed_at": _moment(statement.signed_at),
        "signer_name": statement.signer_name or None,
        "signer_position": statement.signer_position or None,
        "signed_text": statement.signed_text or None,
        "signed_digest": statement.signed_digest or None,
    }


def state_of(statement: EndUseStatement, *, current: bool) -> str:
    """Say whether a statement is signed, open, or its link opens nothing any more: expired, or lapsed by a change."""
    if statement.signed_at is not None:
        return "signed"
    if statement.expires_at <= clock.now():
        return "expired"
    return "open" if current else "lapsed"


def _line_data(line: Line, declared: tuple[DependenceFacts, ...]) -> dict[str, Any]:
    return {
        "number": line.number,
        "entry": line.entry or None,
        "goods_code": line.goods_code or None,
        "description": line.description,
        "quantity": line.quantity,
        "unit": line.unit,
        "value": line.value,
        "currency": line.currency,
        "outcome": line.outcome or None,
        "review_policy": line.review_policy or None,
        "dependence": [_dependence_data(one) for one in declared] or None,
    }


def _dependence_data(declared: DependenceFacts) -> dict[str, Any]:
    alternatives = declared.alternatives
    return {
        "party": declared.party,
        "site": declared.site,
        "country": declared.country,
        "unit": declared.unit,
        "stock": declared.stock or None,
        "usage_a_day": declared.usage_a_day or None,
        "share_percent": declared.share_percent or None,
        "alternatives": None if alternatives is None else [one._asdict() for one in alternatives],
        "product": declared.product or None,
        "unknown": list(declared.unknown),
        "not_yet_said": declared.open_facts(),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else written(moment)
