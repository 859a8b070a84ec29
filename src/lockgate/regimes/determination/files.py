"""Answers a whole csv or Parquet file into another, in bounded memory.

OUT has IN's columns and rows in their order and the answer's columns after them, and appears under its name only
when it is whole. A row that cannot be answered stays, as `invalid` with its reason.
"""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lockgate.core.errors import Invalid
from lockgate.regimes.determination.detail import Detail, Details, invalid_detail
from lockgate.regimes.determination.law import Law

ANSWER_COLUMNS = Detail._fields
QUESTION_COLUMNS = ("destination", "entry", "goods_code", "end_use", "end_user", "on")
BATCH_ROWS = 20_000
SEPARATORS = ",;\t|"
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?$")


class UnreadableTable(Invalid):
    """IN cannot be read as a table of questions."""

    code = "regimes.unreadable_table"


@dataclass(slots=True)
class Tally:
    """What was done: rows answered, and how many of them are invalid."""

    rows: int = 0
    invalid: int = 0


Progress = Callable[[int], None]
"""Called with the share of IN read so far, in bytes or rows as `size_of` counts them."""


def determine_file(
    law: Law, source: Path, target: Path, *, on: date | None, today: date, progress: Progress = lambda _: None
) -> Tally:
    """Answer every row of `source` into `target` and return the tally.

    Both files are csv, or Parquet when the name ends in .parquet. Raises UnreadableTable, and leaves `target` as
    it was, when `source` is no readable table or lacks the columns of a question.
    """
    details = Details(law, on=on, today=today)
    tally = Tally()
    try:
        with _whole_or_nothing(target) as unfinished:
            if source.suffix == ".parquet" or target.suffix == ".parquet":
                # Arrow is slow to import, and imports this file in turn.
                from lockgate.regimes.determination.parquet import determine_parquet  # noqa: PLC0415

                determine_parquet(details, source, unfinished, tally, progress, as_csv=target.suffix != ".parquet")
            else:
                _determine_csv(details, source, unfinished, tally, progress)
    except OSError as error:
        named = error.filename or source
        raise UnreadableTable(
            f"{named} cannot be used: {error.strerror or error}.", mend="Check the path and the rights."
        ) from error
    return tally


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _determine_csv(details: Details, source: Path, target: Path, tally: Tally, progress: Progress) -> None:
    encoding = _encoding(source)
    line = 0
    try:
        with (
            source.open(encoding=encoding, newline="") as read,
            target.open("w", encoding="utf-8", newline="") as write,
        ):
            separator = _separator(read)
            rows = csv.reader(read, delimiter=separator, strict=True)
            header = next(rows, [])
            places = question_places(header, source)
            out = csv.writer(write, delimiter=separator, lineterminator="\n")
            out.writerow([safe(name) for name in header] + list(ANSWER_COLUMNS))
            batch: list[list[str]] = []
            for row in rows:
                if row:
                    batch.append(row)
                if len(batch) >= BATCH_ROWS:
                    line = rows.line_num
                    _write_batch(out, batch, header, places, details, tally)
                    progress(os.lseek(read.fileno(), 0, os.SEEK_CUR))
                    batch = []
            _write_batch(out, batch, header, places, details, tally)
    except UnicodeError as error:
        raise UnreadableTable(
            f"{source} is not readable as text ({encoding}, after line {line}).", mend="Save it as UTF-8."
        ) from error
    except csv.Error as error:
        raise UnreadableTable(
            f"{source} is no readable csv: {error} (after line {line}).", mend="Check quotes and separators."
        ) from error


def _encoding(source: Path) -> str:
    with source.open("rb") as stream:
        first = stream.read(4)
    return "utf-16" if first[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _separator(read: Any) -> str:
    line = read.readline(1_000_000)
    read.seek(0)
    unquoted = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=unquoted.count)


def question_places(header: list[str], source: Path) -> list[int | None]:
    """Return where each of QUESTION_COLUMNS stands in `header`; raise UnreadableTable for one without a question."""
    names = [name.strip().lower() for name in header]
    mend = "The header needs destination, and entry or goods_code or both."
    if not any(names):
        raise UnreadableTable(f"{source} has no header line.", mend=mend)
    for name in {*names} & {*QUESTION_COLUMNS}:
        if names.count(name) > 1:
            raise UnreadableTable(f"The header of {source} names the column {name} twice.", mend="Keep one of them.")
    clash = [name for name in ANSWER_COLUMNS if name in names]
    if clash:
        raise UnreadableTable(
            f"{source} already has the columns {', '.join(clash)}.",
            mend="Rename or remove them: the answer brings its own.",
        )
    if "destination" not in names or not {"entry", "goods_code"} & set(names):
        raise UnreadableTable(f"The header of {source} is: {', '.join(names)[:200]}.", mend=mend)
    return [names.index(name) if name in names else None for name in QUESTION_COLUMNS]


def _write_batch(
    out: Any, batch: list[list[str]], header: list[str], places: list[int | None], details: Details, tally: Tally
) -> None:
    width = len(header)
    sound = [row for row in batch if len(row) == width]
    answers = iter(details.of([_question(row, places) for row in sound]))
    for row in batch:
        if len(row) == width:
            detail = next(answers)
        else:
            detail = invalid_detail(f"The row has {len(row)} cells, the header {width}: check quotes and separators.")
        tally.rows += 1
        tally.invalid += detail.outcome == "invalid"
        kept = (row + [""] * width)[:width]
        out.writerow([safe(cell) for cell in kept] + list(detail))


def _question(row: list[str], places: list[int | None]) -> tuple[str, str, str, str, str, str]:
    destination, entry, goods_code, end_use, end_user, on = (
        "" if place is None else row[place].strip() for place in places
    )
    return destination, entry, goods_code, end_use, end_user, on


def safe(cell: str) -> str:
    """Return a cell that a spreadsheet will not take for a formula; plain numbers stay as they are."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell
