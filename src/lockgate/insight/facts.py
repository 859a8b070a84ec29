"""What the gate has gathered, read once as plain rows: lines and their fate, declarations, licences, what left.

The one place of this room that reads other rooms' tables, by plain SQL; tests/insight/test_facts.py holds it to their
columns. Days are local days of the regime. Amounts are in the smallest unit of the line's dimension (micrograms of
mass). None is "not yet" or "unknown", never zero.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from lockgate.regimes.shelf import law_of

_LINES = """
SELECT application.reference, application.regime, line.number, line.entry, application.destination,
       application.submitted_at, application.withdrawn_at, casefile.reference, casefile.state, casefile.decided_at,
       caseline.outcome,
       caseline.assessment, line.amount, caseline.granted_amount, exporter.name
FROM applications_line AS line
JOIN applications_application AS application ON application.id = line.application_id
JOIN parties_organisation AS exporter ON exporter.id = application.exporter_id
JOIN casework_caseline AS caseline ON caseline.line_id = line.id
JOIN casework_case AS casefile ON casefile.id = caseline.case_id
ORDER BY application.reference, line.number"""
_DECLARED = """
SELECT application.reference, application.regime, line.number, line.entry, application.submitted_at, exporter.name,
       consignee.name, consignee.country, site.name, declared.stock_amount, declared.usage_a_day_amount,
       declared.share_permille, declared.alternatives, declared.product
FROM applications_dependence AS declared
JOIN applications_line AS line ON line.id = declared.line_id
JOIN applications_application AS application ON application.id = line.application_id
JOIN parties_organisation AS exporter ON exporter.id = application.exporter_id
JOIN parties_site AS site ON site.id = declared.site_id
JOIN parties_organisation AS consignee ON consignee.id = site.organisation_id
WHERE application.submitted_at IS NOT NULL
ORDER BY application.submitted_at, application.reference, line.number, declared.number"""
_LICENSED = """
SELECT licence.number, licence.regime, application.reference, line.number, line.entry, consignee.name,
       consignee.country, licence.valid_to, licence.standing, line.amount, entry.drawn_after, entry.reserved_after,
       licence.issued_at
FROM licences_licenceline AS line
JOIN parties_organisation AS consignee ON consignee.id = line.consignee_id
JOIN licences_licence AS licence ON licence.id = line.licence_id
JOIN licences_chain AS chain ON chain.line_id = line.id
JOIN licences_ledgerentry AS entry ON entry.chain = chain.id
LEFT JOIN casework_case AS casefile ON casefile.id = licence.case_id
LEFT JOIN applications_application AS application ON application.id = casefile.application_id
WHERE entry.sequence = (SELECT max(last.sequence) FROM licences_ledgerentry AS last WHERE last.chain = chain.id)
ORDER BY licence.number, line.number"""
_LEFT = """
SELECT licence.number, licence.regime, line.number, entry.at, entry.kind, entry.amount
FROM licences_ledgerentry AS entry
JOIN licences_chain AS chain ON chain.id = entry.chain
JOIN licences_licenceline AS line ON line.id = chain.line_id
JOIN licences_licence AS licence ON licence.id = line.licence_id
WHERE entry.kind IN ('draw_down', 'confirm', 'reverse')
ORDER BY entry.at, licence.number, line.number, entry.sequence"""


class LineFact(NamedTuple):
    """A line of a case, the state of the case, and what became of the line.

    `outcome` is in casework's words, "withdrawn", or "" while it is pending.
    """

    application: str
    case: str
    state: str
    line: int
    entry: str
    destination: str
    submitted_on: date
    decided_on: date | None
    outcome: str
    assessment: str
    asked: int
    granted: int | None
    exporter: str


class DeclaredFact(NamedTuple):
    """What a consignee's site declared on a day of its dependence on a line; each None is "unknown"."""

    application: str
    line: int
    entry: str
    declared_on: date
    supplier: str
    consignee: str
    country: str
    site: str
    stock: int | None
    usage_a_day: int | None
    share_permille: int | None
    alternatives: tuple[tuple[str, int | None], ...] | None
    product: str | None


