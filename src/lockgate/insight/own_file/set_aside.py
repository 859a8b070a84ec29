"""What a figure could not use, and why: nothing that was given disappears in silence."""

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa


class SetAside(NamedTuple):
    """A row that a figure leaves out. `line` counts the file's rows, its header being 1; `id` is the row's own name."""

    line: int
    id: str
    reason: str


def set_aside_table(rows: Iterable[SetAside]) -> pa.Table:
    """Return the rows as the table `line,id,reason`, in the order of lines; two reasons of one line stay two."""
    held = sorted(rows)
    return pa.table(
        {
            "line": pa.array([one.line for one in held], pa.int64()),
            "id": pa.array([one.id for one in held], pa.string()),
            "reason": pa.array([one.reason for one in held], pa.string()),
        }
    )
