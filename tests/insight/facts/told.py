"""Rows as a database gives them, each with what it must have and what a test says of it; and facts built of them."""

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from lockgate.insight.facts.fact_table import FactTable
from lockgate.insight.facts.reading import TABLES, Facts, built_facts

ZONES = {"cn-dual-use": "Asia/Shanghai", "us-ear": "America/New_York"}
AT = "2025-04-10 01:00:00"
ROWS: dict[str, dict[str, Any]] = {
    "applications": {
        "application": "AP-1",
        "regime": "cn-dual-use",
        "exporter": "Weishan",
        "destination": "DE",
        "end_uses": '["civil"]',
        "submitted_at": AT,
        "withdrawn_at": None,
        "replaces": None,
        "case": "CA-1",
        "case_state": "in_review",
        "line_count": 1,
    },
    "lines": {
        "application": "AP-1",
        "regime": "cn-dual-use",
        "case": "CA-1",
        "case_state": "in_review",
        "line": 1,
        "entry": "1C905.a.4",
        "goods_code": "",
        "exporter": "Weishan",
        "destination": "DE",
        "submitted_at": AT,
        "withdrawn_at": None,
        "decided_at": None,
        "outcome": "",
        "assessment": "",
        "dimension": "mass",
        "asked": 1000,
        "granted": None,
    },
    "decisions": {
        "case": "CA-1",
        "application": "AP-1",
        "regime": "cn-dual-use",
        "exporter": "Weishan",
        "destination": "DE",
        "submitted_at": AT,
        "decided_at": "2025-05-10 01:00:00",
        "line_count": 1,
        "granted": 1,
        "granted_with_conditions": 0,
        "refused": 0,
        "returned": 0,
    },
    "licences": {
        "licence": "LI-1",
        "regime": "cn-dual-use",
        "origin": "granted",
        "application": "AP-1",
        "case": "CA-1",
        "line": 1,
        "entry": "1C905.a.4",
        "goods_code": "",
        "exporter": "Weishan",
        "consignee": "Talheim",
        "country": "DE",
        "destination": "DE",
        "issued_at": "2025-05-10 01:00:00",
        "valid_from": "2025-05-10",
        "valid_to": "2025-11-09",
        "standing": "in_force",
        "dimension": "mass",
        "allowed": 1000,
        "drawn": 400,
        "reserved": 0,
    },
    "draw_downs": {
        "licence": "LI-1",
        "regime": "cn-dual-use",
        "line": 1,
        "entry": "1C905.a.4",
        "sequence": 2,
        "moved_at": "2025-05-20 01:00:00",
        "kind": "draw_down",
        "amount": 400,
        "dimension": "mass",
    },
    "flows": {
        "application": "AP-1",
        "regime": "cn-dual-use",
        "line": 1,
        "declaration": 1,
        "entry": "1C905.a.4",
        "goods_code": "",
        "submitted_at": AT,
        "supplier": "Weishan",
        "supplier_site": None,
        "consignee": "Talheim",
        "country": "DE",
        "site": "Talheim plant",
        "end_user": "Orlabruck",
        "dimension": "mass",
        "stock": 300,
        "usage_a_day": 10,
        "share_permille": 1000,
        "alternatives": '[{"supplier": "Osaka", "qualify_days": 240}]',
        "product": "motors",
    },
}


def table(name: str) -> FactTable:
    return next(one for one in TABLES if one.name == name)


def raw(name: str, *rows: dict[str, Any]) -> pa.Table:
    """Return rows of a table's statement; each says only where it differs."""
    return pa.Table.from_pylist([{**ROWS[name], **row} for row in rows]) if rows else _none(name)


def _none(name: str) -> pa.Table:
    return pa.Table.from_pylist([ROWS[name]]).slice(0, 0)


def built(name: str, *rows: dict[str, Any]) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """Return the facts of rows, and what was set aside as (id, reason)."""
    facts, set_aside = table(name).build(raw(name, *rows), ZONES)
    return facts.to_pylist(), [(one["id"], one["reason"]) for one in set_aside.to_pylist()]


def told(**rows: list[dict[str, Any]]) -> Facts:
    """Return facts as of 2025-10-01, built of the rows of each table that is named."""
    given = {one.name: raw(one.name, *rows.get(one.name, [])) for one in TABLES}
    return built_facts(given, ZONES, datetime(2025, 10, 1, 1, tzinfo=UTC))