class LicensedFact(NamedTuple):
    """A licence line and where it stands; `application` is "" for a licence held from elsewhere."""

    licence: str
    application: str
    line: int
    entry: str
    consignee: str
    country: str
    valid_to: date
    standing: str
    allowed: int
    drawn: int
    reserved: int
    issued_on: date


class LeftFact(NamedTuple):
    """What left under a licence line on a day; a reversal is below zero."""

    licence: str
    line: int
    on: date
    amount: int


def line_facts() -> list[LineFact]:
    """Read every line that was submitted and became part of a case."""
    return [_line_fact(*row) for row in _rows(_LINES)]


def declared_facts() -> list[DeclaredFact]:
    """Read every declaration of a submitted application, the first first."""
    return [_declared_fact(*row) for row in _rows(_DECLARED)]


def licensed_facts() -> list[LicensedFact]:
    """Read every licence line as its ledger stands."""
    return [_licensed_fact(*row) for row in _rows(_LICENSED)]


def left_facts() -> list[LeftFact]:
    """Read all that left under licences, in the order of time."""
    return [
        LeftFact(licence, line, _local(at, regime), -amount if kind == "reverse" else amount)
        for licence, regime, line, at, kind, amount in _rows(_LEFT)
    ]


def _line_fact(  # noqa: PLR0913, PLR0917  the columns of a row
    application: str,
    regime: str,
    number: int,
    entry: str,
    destination: str,
    submitted_at: datetime,
    withdrawn_at: datetime | None,
    case: str,
    state: str,
    decided_at: datetime | None,
    outcome: str,
    assessment: str,
    asked: int,
    granted: int | None,
    exporter: str,
) -> LineFact:
    ended_at = decided_at or withdrawn_at
    return LineFact(
        application,
        case,
        state,
        number,
        entry,
        destination,
        _local(submitted_at, regime),
        _local(ended_at, regime) if ended_at else None,
        "withdrawn" if withdrawn_at else outcome,
        assessment,
        asked,
        granted,
        exporter,
    )


def _declared_fact(  # noqa: PLR0913, PLR0917  the columns of a row
    application: str,
    regime: str,
    number: int,
    entry: str,
    submitted_at: datetime,
    supplier: str,
    consignee: str,
    country: str,
    site: str,
    stock: int | None,
    usage: int | None,
    share: int | None,
    alternatives: Any,
    product: str,
) -> DeclaredFact:
    told = json.loads(alternatives) if isinstance(alternatives, str) else alternatives
    return DeclaredFact(
        application,
        number,
        entry,
        _local(submitted_at, regime),
        supplier,
        consignee,
        country,
        site,
        stock,
        usage,
        share,
        None if told is None else tuple((one["supplier"], one["qualify_days"]) for one in told),
        product or None,
    )


def _licensed_fact(  # noqa: PLR0913, PLR0917  the columns of a row
    licence: str,
    regime: str,
    application: str | None,
    number: int,
    entry: str,
    consignee: str,
    country: str,
    valid_to: date | str,
    standing: str,
    allowed: int,
    drawn: int,
    reserved: int,
    issued_at: datetime,
) -> LicensedFact:
    return LicensedFact(
        licence,
        application or "",
        number,
        entry,
        consignee,
        country,
        _day(valid_to),
        standing,
        allowed,
        drawn,
        reserved,
        _local(issued_at, regime),
    )


def _rows(statement: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        yield from cursor.fetchall()


def _local(moment: datetime, regime: str) -> date:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(_zone(regime)).date()


@lru_cache
def _zone(regime: str) -> ZoneInfo:
    return ZoneInfo(law_of(regime).regime.time_zone) if regime else ZoneInfo("UTC")


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
