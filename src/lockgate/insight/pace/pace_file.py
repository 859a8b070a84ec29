"""Reads the table that `lockgate insight pace` wrote, for the figures that start from it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from lockgate.insight.own_file.reading import UnreadableFile, header_of, read_table
from lockgate.insight.pace.columns import NOTE, PACE_TABLE
from lockgate.insight.pace.forecast import NOT_GROUPS


def read_pace_file(source: Path) -> pa.Table:
    """Return it as text, groups after the columns of PACE_TABLE and NOTE; raises UnreadableFile where it is none."""
    groups = [name for name in header_of(source) if name not in NOT_GROUPS]
    given = read_table(source, (*PACE_TABLE, NOTE), groups=groups)
    if given.set_aside:
        first = given.set_aside[0]
        raise UnreadableFile(f"{source}, line {first.line}: {first.reason}", mend="Give the file as pace wrote it.")
    return given.rows
