"""The fields of a line in a form, wherever a line is written: beside the start, or on its own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lockgate.applications.line import LineFacts
from lockgate.applications.pages.choosing import currencies, units

LABELS = {
    "entry": "Code on the control list",
    "goods_code": "Customs code",
    "description": "Description",
    "quantity": "Quantity",
    "value": "Value",
}
NAMES = {"unit": "quantity", "currency": "value"}
"""What is chosen beside a number has its fault at the number."""


def line_facts(typed: Mapping[str, Any]) -> LineFacts:
    """Return the line as it was typed."""
    return LineFacts(**{name: str(typed.get(name, "")).strip() for name in (*LABELS, *NAMES)})


def line_choices(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the template of the fields needs beside what was typed."""
    return {"units": units(str(typed.get("unit", ""))), "currencies": currencies(str(typed.get("currency", "")))}
