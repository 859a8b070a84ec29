"""Reads the csv of licences that are held from elsewhere: one row a licence line, several rows a licence.

Called by services.import_licences. Every fault is found before anything is imported, and named by line and column.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lockgate.core.csv_file import encoding_of, separator_of
from lockgate.core.encoding import first_line_not_utf8
from lockgate.core.errors import Invalid
from lockgate.core.faults import Faults
from lockgate.licences.held_licence import COLUMNS, HeldLicence, held_licence

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes; a file beyond this is refused before it is read."""
MOST_ROWS = 2_000
"""Rows of one file. It is imported in one transaction, and on SQLite a draw-down waits for it, for 20 s at most."""
MOST_FAULTS = 50
"""Faults that are told at once; whoever has more mends these first."""


class _Record(NamedTuple):
    line: int
    header: list[str]
    cells: list[str]


def read_held_licences(source: Path) -> list[HeldLicence]:
    """Read the licences of a file in their order; raise Invalid with its faults, the first fifty if there are more.

    The separator is , ; tab or |, the encoding UTF-8 or UTF-16. Rows of one licence need not stand together.
    """
    faults = Faults()
    licences: dict[str, HeldLicence] = {}
    for record in _records(source):
        with faults.at(f"line {record.line}"):
            _join(licences, _licence_of(record))
        if len(faults) >= MOST_FAULTS:
            break
    faults.raise_any()
    if not licences:
        raise Invalid("The file has a header and no rows.", mend="Give each licence line a row.")
    return list(licences.values())


def _licence_of(record: _Record) -> HeldLicence:
    if len(record.cells) != len(record.header):
        counts = f"The row has {len(record.cells)} cells and the header {len(record.header)}."
        raise Invalid(counts, mend="Look at quotes and separators.")
    return held_licence(record.line, dict(zip(record.header, map(str.strip, record.cells), strict=True)))


def _join(licences: dict[str, HeldLicence], row: HeldLicence) -> None:
    """Put the line of a row to its licence; raise Invalid for what contradicts an earlier row."""
    licence = licences.setdefault(row.number, row)
    if licence is row:
        return
    faults = Faults()
    for column in ("exporter", "valid_from", "valid_to"):
        with faults.at(column):
            said = getattr(licence, column)
            if said != getattr(row, column):
                raise Invalid(f"Line {licence.row} says {said} of licence {row.number}.", mend="Give it once.")
    with faults.at("currency"):
        if licence.currency and row.currency not in ("", licence.currency):
            raise Invalid(
                f"An earlier row values licence {row.number} in {licence.currency}, and this one in {row.currency}.",
                mend="Give the values of a licence in one currency, or leave value and currency empty.",
            )
    for number, line in row.lines.items():
        with faults.at("line"):
            if number in licence.lines:
                raise Invalid(f"Licence {row.number} has a line {number} already.", mend="Number each line once.")
        licence.lines[number] = line
    faults.raise_any()


def _records(source: Path) -> Iterator[_Record]:
    at = 0
    if not source.is_file():
        raise Invalid(f"There is no file {source}.", mend="Look at its name.")
    try:
        if source.stat().st_size > LARGEST_FILE:
            raise Invalid(f"The file is larger than {LARGEST_FILE} bytes.", mend="Split it, licence by licence.")
        with source.open(encoding=encoding_of(source), newline="") as stream:
            rows = csv.reader(stream, delimiter=separator_of(stream), strict=True)
            header = _header(next(rows, []))
            at, count = rows.line_num, 0
            for cells in rows:
                at = rows.line_num
                if not any(map(str.strip, cells)):
                    continue
                if count == MOST_ROWS:
                    raise Invalid(f"The file has more than {MOST_ROWS} rows.", mend="Split it, licence by licence.")
                count += 1
                yield _Record(at, header, cells)
    except OSError as error:
        raise Invalid(f"The file cannot be read: {error.strerror}.", mend="Name a file that can.") from None
    except UnicodeError:
        broken = first_line_not_utf8(source)
        raise Invalid(f"Line {broken} of the file is no text.", mend="Save the file as UTF-8.") from None
    except csv.Error as error:
        raise _spoiled(str(error), at + 1) from None


def _spoiled(said: str, line: int) -> Invalid:
    """Return what is wrong with the row that begins in a line, from what the csv module says of it."""
    if "unexpected end" in said:
        what = f"Line {line}: a quote is opened in this row and never closed."
    elif "expected after" in said:
        what = f"Line {line}: a cell of this row goes on after its closing quote."
    elif "field limit" in said:
        return Invalid(
            f"Line {line}: a cell of this row is longer than {csv.field_size_limit()} characters.",
            mend="Look for a quote that is opened and never closed.",
        )
    else:
        what = f"Line {line}: this row is no csv."
    return Invalid(what, mend="Put a cell with quotes in it into quotes, and write each quote inside twice.")


def _header(cells: list[str]) -> list[str]:
    names = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
    if sorted(names) == sorted(COLUMNS):
        return names
    missing = [name for name in COLUMNS if name not in names]
    other = [name[:40] for name in names if name not in COLUMNS]
    twice = sorted({name[:40] for name in names if name in COLUMNS and names.count(name) > 1})
    wrong = {"missing": missing, "not known": other, "there twice": twice}
    said = "; ".join(f"{what}: {', '.join(columns[:13])}" for what, columns in wrong.items() if columns)
    raise Invalid(f"The columns are not those of held licences; {said}.", mend=f"They are {','.join(COLUMNS)}.")
