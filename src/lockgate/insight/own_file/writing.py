"""Writes a figure's table as csv: whole or not at all, numbers in plain digits, unknown as an empty cell."""

import csv
import math
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa

from lockgate.core.csv_file import safe
from lockgate.core.errors import Invalid
from lockgate.core.whole_file import UnwritableFile, unwritable, whole_or_nothing

DIGITS = 12
"""Significant digits of a computed number: more is the noise of rounding."""


def beside(out: Path, what: str) -> Path:
    """Return the file that goes with OUT: `pace.csv` has `pace.set_aside.csv` beside it.

    Raises UnwritableFile where OUT is a folder, a device or anything else that is no file.
    """
    if not out.name or (out.exists() and not out.is_file()):
        raise UnwritableFile(f"{out} is no ordinary file.", mend="Name a file that may be written.")
    stem = out.name.removesuffix(".csv")
    return out.with_name(f"{stem}.{what}.csv")


def check_all_different(paths: Sequence[Path]) -> None:
    """Raise Invalid where two of the files that a command reads and writes are one."""
    places = [path.resolve() for path in paths]
    for path, place in zip(paths, places, strict=True):
        if places.count(place) > 1:
            raise Invalid(f"{path} is named for two things.", mend="Give each file a name of its own.")


def write_table(target: Path, table: pa.Table) -> None:
    """Write a table as csv; raises UnwritableFile where it cannot, and then `target` is as it was.

    Raises ValueError for nan or an infinite number: what cannot be computed is null, and becomes an empty cell.
    """
    write_tables({target: table})


def write_tables(tables: Mapping[Path, pa.Table]) -> None:
    """Write several tables as `write_table` does; where one cannot be written, none is."""
    with ExitStack() as all_whole:
        for target, table in tables.items():
            _write(all_whole.enter_context(whole_or_nothing(target)), target, table)


def _write(unfinished: Path, target: Path, table: pa.Table) -> None:
    columns = [_cells(column) for column in table.columns]
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream, lineterminator="\n")
            out.writerow([safe(name) for name in table.column_names])
            out.writerows(zip(*columns, strict=True))
    except OSError as error:
        raise unwritable(target, error) from error


def number_text(number: float) -> str:
    """Write a number with up to 12 significant digits, without an exponent where its size is ordinary.

    >>> number_text(0.1 + 0.2), number_text(3.0), number_text(0.00001234)
    ('0.3', '3', '0.00001234')
    """
    if not math.isfinite(number):
        raise ValueError(f"{number} is no number to print.")
    text = f"{number:.{DIGITS}g}"
    if "e" in text and 1e-15 <= abs(number) < 1e18:
        text = f"{float(text):.30f}".rstrip("0").rstrip(".") if abs(number) >= 1 else _small(number)
    return "0" if text == "-0" else text


def _small(number: float) -> str:
    places = DIGITS - 1 - math.floor(math.log10(abs(number)))
    return f"{number:.{places}f}".rstrip("0").rstrip(".")


def _cells(column: pa.ChunkedArray) -> list[str]:
    if pa.types.is_floating(column.type):
        return ["" if one is None else number_text(one) for one in column.to_pylist()]
    if pa.types.is_boolean(column.type):
        return ["" if one is None else "yes" if one else "no" for one in column.to_pylist()]
    return ["" if one is None else safe(str(one)) for one in column.to_pylist()]
