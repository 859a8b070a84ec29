"""Reads a pack from its folder, as docs/write-a-pack.md describes the files.

Reading collects every fault of form (file, line, what, mend) before it gives up, so that a drafter mends all
of them at once. Faults of meaning are `pack_faults`' work; `pack_writing` is the way back.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import TextIOBase
from pathlib import Path
from typing import Any

from lockgate.core.encoding import first_line_not_utf8
from lockgate.regimes.fault import Fault, FaultyPack
from lockgate.regimes.pack import Pack
from lockgate.regimes.pack_tables import TABLES, Table, WrongCell
from lockgate.regimes.regime_file import read_regime

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a table beyond this is refused before it is read."""
MOST_FAULTS = 200
"""Faults of one file that are told; whoever has more mends these first."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_pack(folder: Path) -> Pack:
    """Read the pack in `folder`.

    Raises FaultyPack with every fault of form: a missing file or column, a cell that cannot be read, a row with
    too many cells, bytes that are not UTF-8.
    """
    regime, faults = read_regime(folder)
    rows: dict[str, tuple[Any, ...]] = {}
    for name in TABLES:
        rows[name], found = _read_table(folder / name)
        faults += found
    if faults or regime is None:
        raise FaultyPack(folder, faults)
    return Pack(
        regime=regime,
        instruments=rows["instruments.csv"],
        entries=rows["entries.csv"],
        measures=rows["measures.csv"],
        goods=rows["goods.csv"],
        groups=rows["groups.csv"],
        suspensions=rows["suspensions.csv"],
        calendar=rows["calendar.csv"],
    )


def _read_table(path: Path) -> tuple[tuple[Any, ...], list[Fault]]:
    name, table = path.name, TABLES[path.name]
    if not path.exists():
        missing = Fault(name, 0, "The file is missing.", "Every pack has one, if only with its header line.")
        return (), [missing] if table.required else []
    try:
        if path.stat().st_size > LARGEST_FILE:
            what = f"The file is larger than {LARGEST_FILE} bytes."
            return (), [Fault(name, 0, what, "A pack holds codes and short headings; leave long text out.")]
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return _rows_of(name, table, stream)
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8 (byte {error.object[error.start]:#04x})."
        return (), [Fault(name, first_line_not_utf8(path), what, "Save it as UTF-8.")]
    except OSError as error:
        return (), [Fault(name, 0, f"The file cannot be read ({error.strerror}).", "Make it a readable file.")]


def _rows_of(name: str, table: Table, stream: TextIOBase) -> tuple[tuple[Any, ...], list[Fault]]:
    faults: list[Fault] = []
    rows: list[Any] = []
    records = _records(stream)
    try:
        _, first = next(records, (1, []))
        header = [column.strip() for column in first]
        faults += _faults_of_header(name, table, header)
        if faults:
            return (), faults
        for line, values in records:
            row, wrong = _read_row(name, line, header, values)
            faults += wrong
            if row is not None:
                rows.append(table.row(**row, line=line))
            if len(faults) >= MOST_FAULTS:
                faults.append(Fault(name, line, "Too many faults; reading stops here.", "Mend those above first."))
                break
    except _NoCsv as error:
        faults.append(Fault(name, error.line, f"The file is no readable csv ({error}).", "Check quotes and commas."))
    return tuple(rows), faults


class _NoCsv(Exception):
    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


def _records(stream: TextIOBase) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank, with the line on which it begins."""
    reader = csv.reader(stream, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            values = next(reader, None)
        except csv.Error as error:
            raise _NoCsv(line, str(error)) from None
        if values is None:
            return
        if any(value.strip() for value in values):
            yield line, values


def _faults_of_header(name: str, table: Table, header: list[str]) -> list[Fault]:
    def is_known(column: str) -> bool:
        return column in table.cells or bool(table.words and column.startswith(table.words_prefix))

    strange = [column or "(no name)" for column in header if not is_known(column)]
    doubled = sorted({column for column in header if header.count(column) > 1})
    missing = [column for column in table.needed if column not in header]
    faults = []
    if strange:
        known = ", ".join([*table.cells, *([table.words_prefix + "…"] if table.words else [])])
        faults.append(Fault(name, 1, f"Unknown columns: {', '.join(strange)[:200]}.", f"Known columns: {known}."))
    if doubled:
        faults.append(Fault(name, 1, f"Columns named twice: {', '.join(doubled)[:200]}.", "Keep one of each."))
    if missing:
        faults.append(Fault(name, 1, f"Missing columns: {', '.join(missing)}.", "Add them to the header line."))
    return faults


def _read_row(name: str, line: int, header: list[str], values: list[str]) -> tuple[dict[str, Any] | None, list[Fault]]:
    table = TABLES[name]
    if len(values) != len(header):
        what = f"The row has {len(values)} cells, the header {len(header)}."
        return None, [Fault(name, line, what, "Quote cells that hold a comma, and fill up short rows with commas.")]
    if _CONTROL.search("".join(values)):
        return None, [Fault(name, line, "A cell holds a control character.", "Remove it.")]
    row: dict[str, Any] = {}
    words: dict[str, str] = {}
    faults: list[Fault] = []
    for column, value in zip(header, values, strict=True):
        if column not in table.cells:
            if value.strip():
                words[column.removeprefix(table.words_prefix)] = " ".join(value.split())
        else:
            try:
                row[column] = table.cells[column](value)
            except WrongCell as error:
                faults.append(Fault(name, line, f"Column {column}: {error}.", error.mend))
    if table.words:
        row[table.words] = words
    return (None if faults else row), faults
