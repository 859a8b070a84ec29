"""How what verification found is told: in sentences for people, as plain values for JSON. Called by commands."""

from typing import Any

from lockgate.journal.digest import written
from lockgate.journal.verify import RedactedRow, Verification


def as_text(found: Verification) -> str:
    """Tell what was found, faults first, each on a line."""
    lines = [f"{fault.kind}: {fault.sentence}" for fault in found.faults]
    if found.fault_count > len(found.faults):
        lines.append(f"… and {found.fault_count - len(found.faults)} faults more.")
    lines += [_redacted_sentence(row) for row in found.redacted]
    lines.append(_summary(found))
    return "\n".join(lines)


def _redacted_sentence(row: RedactedRow) -> str:
    return (
        f"Row {row.row} ({row.act} on {row.subject}) was redacted by {row.redacted_by} "
        f"on {written(row.redacted_at)}: row {row.redacted_by_row} of the journal."
    )


def _summary(found: Verification) -> str:
    if found.is_whole:
        verdict = f"The journal is whole: {_count(found.rows, 'row')} in {_count(found.seals, 'seal')}."
    else:
        verdict = (
            f"The journal is NOT whole: {_count(found.fault_count, 'fault')} in {_count(found.rows, 'row')} "
            f"and {_count(found.seals, 'seal')}."
        )
    if found.unsealed:
        verdict += f" {_count(found.unsealed, 'row')} not sealed yet, and so not vouched for."
    return verdict


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_json(found: Verification) -> dict[str, Any]:
    """Tell what was found as values that JSON can hold."""
    return {
        "is_whole": found.is_whole,
        "seals": found.seals,
        "rows": found.rows,
        "unsealed_rows": found.unsealed,
        "head": found.head and found.head._asdict(),
        "redacted": [row._asdict() | {"redacted_at": written(row.redacted_at)} for row in found.redacted],
        "fault_count": found.fault_count,
        "faults": [fault._asdict() for fault in found.faults],
    }
