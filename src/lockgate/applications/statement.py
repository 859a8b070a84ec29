"""The end-use statement: the text that an end user is asked to sign, and exactly what was signed.

Pure. The text is canonical: the same application gives the same text, so whether a statement still says what the
application says is a comparison of two texts.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from lockgate.applications.draft import Draft
from lockgate.applications.line import LineFacts
from lockgate.applications.party_role import PartyFacts
from lockgate.core.countries import COUNTRIES
from lockgate.regimes.determination.law import Law

LINK_LIVES = timedelta(days=30)
NAME_LENGTH_MAX = 200
UNDERTAKING = (
    "We state that this is true and complete as far as it concerns us. We will use the goods for the end use stated "
    "above and for no other, and will not pass them on or send them to another country against the conditions of the "
    "licence. We know that the authority relies on this statement."
)


def statement_text(law: Law, reference: str, draft: Draft, end_user: PartyFacts) -> str:
    """Write what an end user is asked to sign: who exports what to whom, for which end use."""
    words = ", ".join(law.end_uses[word].label for word in draft.end_use.words)
    parts = [
        "END-USE STATEMENT",
        f"Application: {reference}, to {law.regime.authority}",
        f"Exporter: {draft.exporter}",
        f"End user: {_whose(end_user)}",
        f"Country of destination: {_country(draft.destination)}",
        "Goods:",
        *(f"{number}. {_goods(line.item)}" for number, line in sorted(draft.lines.items())),
        f"End use: {words or 'not stated'}",
        draft.end_use.text or "The end use is not described.",
        UNDERTAKING,
    ]
    return "\n\n".join(parts) + "\n"


def signed_text(text: str, *, signer_name: str, signer_position: str, at: datetime) -> str:
    """Write what was signed, whole: the statement, who signed it, in which position, and when (UTC)."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"{text}\nSigned by: {signer_name}\n\nPosition: {signer_position}\n\nAt: {moment}\n"


def signed_digest(signed: str) -> str:
    """Hash what was signed: SHA-256 over its text in UTF-8, which anybody can compute again from a copy."""
    return sha256(signed.encode()).hexdigest()


def _whose(party: PartyFacts) -> str:
    return ", ".join(part for part in (party.name, party.address, _country(party.country)) if part)


def _country(code: str) -> str:
    return f"{COUNTRIES[code].name_en} ({code})"


def _goods(item: LineFacts) -> str:
    codes = [f"entry {item.entry}"] if item.entry else []
    codes += [f"goods code {item.goods_code}"] if item.goods_code else []
    described = f"{item.description}, " if item.description else ""
    return f"{item.quantity} {item.unit} of {described}{', '.join(codes)}"
