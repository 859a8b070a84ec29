"""Answers a whole csv or Parquet file into another, in bounded memory.

OUT has IN's columns and rows in their order and the answer's columns after them, and appears under its name only
when it is whole. A row that cannot be answered stays, as `invalid` with its reason.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from lockgate.core.csv_file import encoding_of, safe, separator_of
from lockgate.core.whole_file import unwritable, whole_or_nothing
from lockgate.regimes.determination.batches import (
    ANSWER_COLUMNS,
    BATCH_ROWS,
    Answered,
    Batch,
    Table,
    TextBatch,
    Words,
    faults_told,
    must_be_file,
    question_places,
)
from lockgate.regimes.determination.detail import Details, invalid_detail
from lockgate.regimes.determination.law import Law


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
    no readable table or lacks the columns of a question, UnwritableFile when `target` cannot be written; then
    `target` is as it was.
    """
    details = Details(law, on=on, today=today)
    tally = Tally()
    read, write = _read_csv, _write_csv
    if ".parquet" in (source.suffix, target.suffix):
        # Arrow is slow to import, and csv does without it.
        from lockgate.regimes.determination.parquet import read_parquet, write_parquet  # noqa: PLC0415

        read = read_parquet if source.suffix == ".parquet" else read
        write = write_parquet if target.suffix == ".parquet" else write
    with whole_or_nothing(target) as unfinished, read(source) as table:
        try:
            write(unfinished, table, _answered(table, details, tally, progress))
        except OSError as error:
            raise unwritable(target, error) from error
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


def _question(row: list[str], places: list[int | None]) -> Words:
    destination, entry, goods_code, end_use, end_user, on = (
        "" if place is None else row[place].strip() for place in places
    )
    return destination, entry, goods_code, end_use, end_user, on
