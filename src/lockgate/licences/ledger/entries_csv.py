"""The entries of a ledger as csv that is safe to open in a spreadsheet; for the page and the command alike. Pure."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from lockgate.core.csv_file import safe


def csv_lines(entries: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> Iterator[str]:
    """Yield the header and each entry as a line of csv; a cell that a spreadsheet takes for a formula is quoted."""
    names = list(columns)
    yield _line(names)
    for entry in entries:
        yield _line([safe(str(entry[name])) for name in names])


def _line(cells: list[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
