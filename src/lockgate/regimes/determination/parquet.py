"""Reads and writes Parquet for `files`, which chooses it by the name's ending: batches of columns, decoded and encoded.

Columns that come from Parquet keep their types in Parquet; rows that come from csv are written as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet

from lockgate.regimes.determination.asking import shown
from lockgate.regimes.determination.batches import (
    ANSWER_COLUMNS,
    BATCH_ROWS,
    Answered,
    Batch,
    Table,
    UnreadableTable,
    Words,
    faults_told,
    must_be_file,
    question_places,
)
from lockgate.regimes.determination.detail import Detail
from lockgate.regimes.determination.question import QUESTION_COLUMNS
from lockgate.regimes.determination.table import texts


@dataclass(frozen=True, slots=True)
class ColumnBatch:
    """Rows of a Parquet file, as columns with their types."""

    columns: pa.RecordBatch
    places: list[int | None]

    @property
    def asked(self) -> list[Words | str]:
        """The words of each row's question."""
        words = [
            [""] * self.columns.num_rows if place is None else [text.strip() for text in self._texts(place, name)]
            for name, place in zip(QUESTION_COLUMNS, self.places, strict=True)
        ]
        return list(zip(*words, strict=True))

    @property
    def cells(self) -> list[list[str]]:
        """The rows as text."""
        columns = [self._texts(place, "") for place in range(self.columns.num_columns)]
        return [list(row) for row in zip(*columns, strict=True)]

    def _texts(self, place: int, name: str) -> list[str]:
        try:
            return list(texts(self.columns.column(place), name).to_pylist())
        except (ValueError, OverflowError, KeyError) as error:  # no text, a time that no calendar holds, no such zone
            raise UnreadableTable(
                f"The column {shown(self.columns.schema.names[place])} cannot be read as text ({_first_line(error)}).",
                mend="Write it as text, or leave it out.",
            ) from error


@contextmanager
def read_parquet(source: Path) -> Iterator[Table]:
    """Open a Parquet file of questions.

    Raises UnreadableTable, also while batches are read, when it is none or lacks the columns of a question.
    """
    with ExitStack() as held:
        with _faults_told(source):
            must_be_file(source)
            opened = held.enter_context(parquet.ParquetFile(source))
            header = opened.schema_arrow.names
            size, count = source.stat().st_size, max(opened.metadata.num_rows, 1)
        places = question_places(header, source)
        rows = 0

        def batches() -> Iterator[Batch]:
            nonlocal rows
            read = opened.iter_batches(batch_size=BATCH_ROWS)
            while True:
                with _faults_told(source):
                    columns = next(read, None)
                if columns is None:
                    break
                rows += columns.num_rows
                yield ColumnBatch(columns, places)
            if not rows:
                yield ColumnBatch(pa.RecordBatch.from_pylist([], schema=opened.schema_arrow), places)

        yield Table(header, ",", batches(), lambda: size * rows // count)


@contextmanager
def _faults_told(source: Path) -> Iterator[None]:
    """Turn what Arrow says about a file that is none of its own into UnreadableTable."""
    try:
        with faults_told(source):
            yield
    except pa.ArrowException as error:
        raise _no_parquet(source, error) from error
    except UnreadableTable as told:
        if isinstance(told.__cause__, OSError) and told.__cause__.errno is None:  # damaged, not out of reach
            raise _no_parquet(source, told.__cause__) from told.__cause__
        raise


def _no_parquet(source: Path, error: Exception) -> UnreadableTable:
    return UnreadableTable(
        f"{source} cannot be read as a table of questions ({_first_line(error)}).",
        mend="Give a sound Parquet file, or a csv file with the ending .csv.",
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")


def write_parquet(target: Path, table: Table, answered: Answered) -> None:
    """Write the answered rows to `target`; raise UnreadableTable when two columns of IN have one name."""
    repeated = sorted({name for name in table.header if table.header.count(name) > 1})
    if repeated:
        raise UnreadableTable(
            f"The header names the column {repeated[0]!r} more than once; a Parquet file needs a name for each.",
            mend="Rename one of them, or write the answers as csv.",
        )
    encoded = (_encoded(table.header, batch, details) for batch, details in answered)
    first = next(encoded)
    with parquet.ParquetWriter(target, first.schema) as writer:
        for batch in chain([first], encoded):
            writer.write_batch(batch)


def _encoded(header: list[str], batch: Batch, details: list[Detail]) -> pa.RecordBatch:
    columns = batch.columns if isinstance(batch, ColumnBatch) else _of_text(header, batch.cells)
    answers = _of_text(list(ANSWER_COLUMNS), details)
    for name, column in zip(ANSWER_COLUMNS, answers.columns, strict=True):
        columns = columns.append_column(name, column)
    return columns


def _of_text(names: list[str], rows: Sequence[Sequence[str]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], names=names)
