"""How what verification found is told: in sentences for people, as plain values for JSON. Called by commands."""

from typing import Any

from lockgate.journal.digest import written
from lockgate.journal.verify import RedactedRow, Verification
from lockgate.journal.verify_reach import NotVouchedFor


def as_text(found: Verification) -> str:
    """Tell what was found, faults first, each on a line."""
    lines = [f"{fault.kind}: {fault.sentence}" for fault in found.faults]
    if found.fault_count > len(found.faults):
        lines.append(f"… and {found.fault_count - len(found.faults)} faults more.")
    lines += [_redacted_sentence(row) for row in found.redacted]
    lines += [_not_vouched_sentence(row) for row in found.not_vouched_for]
    if found.not_vouched_for_count > len(found.not_vouched_for):
        more = found.not_vouched_for_count - len(found.not_vouched_for)
        lines.append(f"… and {_count(more, 'table row')} more that nothing vouches for.")
    lines.append(_summary(found))
    return "\n".join(lines)


def _redacted_sentence(row: RedactedRow) -> str:
    return (
        f"Row {row.row} ({row.act} on {row.subject}) was redacted by {row.redacted_by} "
        f"on {written(row.redacted_at)}: row {row.redacted_by_row} of the journal."
    )


def _not_vouched_sentence(row: NotVouchedFor) -> str:
    return (
        f"{row.table} {row.key} is not vouched for: the act that wrote it, row {row.act_row} of the journal, was "
        f"redacted by {row.redacted_by} on {row.redacted_at}: row {row.redacted_by_row} of the journal."
    )


def _summary(found: Verification) -> str:
    if found.is_whole:
        verdict = (
            f"The journal is whole: {_count(found.rows, 'row')} in {_count(found.seals, 'seal')}; "
            f"{_count(found.tables, 'table')} hold what its acts wrote."
        )
    else:
        verdict = (
            f"The journal is NOT whole: {_count(found.fault_count, 'fault')} in {_count(found.rows, 'row')} "
            f"and {_count(found.seals, 'seal')}, and in {_count(found.tables, 'table')} held against its acts."
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
        "tables": found.tables,
        "head": found.head and found.head._asdict(),
        "redacted": [row._asdict() | {"redacted_at": written(row.redacted_at)} for row in found.redacted],
        "not_vouched_for": [row._asdict() for row in found.not_vouched_for],
        "not_vouched_for_count": found.not_vouched_for_count,
        "fault_count": found.fault_count,
        "faults": [fault._asdict() for fault in found.faults],
    }
