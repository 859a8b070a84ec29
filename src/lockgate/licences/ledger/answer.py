"""What is answered to an act on the ledger, and how the first answer is kept and given again. Pure.

Totals and balance are decimal text in the licence line's own unit, exact: read in that unit they give the same whole
number of the smallest unit again. `quantity` and `unit` are as they were declared.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from lockgate.core.errors import Invalid, LockgateError
from lockgate.licences.ledger.entry import Entry, Totals
from lockgate.licences.ledger.movement import Declared, Line
from lockgate.licences.ledger.refusals import REFUSALS
from lockgate.licences.ledger.units import told

NO_PROMISE = "Nothing was written, and nothing is promised: another may draw down before you do."


class LedgerAnswer(NamedTuple):
    """The body that is answered, as it is kept; whether it was given before, under the same key."""

    text: str
    repeated: bool = False
    is_dry_run: bool = False

    @property
    def body(self) -> Mapping[str, Any]:
        """The body as values."""
        return cast(Mapping[str, Any], json.loads(self.text))


def told_totals(totals: Totals, unit: str) -> dict[str, str]:
    """Write the totals of a chain and what is left in the unit of its line."""
    return {
        "drawn_after": told(totals.drawn, unit),
        "reserved_after": told(totals.reserved, unit),
        "allowed_after": told(totals.allowed, unit),
        "balance": told(totals.free, unit),
    }


def entry_body(entry: Entry, line: Line, journal_head: str) -> dict[str, Any]:
    """Write the answer to an act that wrote an entry; the head is empty while nothing was ever sealed."""
    return {
        "entry": str(entry.id),
        "sequence": entry.sequence,
        "quantity": entry.quantity,
        "unit": entry.unit,
        **told_totals(entry.after, line.unit),
        "journal_head": journal_head,
    }


def dry_body(declared: Declared, after: Totals, line: Line, journal_head: str) -> dict[str, Any]:
    """Write the answer to a dry run: what would be, and that nothing is promised."""
    return {
        "dry_run": True,
        "promise": NO_PROMISE,
        "quantity": declared.quantity,
        "unit": declared.unit,
        **told_totals(after, line.unit),
        "journal_head": journal_head,
    }


def written_body(body: Mapping[str, Any]) -> str:
    """Write a body as it is answered, and kept."""
    return json.dumps(body, ensure_ascii=False)


def written_refusal(refusal: LockgateError) -> str:
    """Write a refusal as it is kept."""
    fields = dict(refusal.fields) if isinstance(refusal, Invalid) else {}
    return written_body({"code": refusal.code, "sentence": refusal.sentence, "mend": refusal.mend, "fields": fields})


def read_refusal(text: str) -> LockgateError:
    """Read a refusal that was kept, to be raised again."""
    held = json.loads(text)
    (kind,) = (kind for kind in REFUSALS if kind.code == held["code"])
    fields = {"fields": held["fields"]} if issubclass(kind, Invalid) else {}
    return kind(held["sentence"], mend=held["mend"], **fields)
