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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Protocol

from lockgate.core.csv_file import encoding_of, safe, separator_of
from lockgate.core.encoding import first_line_not_utf8
from lockgate.core.errors import Invalid
from lockgate.regimes.determination.asking import shown
from lockgate.regimes.determination.detail import Detail, Details, invalid_detail
from lockgate.regimes.determination.law import Law
from lockgate.regimes.determination.question import QUESTION_COLUMNS

ANSWER_COLUMNS = Detail._fields
BATCH_ROWS = 20_000


Words = tuple[str, str, str, str, str, str]
"""A row's words in the order of QUESTION_COLUMNS, "" where none."""


class UnreadableTable(Invalid):
    """IN cannot be read as a table of questions."""

    code = "regimes.unreadable_table"


class UnwritableTable(Invalid):
    """OUT cannot be written where it should stand."""

    code = "regimes.unwritable_table"


class Batch(Protocol):
    """Some rows of a table: what each asks, or a sentence why it asks nothing, and its cells as text."""

    @property
    def asked(self) -> list[Words | str]:
        """The words of each row's question, or why the row has none."""

    @property
    def cells(self) -> list[list[str]]:
        """The rows, each as wide as the header."""


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Rows of a csv file."""

    asked: list[Words | str]
    cells: list[list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is being read, in one batch or more; `position` is how far, as `Progress` counts."""

    header: list[str]
    separator: str
    batches: Iterator[Batch]
    position: Callable[[], int]


Answered = Iterator[tuple[Batch, list[Detail]]]


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

    Both files are csv, or Parquet when the name ends in .parquet. Raises UnreadableTable when `source` is
    no readable table or lacks the columns of a question, UnwritableTable when `target` cannot be written; then
    `target` is as it was.
    """
    details = Details(law, on=on, today=today)
    tally = Tally()
    read, write = _read_csv, _write_csv
    if ".parquet" in (source.suffix, target.suffix):
        # Arrow is slow to import, and this file is imported in turn.
        from lockgate.regimes.determination.parquet import read_parquet, write_parquet  # noqa: PLC0415

        read = read_parquet if source.suffix == ".parquet" else read
        write = write_parquet if target.suffix == ".parquet" else write
    with _whole_or_nothing(target) as unfinished, read(source) as table:
        try:
            write(unfinished, table, _answered(table, details, tally, progress))
        except OSError as error:
            raise _no_place(target, error) from error
    return tally


def _answered(table: Table, details: Details, tally: Tally, progress: Progress) -> Answered:
    for batch in table.batches:
        answers = iter(details.of([asked for asked in batch.asked if not isinstance(asked, str)]))
        found = [invalid_detail(asked) if isinstance(asked, str) else next(answers) for asked in batch.asked]
        tally.rows += len(found)
        tally.invalid += sum(detail.outcome == "invalid" for detail in found)
        yield batch, found
        progress(table.position())


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[Path]:
    if target.exists() and not target.is_file():
        raise UnwritableTable(f"{target} is no ordinary file.", mend="Name a file for the answers.")
    place = Path(os.path.realpath(target))  # a link stays a link
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".lockgate.", suffix=".part")
    except OSError as error:
        raise _no_place(target, error) from error
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(0o666 & ~_umask())
        try:
            unfinished.replace(place)
        except OSError as error:
            raise _no_place(target, error) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _no_place(target: Path, error: OSError) -> UnwritableTable:
    mend = "Check its folder, the rights in it, and the space that is left; nothing was written."
    return UnwritableTable(f"{target} cannot be written: {_why(error)}.", mend=mend)


def _why(error: OSError) -> str:
    return os.strerror(error.errno) if error.errno else str(error)  # Arrow's own words name the unfinished file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def faults_told(source: Path, place: Callable[[], str] = str) -> Iterator[None]:
    """Turn what goes wrong while IN is read into UnreadableTable; `place` says where reading is."""
    try:
        yield
    except UnicodeError as error:
        line = first_line_not_utf8(source)
        raise UnreadableTable(f"{source} is not UTF-8 (line {line}).", mend="Save it as UTF-8.") from error
    except csv.Error as error:
        raise UnreadableTable(
            f"{source} is no readable csv: {error}{place()}.", mend="Check quotes and separators."
        ) from error
    except OSError as error:
        raise UnreadableTable(
            f"{source} cannot be read: {_why(error)}.", mend="Check the path and the rights."
        ) from error


@contextmanager
def _read_csv(source: Path) -> Iterator[Table]:
    with ExitStack() as opened:
        with faults_told(source):
            must_be_file(source)
            stream = opened.enter_context(source.open(encoding=encoding_of(source), newline=""))
            separator = separator_of(stream)
        rows = csv.reader(stream, delimiter=separator, strict=True)
        read = 0

        def place() -> str:
            return f" (in the row that begins on line {read + 1})"

        def filled() -> Iterator[list[str]]:
            nonlocal read
            for row in rows:
                read = rows.line_num
                if row:
                    yield row

        def batches() -> Iterator[Batch]:
            cells = filled()
            while True:
                with faults_told(source, place):
                    batch = list(islice(cells, BATCH_ROWS))
                yield _text_batch(batch, len(header), places)
                if len(batch) < BATCH_ROWS:
                    return

        with faults_told(source, place):
            header = next(rows, [])
        read = rows.line_num
        places = question_places(header, source)
        yield Table(header, separator, batches(), lambda: os.lseek(stream.fileno(), 0, os.SEEK_CUR))


def must_be_file(source: Path) -> None:
    """Raise UnreadableTable for what is there and can be read only once: a pipe, a terminal."""
    if source.exists() and not source.is_file() and not source.is_dir():
        raise UnreadableTable(f"{source} is no ordinary file.", mend="Save what it gives as a file first.")


def _text_batch(rows: list[list[str]], width: int, places: list[int | None]) -> TextBatch:
    asked: list[Words | str] = [
        _question(row, places)
        if len(row) == width
        else f"The row has {len(row)} cells, the header {width}: check quotes and separators."
        for row in rows
    ]
    return TextBatch(asked, [row if len(row) == width else (row + [""] * width)[:width] for row in rows])


def _write_csv(target: Path, table: Table, answered: Answered) -> None:
    with target.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, delimiter=table.separator, lineterminator="\n")
        out.writerow([safe(name) for name in table.header] + list(ANSWER_COLUMNS))
        for batch, details in answered:
            out.writerows(
                [safe(cell) for cell in row] + list(detail) for row, detail in zip(batch.cells, details, strict=True)
            )


def question_places(header: list[str], source: Path) -> list[int | None]:
    """Return where each of QUESTION_COLUMNS stands in `header`; raise UnreadableTable for one without a question."""
    names = [re.sub(r"[\s-]+", "_", name.strip().lower()) for name in header]  # End-Use is end_use, not a stranger
    mend = "The header needs destination, and entry or goods_code or both."
    if any("\0" in name for name in names):
        raise UnreadableTable(f"The header of {source} is not UTF-8.", mend="Save it as UTF-8.")
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
        raise UnreadableTable(f"The header of {source} is: {', '.join(map(shown, names[:8]))}.", mend=mend)
    return [names.index(name) if name in names else None for name in QUESTION_COLUMNS]


def _question(row: list[str], places: list[int | None]) -> Words:
    destination, entry, goods_code, end_use, end_user, on = (
        "" if place is None else row[place].strip() for place in places
    )
    return destination, entry, goods_code, end_use, end_user, on
