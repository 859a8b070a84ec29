"""An application as text for a terminal. Pure; what was not declared, stated or determined is told as that."""

from collections.abc import Mapping
from typing import Any


def application_text(data: Mapping[str, Any]) -> str:
    """Write an application, given as `application_data` returns it."""
    law = f", by the law of {data['law_on']}" if data["law_on"] else ""
    end_use = data["end_use"]
    lines = [
        f"{data['reference']}: {data['state']}{law}",
        f"{data['exporter']}, {data['regime']}, to {data['destination']}"
        + (f"; replaces {data['replaces']}" if data["replaces"] else ""),
        f"End use: {', '.join(end_use['words']) or 'not stated'}. {end_use['text']}".rstrip(),
        *(_party_line(party) for party in data["parties"]),
        *(text for line in data["lines"] for text in _line_lines(line)),
        *(_statement_line(statement) for statement in data["statements"]),
        *(f"Missing: {one['sentence']} {one['mend']}" for one in data["missing"] or ()),
    ]
    return "\n".join(lines)


def _party_line(party: Mapping[str, Any]) -> str:
    role = party["role"].replace("_", " ").capitalize()
    return f"{role}: {party['name']} ({party['country']}); facts: {', '.join(party['facts']) or 'none given'}"


def _line_lines(line: Mapping[str, Any]) -> list[str]:
    item = " / ".join(code for code in (line["entry"], line["goods_code"]) if code)
    outcome = (line["outcome"] or "not determined yet").replace("_", " ")
    policy = f", review: {line['review_policy']}" if line["review_policy"] else ""
    worth = f"{line['value']} {line['currency']}"
    first = f"Line {line['number']}: {item}, {line['quantity']} {line['unit']}, {worth}: {outcome}{policy}"
    if line["dependence"] is None:
        return [first, "  dependence: not declared"]
    return [first, *(f"  dependence of {one['site']}: {_declared(one)}" for one in line["dependence"])]


def _declared(one: Mapping[str, Any]) -> str:
    alternatives = one["alternatives"]
    others = None
    if alternatives is not None:
        days = [f"{held['supplier']} in {_days(held['qualify_days'])}" for held in alternatives]
        others = ", ".join(days) or "none"
    said = {
        "stock": one["stock"] and f"{one['stock']} {one['unit']}",
        "usage a day": one["usage_a_day"] and f"{one['usage_a_day']} {one['unit']}",
        "share": one["share_percent"] and f"{one['share_percent']} %",
        "alternatives": others,
        "product": one["product"],
    }
    unknown = [name.replace("_", " ") for name in one["unknown"]]
    return "; ".join(
        f"{name} {value or ('unknown' if name in unknown else 'not said yet')}" for name, value in said.items()
    )


def _days(days: int | None) -> str:
    return "an unknown time" if days is None else f"{days} days"


def _statement_line(statement: Mapping[str, Any]) -> str:
    who = f"{statement['signer_name']}, {statement['signer_position']}" if statement["signed_at"] else ""
    signed = f"signed by {who} at {statement['signed_at']}, SHA-256 {statement['signed_digest']}" if who else ""
    current = "" if statement["current"] else "; the application has changed since it was requested"
    return f"End-use statement of {statement['end_user']}: {signed or statement['state']}{current}"
